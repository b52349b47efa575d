/** Hydrogens on residues built by hand: their bonds, their number, their freedom, and structures that are odd. */
import { describe, expect, it } from "vitest";
import { withCoordinates } from "../model/structure.ts";
import type { HydrogenSet } from "./contacts/hydrogen-set.ts";
import { type AtomRow, aminoAcid, loneAtom, placeOf, structureOfAtoms } from "./contacts/synthetic-atoms.ts";
import { type HydrogenVariant, placeHydrogens } from "./hydrogens.ts";
import { angleDeg } from "./measure.ts";
import { type Point, peptide, place } from "./synthetic-chains.ts";

const hydrogens = (rows: readonly AtomRow[], variant: HydrogenVariant = "defaultTorsions") =>
  placeHydrogens(structureOfAtoms(rows), { variant });

const pointOf = (set: HydrogenSet, name: string): Point => {
  const k = set.name.indexOf(name);
  return [set.xyz[3 * k]!, set.xyz[3 * k + 1]!, set.xyz[3 * k + 2]!];
};
const gap = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const angle = (a: Point, b: Point, c: Point): number => angleDeg(Float64Array.of(...a, ...b, ...c), 0, 1, 2);
const variants: readonly HydrogenVariant[] = ["defaultTorsions", "rotated", "flipped"];

describe("hydrogens of an amino acid", () => {
  it("stand at electron-cloud distances with tetrahedral and trigonal angles", () => {
    const rows = aminoAcid("LYS");
    const set = hydrogens(rows);
    const at = (name: string) => placeOf(rows, name);
    for (const [name, parent, length] of [
      ["HA", "CA", 0.97],
      ["HB2", "CB", 0.97],
      ["HZ1", "NZ", 0.89],
    ] as const) {
      expect(gap(pointOf(set, name), at(parent))).toBeCloseTo(length, 6);
    }
    expect(angle(pointOf(set, "HB2"), at("CB"), pointOf(set, "HB3"))).toBeGreaterThan(104);
    expect(angle(pointOf(set, "HB2"), at("CB"), pointOf(set, "HB3"))).toBeLessThan(112);
    expect(angle(pointOf(set, "HZ1"), at("NZ"), at("CE"))).toBeCloseTo(109.5, 6);
    expect(angle(pointOf(set, "HZ1"), at("NZ"), pointOf(set, "HZ2"))).toBeCloseTo(109.4, 0);
    const amide = hydrogens(aminoAcid("ASN"));
    const asn = aminoAcid("ASN");
    expect(angle(pointOf(amide, "HD21"), placeOf(asn, "ND2"), placeOf(asn, "CG"))).toBeCloseTo(120, 0);
  });

  it("have the hand of an L amino acid and its names", () => {
    expect(hydrogens(aminoAcid("ALA")).name).toEqual(["HA", "HB1", "HB2", "HB3"]);
    expect(hydrogens(aminoAcid("GLY")).name).toEqual(["HA2", "HA3"]);
    const rows = aminoAcid("ALA");
    // HA and CB stand on opposite sides of the plane N–CA–C, which is z = 0 here.
    expect(Math.sign(pointOf(hydrogens(rows), "HA")[2])).toBe(-Math.sign(placeOf(rows, "CB")[2]));
  });

  it("number three at the start of a chain, one after a peptide bond, none after a gap", () => {
    const chain = peptide(["ALA", "PRO", "ALA"].map((compId) => ({ compId, phiDeg: -65, psiDeg: 140 })));
    const onN = (residue: number) => {
      const set = placeHydrogens(chain, { variant: "defaultTorsions" });
      return set.name.filter((name, k) => set.residue[k] === residue && /^H\d?$/.test(name));
    };
    expect(onN(0)).toEqual(["H1", "H2", "H3"]);
    expect(onN(1)).toEqual([]);
    expect(onN(2)).toEqual(["H"]);
    expect(hydrogens(aminoAcid("ALA", { number: 1 })).name.slice(0, 3)).toEqual(["H1", "H2", "H3"]);
    expect(hydrogens(aminoAcid("ALA", { number: 7 })).name).not.toContain("H");
  });

  it("follow insertion codes as the chain does", () => {
    const chain = peptide(["ALA", "ALA"].map((compId) => ({ compId, phiDeg: -65, psiDeg: 140 })));
    const inserted = {
      ...chain,
      residues: { ...chain.residues, authSeqId: Int32Array.of(52, 52), insCode: ["", "A"] },
    };
    const set = placeHydrogens(inserted, { variant: "defaultTorsions" });
    expect(set.name.filter((name, k) => set.residue[k] === 1 && name === "H")).toHaveLength(1);
  });

  it("leave room for disulfides, and for metals on His", () => {
    const one = aminoAcid("CYS");
    const sg = placeOf(one, "SG");
    const bridge = place([placeOf(one, "CA"), placeOf(one, "CB"), sg], 2.03, 104, 90);
    expect(hydrogens(one).name).toContain("HG");
    expect(hydrogens([...one, loneAtom("S", bridge)]).name).not.toContain("HG");
    const his = aminoAcid("HIS");
    const [cd2, ne2, ce1] = ["CD2", "NE2", "CE1"].map((name) => placeOf(his, name)) as [Point, Point, Point];
    const away = ne2.map((x, k) => 2 * x - (cd2[k]! + ce1[k]!) / 2) as unknown as Point;
    const zinc = ne2.map((x, k) => x + (2.05 * (away[k]! - x)) / gap(away, ne2)) as unknown as Point;
    expect(hydrogens(his).name).toEqual(expect.arrayContaining(["HD1", "HE2"]));
    const bound = hydrogens([...his, loneAtom("ZN", zinc, { compId: "ZN" })]);
    expect(bound.name).toContain("HD1");
    expect(bound.name).not.toContain("HE2");
  });

  it("exist once for each conformer", () => {
    const ser = aminoAcid("SER");
    const common = ser.filter(({ name }) => name !== "OG");
    const og = ser.find(({ name }) => name === "OG")!;
    const turned = place([placeOf(ser, "N"), placeOf(ser, "CA"), placeOf(ser, "CB")], 1.417, 111.1, 180);
    const set = hydrogens([
      ...common,
      { ...og, altLoc: "A", occ: 0.6 },
      { ...og, xyz: turned, altLoc: "B", occ: 0.4 },
    ]);
    const labels = (name: string) => set.altLoc.filter((_, k) => set.name[k] === name);
    expect(labels("HG")).toEqual(["A", "B"]);
    expect(labels("HB2")).toEqual(["A", "B"]);
    expect(labels("HA")).toEqual([""]);
    expect([...set.occ.filter((_, k) => set.name[k] === "HG")]).toEqual([0.6, 0.4]);
  });
});

describe("hydrogens with freedom", () => {
  const ser = aminoAcid("SER");
  const [ca, cb, og] = ["CA", "CB", "OG"].map((name) => placeOf(ser, name)) as [Point, Point, Point];
  const onCircle = (torsion: number, distance: number): Point =>
    place([ca, cb, og], distance, 109.5, torsion);

  it("turn a hydroxyl to the acceptor", () => {
    for (const torsion of [75, -75, 150]) {
      const acceptor = loneAtom("O", onCircle(torsion, 2.8));
      const set = hydrogens([...ser, acceptor], "rotated");
      expect(gap(pointOf(set, "HG"), acceptor.xyz)).toBeLessThan(2);
      expect(gap(pointOf(hydrogens([...ser, acceptor]), "HG"), acceptor.xyz)).toBeGreaterThan(2);
    }
  });

  it("turn a hydroxyl away from what it would bump into", () => {
    const obstacle = loneAtom("C", onCircle(180, 2.6));
    const [before, after] = [hydrogens([...ser, obstacle]), hydrogens([...ser, obstacle], "rotated")];
    expect(gap(pointOf(before, "HG"), obstacle.xyz)).toBeLessThan(1.9);
    expect(gap(pointOf(after, "HG"), obstacle.xyz)).toBeGreaterThan(2.5);
  });

  it("keep bond length and angle while they turn", () => {
    const set = hydrogens([...ser, loneAtom("O", onCircle(30, 2.8))], "rotated");
    expect(gap(pointOf(set, "HG"), og)).toBeCloseTo(0.84, 9);
    expect(angle(pointOf(set, "HG"), og, cb)).toBeCloseTo(109.5, 6);
  });

  it("protonate His where an acceptor is", () => {
    const his = aminoAcid("HIS");
    const beside = (name: string, a: string, b: string): Point => {
      const [p, q, r] = [name, a, b].map((n) => placeOf(his, n)) as [Point, Point, Point];
      const out = p.map((x, k) => 2 * x - (q[k]! + r[k]!) / 2) as unknown as Point;
      return p.map((x, k) => x + (2.8 * (out[k]! - x)) / gap(out, p)) as unknown as Point;
    };
    const protons = (acceptor: Point) =>
      hydrogens([...his, loneAtom("O", acceptor)], "rotated").name.filter((n) => n === "HD1" || n === "HE2");
    expect(protons(beside("ND1", "CG", "CE1"))).toEqual(["HD1"]);
    expect(protons(beside("NE2", "CD2", "CE1"))).toEqual(["HE2"]);
  });

  it("turn Asn around only where flips are asked for and a bump tells them to", () => {
    const asn = aminoAcid("ASN");
    const [cb2, cg, od1, nd2] = ["CB", "CG", "OD1", "ND2"].map((n) => placeOf(asn, n)) as Point[];
    // Acceptors where the hydrogens of ND2 would be if it stood in the place of OD1.
    const near = [0, 180].map((torsion, k) =>
      loneAtom("O", place([cb2!, cg!, od1!], 2.8, 120, torsion), { number: 900 + k }),
    );
    const rotated = hydrogens([...asn, ...near], "rotated");
    const flipped = hydrogens([...asn, ...near], "flipped");
    expect(rotated.turned).toEqual([]);
    expect(flipped.turned).toEqual([0]);
    const atom = asn.findIndex(({ name }) => name === "ND2");
    const moved = [...flipped.heavyXyz.subarray(3 * atom, 3 * atom + 3)] as unknown as Point;
    expect(gap(moved, od1!)).toBeLessThan(0.3);
    expect(gap(moved, nd2!)).toBeGreaterThan(2);
    expect(gap(pointOf(flipped, "HD21"), moved)).toBeCloseTo(0.86, 2);
    expect(hydrogens(asn, "flipped").turned).toEqual([]);
  });
});

describe("odd structures", () => {
  const ala = aminoAcid("ALA");
  const odd: readonly (readonly [string, readonly AtomRow[], number])[] = [
    ["no atoms", [], 0],
    ["hydrogens only", ala.map((row) => ({ ...row, element: "H" })), 0],
    ["one atom", [loneAtom("C", [0, 0, 0])], 0],
    ["CA only", ala.filter(({ name }) => name === "CA"), 0],
    ["an unknown residue", ala.map((row) => ({ ...row, compId: "QQQ" })), 0],
    ["all atoms at one place", ala.map((row) => ({ ...row, xyz: [0, 0, 0] as const })), 0],
    ["every atom twice", ala.flatMap((row) => [row, row]), 4],
    [
      "an atom without a place",
      ala.map((row) => (row.name === "CB" ? { ...row, xyz: [Number.NaN, 0, 0] } : row)),
      0,
    ],
  ];

  it.each(odd)("get the hydrogens that they can have: %s", (_, rows, most) => {
    for (const variant of variants) {
      const set = hydrogens(rows, variant);
      expect(set.nHydrogens).toBeLessThanOrEqual(most);
      expect(set.xyz.every(Number.isFinite)).toBe(true);
    }
  });

  it("lose the hydrogens of their file", () => {
    const own = loneAtom("H", [5, 5, 5], { compId: "ALA", chain: "A", number: 10, name: "HB1" });
    expect(hydrogens([...ala, own]).name).toEqual(hydrogens(ala).name);
  });

  it("say what got none", () => {
    expect(hydrogens(ala.map((row) => ({ ...row, compId: "QQQ" }))).notes).toEqual([
      "QQQ is in no table of hydrogens: A/QQQ 10 got none.",
    ]);
    expect(hydrogens(ala).notes).toEqual([]);
    const glycerol = ["C1", "C2", "O1"].map(
      (name, k): AtomRow => ({ compId: "GOL", number: 1, name, xyz: [1.5 * k, 0, k % 2] }),
    );
    expect(hydrogens(glycerol).notes[0]).toContain("GOL");
    expect(hydrogens(glycerol, "rotated").notes).toEqual([]);
    expect(hydrogens(glycerol, "rotated").nHydrogens).toBeGreaterThan(0);
  });

  it("keep residues apart that are alternatives at one place", () => {
    const other = aminoAcid("SER", { altLoc: "B", occ: 0.5 });
    const set = hydrogens([...aminoAcid("ALA", { altLoc: "A", occ: 0.5 }), ...other]);
    expect(set.altLoc.filter((_, k) => set.residue[k] === 0).every((label) => label === "A")).toBe(true);
    expect(set.altLoc.filter((_, k) => set.residue[k] === 1).every((label) => label === "B")).toBe(true);
    expect(set.name).toContain("HG");
  });
});

it("moves with the structure", () => {
  const rows = [...aminoAcid("SER"), ...aminoAcid("ASN", { chain: "B" }).map((row) => shifted(row, 5))];
  const structure = structureOfAtoms(rows);
  // A turn of 90° about z and a shift.
  const turn = (xyz: Float64Array): Float64Array =>
    Float64Array.from(xyz, (_, i) => [-xyz[i + 1]! + 7, xyz[i - 1]! - 3, xyz[i]! + 11][i % 3]!);
  const moved = withCoordinates(structure, turn(structure.atoms.xyz));
  for (const variant of variants) {
    const [before, after] = [placeHydrogens(structure, { variant }), placeHydrogens(moved, { variant })];
    expect(after.name).toEqual(before.name);
    if (variant !== "defaultTorsions") continue;
    turn(before.xyz).forEach((x, i) => {
      expect(after.xyz[i]).toBeCloseTo(x, 9);
    });
  }
});

function shifted(row: AtomRow, by: number): AtomRow {
  return { ...row, xyz: [row.xyz[0] + by, row.xyz[1] + by, row.xyz[2] + by] };
}
