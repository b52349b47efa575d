import { describe, expect, it } from "vitest";
import { toDegrees } from "../units.ts";
import { atomChemistry } from "./atom-chemistry.ts";
import { chiAtomsOf, omegaAtoms, ramachandranAtoms } from "./backbone-torsions.ts";
import { compileRestraints } from "./compile-restraints.ts";
import { heavyAtomContacts } from "./heavy-atom-contacts.ts";
import { torsionOf } from "./measure.ts";
import { nucleotideAtoms } from "./nucleotide-torsions.ts";
import { polymerLinks } from "./polymer-links.ts";
import { restraintSources, torsionKinds } from "./restraints.ts";
import { atomAt, makeStructure, type TestResidue } from "./testing/make-structure.ts";
import { makePeptide } from "./testing/peptide.ts";
import { placedMonomer } from "./testing/placed-monomer.ts";

const nearest = (deg: number): number => Math.round(deg) % 360;

describe("protein torsions", () => {
  const sequence = ["ALA", "VAL", "GLY", "LEU", "PRO", "PRO", "ILE", "SER", "ALA"];
  const structure = makeStructure([
    { id: "A", residues: makePeptide(sequence, { phi: -65, psi: -40, omega: { 5: 0 } }) },
  ]);
  const links = polymerLinks(structure);

  it("finds φ and ψ where both neighbours are bonded, with the class", () => {
    const rama = ramachandranAtoms(structure, links);
    expect(rama.map((r) => r.class)).toEqual([
      "ile-val",
      "gly",
      "pre-pro",
      "trans-pro",
      "cis-pro",
      "ile-val",
      "general",
    ]);
    for (const { phi, psi } of rama) {
      expect(nearest(toDegrees(torsionOf(structure.atoms.xyz, phi)))).toBe(-65);
      expect(nearest(toDegrees(torsionOf(structure.atoms.xyz, psi)))).toBe(-40);
    }
  });

  it("finds ω of every peptide", () => {
    const omega = omegaAtoms(structure, links);
    expect(omega.map((o) => o.isProline)).toEqual([false, false, false, true, true, false, false, false]);
    const values = omega.map((o) => Math.abs(nearest(toDegrees(torsionOf(structure.atoms.xyz, o.omega)))));
    expect(values).toEqual([180, 180, 180, 180, 0, 180, 180, 180]);
  });

  it("finds χ angles as far as atoms reach", async () => {
    const lysine = await placedMonomer("LYS", 1);
    const short: TestResidue = { ...lysine, number: 2, atoms: lysine.atoms.filter((a) => a.name !== "CE") };
    const chi = chiAtomsOf(makeStructure([{ id: "A", residues: [lysine, short] }]));
    expect(chi.map((c) => c.chi.length)).toEqual([4, 2]);
  });
});

describe("nucleotides", () => {
  it("finds backbone, sugar and glycosidic torsions, and the hands of the ribose", async () => {
    const adenosine = await placedMonomer("A", 1);
    const uridine = await placedMonomer("U", 2, [30, 0, 0]);
    const structure = makeStructure([{ id: "R", residues: [adenosine, uridine] }]);
    const [first, second] = nucleotideAtoms(structure, polymerLinks(structure));
    expect(Object.keys(first!.torsions).sort()).toEqual(
      ["beta", "chi", "delta", "gamma", "nu0", "nu1", "nu2", "nu3", "nu4"].sort(),
    );
    const nameOf = (atom: number): string => structure.atoms.name[atom]!;
    expect(first!.torsions.chi!.map(nameOf)).toEqual(["O4'", "C1'", "N9", "C4"]);
    expect(second!.torsions.chi!.map(nameOf)).toEqual(["O4'", "C1'", "N1", "C2"]);
    const { chirality, torsions } = compileRestraints(structure);
    expect(chirality.ideal.length).toBe(10);
    expect(Array.from(torsions.kind, (k) => torsionKinds[k])).toEqual(Array(12).fill("sugar"));
  });

  it("reads old atom names", async () => {
    const adenosine = await placedMonomer("A", 1);
    const old: TestResidue = {
      ...adenosine,
      atoms: adenosine.atoms.map((a) => ({
        ...a,
        name: a.name
          .replace("'", "*")
          .replace(/^OP([123])$/, "O$1P")
          .replace("O3P", "O3T"),
      })),
    };
    const modern = compileRestraints(makeStructure([{ id: "R", residues: [adenosine] }]));
    const ancient = compileRestraints(makeStructure([{ id: "R", residues: [old] }]));
    expect(ancient.notes).toEqual([]);
    expect(ancient.angles.ideal).toEqual(modern.angles.ideal);
    expect(ancient.sourceOf.every((s) => restraintSources[s] === "built-in")).toBe(true);
  });
});

describe("glycans", () => {
  it("links NAG to Asn by distance, with the angle, the plane and the anomeric hand", async () => {
    const sugar = await placedMonomer("NAG", 1);
    const c1 = sugar.atoms.find((a) => a.name === "C1")!.at;
    const o1 = sugar.atoms.find((a) => a.name === "O1")!.at;
    const asparagine = await placedMonomer("ASN", 5);
    const nd2 = asparagine.atoms.find((a) => a.name === "ND2")!.at;
    const shift = o1.map((value, k) => value - nd2[k]!);
    const moved: TestResidue = {
      ...asparagine,
      atoms: asparagine.atoms.map((a) => ({ ...a, at: a.at.map((v, k) => v + shift[k]!) as never })),
    };
    const linked: TestResidue = { ...sugar, atoms: sugar.atoms.filter((a) => a.name !== "O1") };
    const structure = makeStructure([
      { id: "A", residues: [moved] },
      { id: "B", residues: [linked] },
    ]);
    expect(Math.hypot(...c1.map((v, k) => v - o1[k]!))).toBeLessThan(1.6);
    const r = compileRestraints(structure);
    expect(r.notes.join()).toContain("glycosidic bonds found by distance: B/NAG 1/C1 – A/ASN 5/ND2");
    const [n, c] = [atomAt(structure, "A/5/ND2"), atomAt(structure, "B/1/C1")];
    const row = r.bonded.list.subarray(r.bonded.start[n], r.bonded.start[n + 1]);
    expect([...row]).toContain(c);
    const centres = Array.from({ length: r.chirality.ideal.length }, (_, i) => r.chirality.atoms[4 * i]);
    expect(centres).toContain(c);
    const flags = atomChemistry(structure, r.bonded);
    expect(flags.hydrogens[n]).toBe(1);
  });
});

describe("atom chemistry and contacts", () => {
  it("tells donors, acceptors, charges and hydrogens of a chain", async () => {
    const [first, ...rest] = makePeptide(["LYS", "PRO", "ALA"]);
    const last = rest[1]!;
    const c = last.atoms.find((a) => a.name === "C")!.at;
    const structure = makeStructure([
      {
        id: "A",
        residues: [
          first!,
          rest[0]!,
          { ...last, atoms: [...last.atoms, { name: "OXT", at: [c[0] + 1, c[1] + 0.7, c[2]] }] },
        ],
      },
      {
        id: "M",
        residues: [{ compId: "MG", number: 1, atoms: [{ name: "MG", element: "MG", at: [50, 0, 0] }] }],
      },
      { id: "W", residues: [{ compId: "HOH", number: 1, atoms: [{ name: "O", at: [60, 0, 0] }] }] },
    ]);
    const { bonded } = compileRestraints(structure);
    const chemistry = atomChemistry(structure, bonded);
    const flags = (path: string): number[] => {
      const atom = atomAt(structure, path);
      return [
        chemistry.hydrogens[atom]!,
        chemistry.isDonor[atom]!,
        chemistry.isAcceptor[atom]!,
        chemistry.chargeSign[atom]!,
      ];
    };
    expect(flags("A/1/N")).toEqual([3, 1, 0, 1]);
    expect(flags("A/2/N")).toEqual([0, 0, 0, 0]);
    expect(flags("A/3/N")).toEqual([1, 1, 0, 0]);
    expect(flags("A/1/O")).toEqual([0, 0, 1, 0]);
    expect(flags("A/3/O")).toEqual([0, 0, 1, -1]);
    expect(flags("A/3/OXT")).toEqual([0, 0, 1, -1]);
    expect(flags("A/3/CB")).toEqual([3, 0, 0, 0]);
    expect(flags("A/3/C")).toEqual([0, 0, 0, 0]);
    expect(flags("M/1/MG")).toEqual([0, 0, 0, 1]);
    expect(flags("W/1/O")).toEqual([2, 1, 1, 0]);
    const { classOf, nClasses, minDistance } = heavyAtomContacts(structure, chemistry);
    const least = (path1: string, path2: string): number =>
      minDistance[classOf[atomAt(structure, path1)]! * nClasses + classOf[atomAt(structure, path2)]!]!;
    expect(least("A/3/CB", "A/3/CB")).toBeCloseTo(1.9 + 1.9 - 0.4, 9);
    expect(least("A/3/N", "A/1/O")).toBe(2.65);
    expect(least("A/1/O", "A/3/O")).toBeCloseTo(1.4 + 1.4 - 0.4, 9);
    expect(
      minDistance.every((d, i) => d === minDistance[(i % nClasses) * nClasses + Math.floor(i / nClasses)]),
    ).toBe(true);
  });
});
