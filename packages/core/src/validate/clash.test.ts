/** Clashes of structures built so that the truth is known. */
import { describe, expect, it } from "vitest";
import { withCoordinates } from "../model/structure.ts";
import { type ClashResult, validateClashes } from "./clash.ts";
import { type AtomRow, aminoAcid, loneAtom, placeOf, structureOfAtoms } from "./contacts/synthetic-atoms.ts";
import { placeHydrogens } from "./hydrogens.ts";
import { type Point, place } from "./synthetic-chains.ts";

const judged = (rows: readonly AtomRow[]): ClashResult => validateClashes(structureOfAtoms(rows));
const names = (result: ClashResult, variant: "defaultTorsions" | "rotated" | "flipped" = "defaultTorsions") =>
  result[variant].clashes.map(({ atom1, atom2 }) => `${atom1} ${atom2}`);

/** Two lone carbons at a distance: radii 1.70 Å each. */
const carbons = (
  distance: number,
  rows: readonly [Partial<AtomRow>, Partial<AtomRow>] = [{}, {}],
): AtomRow[] => [
  loneAtom("C", [0.3, 0.2, 0.1], { number: 1, ...rows[0] }),
  loneAtom("C", [0.3, 0.2 + distance, 0.1], { number: 2, ...rows[1] }),
];

describe("two atoms", () => {
  it.each([2.4, 2.6, 2.9])("at %f Å clash by what their radii overlap", (distance) => {
    const { defaultTorsions, notes } = judged(carbons(distance));
    expect(defaultTorsions.clashes).toHaveLength(1);
    const [clash] = defaultTorsions.clashes;
    expect(clash).toMatchObject({ atom1: "X/XXX 1/C", atom2: "X/XXX 2/C", residue1: 0, residue2: 1 });
    // Dots are 0.25 Å apart: the deepest need not lie on the line between the atoms.
    expect(clash!.overlap).toBeLessThanOrEqual(3.4 - distance + 0.0005);
    expect(clash!.overlap).toBeGreaterThan(3.4 - distance - 0.03);
    expect(defaultTorsions).toMatchObject({ nAtoms: 2, clashscore: 500 });
    expect(notes).toEqual([]);
  });

  it("do not clash when they overlap less, or are bonded", () => {
    expect(names(judged(carbons(3.05)))).toEqual([]);
    expect(names(judged(carbons(1.54)))).toEqual([]);
  });

  it("do not clash as alternatives, nor where together they are one atom", () => {
    expect(names(judged(carbons(2.6, [{ altLoc: "A" }, { altLoc: "B" }])))).toEqual([]);
    expect(names(judged(carbons(2.6, [{ altLoc: "A" }, { altLoc: "A" }])))).toHaveLength(1);
    expect(names(judged(carbons(2.6, [{ occ: 0.5 }, { altLoc: "B", occ: 0.5 }])))).toEqual([]);
    expect(names(judged(carbons(2.6, [{}, { altLoc: "B", occ: 0.5 }])))).toHaveLength(1);
  });

  it("of which one is not there do not clash", () => {
    expect(judged(carbons(2.6, [{ occ: 0 }, {}])).defaultTorsions).toMatchObject({
      nAtoms: 1,
      clashscore: 0,
    });
  });

  it("clash wherever they stand", () => {
    const structure = structureOfAtoms(carbons(2.6));
    const far = withCoordinates(
      structure,
      structure.atoms.xyz.map((x) => x + 800),
    );
    expect(validateClashes(far)).toEqual(validateClashes(structure));
  });
});

describe("waters", () => {
  const water = (xyz: Point, number: number) => loneAtom("O", xyz, { compId: "HOH", number });

  it("neither count nor clash with each other, but with what they touch", () => {
    expect(judged([water([0, 0, 0], 1), water([2, 0, 0], 2)]).defaultTorsions).toMatchObject({
      nAtoms: 0,
      clashscore: 0,
      clashes: [],
    });
    expect(names(judged([water([0, 0, 0], 1), loneAtom("C", [2.5, 0, 0])]))).toHaveLength(1);
  });

  it("give a hydrogen to an acceptor", () => {
    expect(names(judged([water([0, 0, 0], 1), loneAtom("O", [2.35, 0, 0])]))).toEqual([]);
  });
});

describe("hydrogen bonds", () => {
  const ser = aminoAcid("SER");
  const [ca, cb, og] = ["CA", "CB", "OG"].map((name) => placeOf(ser, name)) as [Point, Point, Point];
  /** On the line of O–H at its default torsion. */
  const onLine = (distance: number): Point => place([ca, cb, og], distance, 109.5, 180);

  it("are no clashes: an acceptor 2.0 Å from the hydrogen", () => {
    const withAcceptor = [...ser, loneAtom("O", onLine(2.84))];
    expect(names(judged(withAcceptor))).toEqual([]);
    // A carbon there is: 1.05 + 1.70 − 2.0 Å.
    const [clash] = judged([...ser, loneAtom("C", onLine(2.84))]).defaultTorsions.clashes;
    expect(clash).toMatchObject({ atom1: "X/XXX 900/C", atom2: "A/SER 10/HG" });
    expect(clash!.overlap).toBeGreaterThan(0.7);
    expect(clash!.overlap).toBeLessThanOrEqual(0.75);
  });

  it("save two oxygens from clashing when the hydrogen turns between them", () => {
    const oxygen = loneAtom("O", place([ca, cb, og], 2.35, 109.5, -60));
    const result = judged([...ser, oxygen]);
    const [clash] = result.defaultTorsions.clashes;
    expect(result.defaultTorsions.clashes).toHaveLength(1);
    expect(clash).toMatchObject({ atom1: "A/SER 10/OG", atom2: "X/XXX 900/O" });
    expect(clash!.overlap).toBeGreaterThan(2.8 - 2.35 - 0.03);
    expect(names(result, "rotated")).toEqual([]);
  });

  it("are made by turning: a hydroxyl that points at a carbon turns away", () => {
    const result = judged([...ser, loneAtom("C", onLine(2.84))]);
    expect(names(result)).toHaveLength(1);
    expect(names(result, "rotated")).toEqual([]);
  });

  it("are made by turning Asn around, and reported", () => {
    const asn = aminoAcid("ASN");
    const [cbN, cg, od1] = ["CB", "CG", "OD1"].map((n) => placeOf(asn, n)) as [Point, Point, Point];
    const near = [0, 180].map((torsion, k) =>
      loneAtom("O", place([cbN, cg, od1], 2.8, 120, torsion), { number: 900 + k }),
    );
    expect(judged([...asn, ...near]).turned).toMatchObject([{ chain: "A", number: 10, compId: "ASN" }]);
    expect(judged(asn).turned).toEqual([]);
  });
});

describe("bonds", () => {
  it("exclude a disulfide and all within three bonds of it", () => {
    const one = aminoAcid("CYS");
    const [ca, cb, sg] = ["CA", "CB", "SG"].map((name) => placeOf(one, name)) as [Point, Point, Point];
    const sulfur = place([ca, cb, sg], 2.03, 104, 90);
    const carbon = place([cb, sg, sulfur], 1.81, 104, 90);
    const bridge = [
      loneAtom("S", sulfur, { number: 900 }),
      loneAtom("C", carbon, { number: 900, name: "CB" }),
    ];
    expect(names(judged([...one, ...bridge]))).toEqual([]);
    // The same sulfur a little too far for a bond.
    const apart = place([ca, cb, sg], 2.7, 104, 90);
    expect(names(judged([...one, loneAtom("S", apart)])).length).toBeGreaterThan(0);
  });

  it("exclude the atoms of a residue on its own", () => {
    for (const compId of ["ALA", "SER", "ASN", "HIS", "LYS"]) {
      const result = judged(aminoAcid(compId));
      expect([compId, ...names(result), ...names(result, "rotated")]).toEqual([compId]);
    }
  });
});

describe("a result", () => {
  const rows = [...aminoAcid("SER"), ...aminoAcid("LYS", { chain: "B" }).map((row) => moved(row))];

  it("is plain data that lists the deepest clash first", () => {
    const result = judged(rows);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    const overlaps = result.defaultTorsions.clashes.map(({ overlap }) => overlap);
    expect(overlaps.length).toBeGreaterThan(1);
    expect(overlaps).toEqual([...overlaps].sort((a, b) => b - a));
    expect(new Set(names(result)).size).toBe(overlaps.length);
    expect(result.defaultTorsions.clashscore).toBeCloseTo(
      (1000 * overlaps.length) / result.defaultTorsions.nAtoms,
      12,
    );
    expect(result.rotated.clashes.length).toBeLessThanOrEqual(overlaps.length);
  });

  it("counts the atoms that placeHydrogens gives", () => {
    const structure = structureOfAtoms(rows);
    for (const variant of ["defaultTorsions", "rotated", "flipped"] as const) {
      const { nHydrogens } = placeHydrogens(structure, { variant });
      expect(validateClashes(structure)[variant].nAtoms).toBe(structure.nAtoms + nHydrogens);
    }
  });

  it.each([
    ["no atoms", []],
    ["hydrogens only", aminoAcid("ALA").map((row) => ({ ...row, element: "H" }))],
    ["one atom", [loneAtom("C", [0, 0, 0])]],
    ["CA only", aminoAcid("ALA").filter(({ name }) => name === "CA")],
    ["an unknown residue", aminoAcid("ALA").map((row) => ({ ...row, compId: "QQQ" }))],
    ["all atoms at one place", aminoAcid("ALA").map((row) => ({ ...row, xyz: [0, 0, 0] as const }))],
  ] satisfies readonly (readonly [string, readonly AtomRow[]])[])("is sensible for %s", (_, odd) => {
    const result = judged(odd);
    for (const variant of [result.defaultTorsions, result.rotated, result.flipped]) {
      expect(variant.clashscore).toBe(0);
      expect(variant.clashes).toEqual([]);
    }
  });

  it("keeps alternatives at one place apart", () => {
    const both = [
      ...aminoAcid("ALA", { altLoc: "A", occ: 0.5 }),
      ...aminoAcid("SER", { altLoc: "B", occ: 0.5 }),
    ];
    expect(names(judged(both), "rotated")).toEqual([]);
  });

  it("names what took part without hydrogens", () => {
    const result = judged(aminoAcid("ALA").map((row) => ({ ...row, compId: "QQQ" })));
    expect(result.notes).toEqual(["QQQ is in no table of hydrogens: A/QQQ 10 got none."]);
  });
});

/** To where side chains of both residues meet. */
function moved(row: AtomRow): AtomRow {
  return { ...row, xyz: [row.xyz[0] + 2.2, row.xyz[1] - 0.8, row.xyz[2] + 2.4] };
}
