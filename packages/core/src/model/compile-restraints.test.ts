import { describe, expect, it } from "vitest";
import { InputError } from "../errors.ts";
import { toDegrees } from "../units.ts";
import { bondedNeighborhood } from "./bonded-graph.ts";
import { compileRestraints } from "./compile-restraints.ts";
import { cross } from "./measure.ts";
import { polymerLinks } from "./polymer-links.ts";
import { type Restraints, restraintSources, torsionKinds } from "./restraints.ts";
import type { Structure } from "./structure.ts";
import {
  atomAt,
  makeStructure,
  type Point,
  type TestChain,
  type TestResidue,
} from "./testing/make-structure.ts";
import { makePeptide, minus, placeAtom } from "./testing/peptide.ts";
import { placedMonomer } from "./testing/placed-monomer.ts";
import { wrongHands } from "./wrong-hands.ts";

const chainOf = (residues: readonly TestResidue[], sequence?: readonly string[]): TestChain => ({
  id: "A",
  residues,
  ...(sequence && { sequence }),
});

/** Ideal length of the bond between two atoms, undefined where they are not bonded. */
function bondIdeal(
  structure: Structure,
  { bonds }: Restraints,
  path1: string,
  path2: string,
): number | undefined {
  const [a, b] = [atomAt(structure, path1), atomAt(structure, path2)];
  const found = bonds.ideal.findIndex(
    (_, i) =>
      (bonds.atoms[2 * i] === a && bonds.atoms[2 * i + 1] === b) ||
      (bonds.atoms[2 * i] === b && bonds.atoms[2 * i + 1] === a),
  );
  return found < 0 ? undefined : bonds.ideal[found];
}

function angleIdealDeg(
  structure: Structure,
  { angles }: Restraints,
  paths: readonly [string, string, string],
): number | undefined {
  const [a, b, c] = paths.map((path) => atomAt(structure, path)) as [number, number, number];
  const found = angles.ideal.findIndex((_, i) => {
    const own = angles.atoms.subarray(3 * i, 3 * i + 3);
    return own[1] === b && ((own[0] === a && own[2] === c) || (own[0] === c && own[2] === a));
  });
  return found < 0 ? undefined : toDegrees(angles.ideal[found]!);
}

const omegas = ({ torsions }: Restraints): number[] =>
  Array.from(torsions.ideal)
    .filter((_, i) => torsionKinds[torsions.kind[i]!] === "omega")
    .map((ideal) => Math.round(toDegrees(ideal)));

describe("chains", () => {
  it("bonds neighbours although numbers skip", () => {
    const peptide = makePeptide(["ALA", "GLY", "ALA", "SER"]);
    const skipping = peptide.map((r, i) => ({ ...r, number: i < 2 ? i + 132 : i + 180 }));
    const structure = makeStructure([chainOf(skipping)]);
    const { links, next, previous } = polymerLinks(structure);
    expect(links.map((l) => [l.residue1, l.residue2])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect([...next]).toEqual([1, 2, 3, -1]);
    expect([...previous]).toEqual([-1, 0, 1, 2]);
  });

  it("bonds nothing across a gap, and says so", () => {
    const peptide = makePeptide(["ALA", "GLY", "ALA", "SER", "ALA"]);
    const sequence = ["ALA", "GLY", "ALA", "SER", "ALA"];
    const structure = makeStructure([chainOf(peptide.toSpliced(2, 1), sequence)]);
    const restraints = compileRestraints(structure);
    expect(bondIdeal(structure, restraints, "A/2/C", "A/4/N")).toBeUndefined();
    expect(restraints.notes.join()).toMatch(/gaps, not bonded: A\/GLY 2 – A\/SER 4 \(.* Å\)/);
  });

  it("does not bond close ends that the sequence puts apart", () => {
    const peptide = makePeptide(["ALA", "GLY", "ALA"]).map((r, i) => ({
      ...r,
      labelSeqId: i === 2 ? 9 : i + 1,
      atoms: r.atoms.map((a) => ({ ...a, at: [a.at[0] + (i === 2 ? 0.9 : 0), a.at[1], a.at[2]] as const })),
    }));
    const known = makeStructure([
      chainOf(
        peptide,
        Array.from({ length: 12 }, () => "ALA"),
      ),
    ]);
    const unknown = makeStructure([chainOf(peptide)]);
    expect(polymerLinks(unknown).links.length).toBe(2);
    expect(polymerLinks(known).links.length).toBe(1);
  });

  it("gives cis and trans peptides their own targets", () => {
    const structure = makeStructure([
      chainOf(makePeptide(["ALA", "ALA", "PRO", "PRO"], { omega: { 1: 10, 2: 5 } })),
    ]);
    const restraints = compileRestraints(structure);
    expect(omegas(restraints)).toEqual([0, 0, 180]);
    expect(angleIdealDeg(structure, restraints, ["A/2/C", "A/3/N", "A/3/CA"])).toBeCloseTo(127.0, 6);
    expect(angleIdealDeg(structure, restraints, ["A/3/C", "A/4/N", "A/4/CA"])).toBeCloseTo(122.6, 6);
    expect(angleIdealDeg(structure, restraints, ["A/2/C", "A/3/N", "A/3/CD"])).toBeCloseTo(120.6, 6);
    const forced = compileRestraints(structure, { transPeptides: new Set([1]) });
    expect(omegas(forced)).toEqual([180, 0, 180]);
  });

  it("restrains the carboxylate of a chain's end and all hydrogens that the file has", () => {
    const [first, ...rest] = makePeptide(["ALA", "ALA"]);
    const last = rest[0]!;
    const structure = makeStructure([
      chainOf([
        { ...first!, atoms: [...first!.atoms, { name: "H1", at: [9, 9, 9] }, { name: "HA", at: [8, 8, 8] }] },
        { ...last, atoms: [...last.atoms, { name: "OXT", at: [7, 7, 7] }, { name: "H", at: [6, 6, 6] }] },
      ]),
    ]);
    const restraints = compileRestraints(structure);
    expect(bondIdeal(structure, restraints, "A/2/C", "A/2/OXT")).toBeCloseTo(1.249, 6);
    expect(bondIdeal(structure, restraints, "A/1/N", "A/1/H1")).toBeCloseTo(0.89, 6);
    expect(angleIdealDeg(structure, restraints, ["A/1/C", "A/2/N", "A/2/H"])).toBeCloseTo(124.3, 6);
    expect(restraints.sourceOf.every((s) => restraintSources[s] === "built-in")).toBe(true);
  });
});

describe("alternate conformations", () => {
  const [first, second, third] = makePeptide(["ALA", "SER", "ALA"]) as [
    TestResidue,
    TestResidue,
    TestResidue,
  ];
  const split = (residue: TestResidue, labels: readonly string[]): TestResidue => ({
    ...residue,
    atoms: labels.flatMap((altLoc, i) =>
      residue.atoms.map((a) => ({ ...a, altLoc, at: [a.at[0] + 0.1 * i, a.at[1], a.at[2]] as const })),
    ),
  });

  it("never joins atoms of different labels", () => {
    const structure = makeStructure([chainOf([first, split(second, ["A", "B"]), split(third, ["B", "C"])])]);
    const r = compileRestraints(structure);
    const { altLoc } = structure.atoms;
    const groups = [
      [r.bonds.atoms, 2],
      [r.angles.atoms, 3],
      [r.torsions.atoms, 4],
      [r.chirality.atoms, 4],
    ] as const;
    for (const [atoms, size] of groups) {
      for (let i = 0; i < atoms.length; i += size) {
        const labels = new Set(
          Array.from(atoms.subarray(i, i + size), (a) => altLoc[a]).filter((l) => l !== ""),
        );
        expect(labels.size).toBeLessThan(2);
      }
    }
    expect(bondIdeal(structure, r, "A/1/C", "A/2/N.A")).toBeDefined();
    expect(bondIdeal(structure, r, "A/1/C", "A/2/N.B")).toBeDefined();
    expect(bondIdeal(structure, r, "A/2/C.B", "A/3/N.B")).toBeDefined();
    expect(bondIdeal(structure, r, "A/2/C.A", "A/3/N.B")).toBeUndefined();
  });

  it("restrains each label as completely as a residue without, and shared atoms once", () => {
    const partial: TestResidue = {
      ...second,
      atoms: second.atoms.flatMap((a) =>
        a.name === "CB"
          ? [
              { ...a, altLoc: "A" },
              { ...a, altLoc: "B", at: [a.at[0] + 0.2, a.at[1], a.at[2]] as const },
            ]
          : [a],
      ),
    };
    const plain = compileRestraints(makeStructure([chainOf([first, second, third])]));
    const labelled = compileRestraints(makeStructure([chainOf([first, partial, third])]));
    expect(labelled.bonds.ideal.length).toBe(plain.bonds.ideal.length + 1);
    expect(labelled.angles.ideal.length).toBe(plain.angles.ideal.length + 2);
    expect(labelled.chirality.ideal.length).toBe(plain.chirality.ideal.length + 1);
    expect(labelled.planes.sigma.length).toBe(plain.planes.sigma.length);
  });

  it("links both components of a microheterogeneous place to their neighbours", () => {
    const labelled = (residue: TestResidue, compId: string, altLoc: string): TestResidue => ({
      ...residue,
      compId,
      atoms: residue.atoms.map((a) => ({ ...a, altLoc })),
    });
    const structure = makeStructure([
      chainOf([first, labelled(second, "SER", "A"), labelled(second, "ALA", "B"), third]),
    ]);
    const { links } = polymerLinks(structure);
    expect(links.map((l) => [l.residue1, l.residue2])).toEqual([
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
    ]);
    const r = compileRestraints(structure);
    expect(omegas(r).length).toBe(4);
  });
});

describe("links between chains", () => {
  const cysteine = (
    number: number,
    shift: number,
    sulphur: readonly [number, number, number],
  ): TestResidue => {
    const [residue] = makePeptide(["CYS"]);
    const atoms = residue!.atoms.map((a) => ({ ...a, at: [a.at[0], a.at[1], a.at[2] + shift] as const }));
    return { ...residue!, number, atoms: [...atoms, { name: "SG", at: sulphur }] };
  };

  it("finds disulfides by distance, and takes a record once", () => {
    const chains: TestChain[] = [
      { id: "A", residues: [cysteine(1, 0, [20, 20, 20])] },
      { id: "B", residues: [cysteine(7, 40, [20, 20, 22.1])] },
    ];
    const found = makeStructure(chains);
    const recorded = makeStructure(chains, [
      { type: "disulf", ends: ["A/1/SG", "B/7/SG"] },
      { type: "disulf", ends: ["B/7/SG", "A/1/SG"] },
    ]);
    for (const structure of [found, recorded]) {
      const r = compileRestraints(structure);
      expect(bondIdeal(structure, r, "A/1/SG", "B/7/SG")).toBeCloseTo(2.031, 6);
      expect(angleIdealDeg(structure, r, ["A/1/CB", "A/1/SG", "B/7/SG"])).toBeCloseTo(103.8, 6);
      expect(r.bonds.ideal.length).toBe(2 * 5 + 1);
    }
    expect(compileRestraints(found).notes.join()).toContain("found by distance");
    expect(compileRestraints(recorded).notes).toEqual([]);
  });

  it("brings an iron that stands off to its histidine", () => {
    const [residue] = makePeptide(["HIS"]);
    const ring: TestResidue = {
      ...residue!,
      atoms: [
        ...residue!.atoms,
        { name: "CD2", at: [30, 1.1, 0] },
        { name: "CE1", at: [30, -1.1, 0] },
        { name: "NE2", at: [30.7, 0, 0] },
      ],
    };
    const iron: TestChain = {
      id: "B",
      residues: [{ compId: "FE", number: 1, atoms: [{ name: "FE", element: "FE", at: [33.4, 0, 0] }] }],
    };
    const chains = [chainOf([ring]), iron];
    const structure = makeStructure(chains, [{ type: "metalc", ends: ["A/1/NE2", "B/1/FE"] }]);
    const r = compileRestraints(structure);
    expect(bondIdeal(structure, r, "A/1/NE2", "B/1/FE")).toBeCloseTo(2.16, 6);
    expect(angleIdealDeg(structure, r, ["A/1/CE1", "A/1/NE2", "B/1/FE"])).toBeCloseTo(125.5, 6);
    const without = makeStructure(chains);
    expect(bondIdeal(without, compileRestraints(without), "A/1/NE2", "B/1/FE")).toBeCloseTo(2.16, 6);
  });

  it("sets a histidine square on a haem's iron", async () => {
    const haem = await placedMonomer("HEM", 201);
    const at = (name: string): Point => haem.atoms.find((a) => a.name === name)!.at;
    const [iron, na, nb] = [at("FE"), at("NA"), at("NB")];
    const normal = cross(minus(na, iron), minus(nb, iron));
    const away = (length: number): Point =>
      iron.map((x, k) => x + (length * normal[k]!) / Math.hypot(...normal)) as unknown as Point;
    const [residue] = makePeptide(["HIS"]);
    const histidine = { ...residue!, number: 87, atoms: [...residue!.atoms, { name: "NE2", at: away(2.7) }] };
    const structure = makeStructure([chainOf([histidine]), { id: "H", residues: [haem] }]);
    const r = compileRestraints(structure);
    expect(bondIdeal(structure, r, "A/87/NE2", "H/201/FE")).toBeCloseTo(2.08, 6);
    expect(angleIdealDeg(structure, r, ["H/201/NC", "H/201/FE", "A/87/NE2"])).toBeCloseTo(90, 6);
    expect(wrongHands(structure, r)).toEqual([]);
  });

  it("binds a 5' triphosphate nucleotide and caps like residues of the chain", async () => {
    const gtp = await placedMonomer("GTP", 1);
    const o3 = gtp.atoms.find((a) => a.name === "O3'")!.at;
    const next = await placedMonomer("A", 2);
    const p = next.atoms.find((a) => a.name === "P")!.at;
    const moved = next.atoms
      .filter((a) => a.name !== "OP3")
      .map((a) => ({
        ...a,
        at: a.at.map((x, k) => x - p[k]! + o3[k]! + (k === 0 ? 1.6 : 0)) as unknown as Point,
      }));
    const rna = makeStructure([chainOf([gtp, { ...next, atoms: moved }])]);
    expect(bondIdeal(rna, compileRestraints(rna), "A/1/O3'", "A/2/P")).toBeCloseTo(1.607, 6);

    const [first, second] = makePeptide(["ALA", "ALA"]) as [TestResidue, TestResidue];
    const cap = {
      ...first,
      compId: "ACE",
      atoms: first.atoms
        .filter((a) => ["CA", "C", "O"].includes(a.name))
        .map((a) => ({ ...a, name: a.name.replace("CA", "CH3") })),
    };
    const capped = makeStructure([chainOf([cap, second])]);
    const r = compileRestraints(capped);
    expect(omegas(r)).toEqual([180]);
    expect(angleIdealDeg(capped, r, ["A/1/CH3", "A/1/C", "A/2/N"])).toBeCloseTo(116.2, 6);
  });

  it("ignores and tells records to absent atoms, symmetry mates, and across long distances", () => {
    const chains: TestChain[] = [
      { id: "A", residues: [cysteine(1, 0, [20, 20, 20])] },
      { id: "B", residues: [cysteine(7, 40, [20, 20, 29])] },
    ];
    const structure = makeStructure(chains, [
      { type: "disulf", ends: ["A/1/SG", "C/9/SG"] },
      { type: "disulf", ends: ["A/1/SG", "B/7/SG"], symmetry: "2_555" },
      { type: "covale", ends: ["A/1/SG", "B/7/SG"] },
      { type: "hydrog", ends: ["A/1/N", "B/7/O"] },
    ]);
    const r = compileRestraints(structure);
    expect(bondIdeal(structure, r, "A/1/SG", "B/7/SG")).toBeUndefined();
    expect(r.notes.length).toBe(3);
    expect(r.notes[0]).toContain("absent atom");
    expect(r.notes[1]).toContain("symmetry");
    expect(r.notes[2]).toContain("9.0 Å");
  });
});

describe("atoms without dictionary", () => {
  /** A flat ring with a branch that has a hand. */
  const ligand: TestResidue = {
    compId: "XYZ",
    number: 1,
    atoms: [
      ...Array.from({ length: 6 }, (_, i) => ({
        name: `C${i + 1}`,
        at: [1.39 * Math.cos((i * Math.PI) / 3), 1.39 * Math.sin((i * Math.PI) / 3), 0] as const,
      })),
      { name: "C7", at: [2.9, 0, 0] },
      { name: "O8", at: [3.4, 1.2, 0.5] },
      { name: "N9", at: [3.4, -0.8, 1.1] },
      { name: "H10", at: [-2.35, 0, 0] },
    ],
  };
  const structure = makeStructure([{ id: "L", residues: [ligand] }]);

  it("keeps bonds, angles, the flat ring and the hand of the input, and lists the atoms", () => {
    const r = compileRestraints(structure);
    expect(r.bonds.ideal.length).toBe(6 + 1 + 2 + 1);
    expect(bondIdeal(structure, r, "L/1/C1", "L/1/C7")).toBeCloseTo(1.51, 6);
    expect(r.planes.sigma.length).toBe(1);
    expect(r.planes.atoms.length).toBe(8);
    expect(r.chirality.ideal.length).toBe(1);
    expect(r.angles.ideal.length).toBe(6 + 2 + 3 + 2);
    expect(r.notes.join()).toMatch(/no dictionary .*L\/XYZ 1 \(10 atoms\)/);
    expect(restraintSources[r.sourceOf[0]!]).toBe("input-geometry");
    expect(wrongHands(structure, r)).toEqual([]);
  });

  it("is an error when strict", () => {
    expect(() => compileRestraints(structure, { strict: true })).toThrow(InputError);
  });

  it("covers atoms that the dictionary's component does not have", () => {
    const [residue] = makePeptide(["ALA"]);
    const cb = residue!.atoms.find((a) => a.name === "CB")!;
    const extra = { name: "CX", at: [cb.at[0] + 1.1, cb.at[1] + 1.1, cb.at[2]] as const };
    const odd = makeStructure([chainOf([{ ...residue!, atoms: [...residue!.atoms, extra] }])]);
    const r = compileRestraints(odd);
    expect(bondIdeal(odd, r, "A/1/CB", "A/1/CX")).toBeDefined();
    expect(r.notes.join()).toContain("A/ALA 1/CX");
  });
});

describe("hands", () => {
  it("lists a D-amino acid", () => {
    const structure = makeStructure([
      chainOf(makePeptide(["ALA", "ALA", "ALA"], { mirrored: new Set([1]) })),
    ]);
    const wrong = wrongHands(structure, compileRestraints(structure));
    expect(wrong.map((w) => [w.kind, w.atoms[0]])).toEqual([["inverted", atomAt(structure, "A/2/CA")]]);
    expect(wrong[0]!.expected).toBeLessThan(0);
  });

  it("tells exchanged names from inverted centres, and what to exchange", () => {
    const [residue] = makePeptide(["VAL"]);
    const frame = ["N", "CA", "CB"].map((name) => residue!.atoms.find((a) => a.name === name)!.at);
    const branch = (name: string, torsionDeg: number) => ({
      name,
      at: placeAtom(frame as [Point, Point, Point], 1.52, 110.5, torsionDeg),
    });
    const withBranches = (branches: readonly TestResidue["atoms"][number][]): Structure =>
      makeStructure([chainOf([{ ...residue!, atoms: [...residue!.atoms, ...branches] }])]);
    const right = withBranches([branch("CG1", 180), branch("CG2", -60)]);
    const swapped = withBranches([branch("CG2", 180), branch("CG1", -60)]);
    expect(wrongHands(right, compileRestraints(right))).toEqual([]);
    const [wrong, ...others] = wrongHands(swapped, compileRestraints(swapped));
    expect(others).toEqual([]);
    expect(wrong!.kind).toBe("names");
    expect([...wrong!.exchange!].sort()).toEqual(
      [atomAt(swapped, "A/1/CG1"), atomAt(swapped, "A/1/CG2")].sort(),
    );
  });
});

describe("bonded neighbourhood", () => {
  it("counts bonds between atoms by the shortest path", () => {
    const structure = makeStructure([chainOf(makePeptide(["GLY", "GLY"]))]);
    const { start, list, bonds } = bondedNeighborhood(compileRestraints(structure).bonded, 3);
    const n1 = atomAt(structure, "A/1/N");
    const row = new Map(
      Array.from(list.subarray(start[n1]!, start[n1 + 1]!), (atom, k) => [
        structure.atoms.name[atom]! + structure.atoms.residueOf[atom],
        bonds[start[n1]! + k],
      ]),
    );
    expect(row).toEqual(
      new Map([
        ["CA0", 1],
        ["C0", 2],
        ["O0", 3],
        ["N1", 3],
      ]),
    );
  });
});
