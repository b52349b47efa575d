/** Chains built from torsions, whose validation is known by construction: support for the tests of the judge. */
import type { Structure } from "../model/structure.ts";

export type Point = readonly [number, number, number];

/** The point at `length` from c with angle b–c–point and torsion a–b–c–point, degrees. */
export function place(
  [a, b, c]: readonly [Point, Point, Point],
  length: number,
  angleDeg: number,
  torsion: number,
): Point {
  const [angle, turn] = [(angleDeg * Math.PI) / 180, (torsion * Math.PI) / 180];
  const minus = (p: Point, q: Point): Point => [p[0] - q[0], p[1] - q[1], p[2] - q[2]];
  const times = (p: Point, q: Point): Point => [
    p[1] * q[2] - p[2] * q[1],
    p[2] * q[0] - p[0] * q[2],
    p[0] * q[1] - p[1] * q[0],
  ];
  const unit = (p: Point): Point => p.map((x) => x / Math.hypot(...p)) as unknown as Point;
  const axis = unit(minus(c, b));
  const normal = unit(times(minus(b, a), axis));
  const inPlane = times(normal, axis);
  const [x, y, z] = [-Math.cos(angle), Math.sin(angle) * Math.cos(turn), Math.sin(angle) * Math.sin(turn)];
  return c.map((v, k) => v + length * (x * axis[k]! + y * inPlane[k]! + z * normal[k]!)) as unknown as Point;
}

/** One amino acid to build; omega is that of the bond in front. */
export interface PeptideResidue {
  readonly compId: string;
  readonly phiDeg: number;
  readonly psiDeg: number;
  readonly omegaDeg?: number;
  readonly chi1Deg?: number;
  readonly mirrored?: boolean;
}

type NamedAtoms = Record<string, Point>;

/** N, CA, C, O and CB (and OG of Ser, CG and CD of Pro) with the lengths and angles of Engh & Huber 1991. */
export function peptide(residues: readonly PeptideResidue[]): Structure {
  let [n, ca, c]: Point[] = [
    [0, 0, 0],
    [1.459, 0, 0],
    [2.005, 1.4237, 0],
  ];
  const built = residues.map(({ compId, phiDeg, psiDeg, omegaDeg = 180, chi1Deg, mirrored }, i) => {
    if (i > 0) {
      const before = residues[i - 1]!;
      const nextN = place([n!, ca!, c!], 1.329, 116.2, before.psiDeg);
      const nextCa = place([ca!, c!, nextN], 1.458, 121.7, omegaDeg);
      const nextC = place([c!, nextN, nextCa], 1.525, 111, phiDeg);
      [n, ca, c] = [nextN, nextCa, nextC];
    }
    const atoms: NamedAtoms = { N: n!, CA: ca!, C: c!, O: place([n!, ca!, c!], 1.231, 120.8, psiDeg + 180) };
    atoms["CB"] = place([n!, c!, ca!], 1.53, 110.4, mirrored ? -122.6 : 122.6);
    if (compId === "SER") atoms["OG"] = place([n!, ca!, atoms["CB"]], 1.417, 111.1, chi1Deg!);
    if (compId === "PRO") {
      atoms["CG"] = place([n!, ca!, atoms["CB"]], 1.492, 104.5, 28);
      atoms["CD"] = place([ca!, atoms["CB"], atoms["CG"]], 1.503, 106.1, -38);
    }
    return { compId, atoms };
  });
  return structureOf("protein", built);
}

/** The backbone torsions of one nucleotide, degrees; alpha, beta and gamma lie before its sugar, epsilon and zeta after it. */
export interface NucleotideTorsions {
  readonly deltaDeg: number;
  readonly epsilonDeg: number;
  readonly zetaDeg: number;
  readonly alphaDeg: number;
  readonly betaDeg: number;
  readonly gammaDeg: number;
}

/** The backbone of adenosines (Parkinson et al. 1996) with the sugar atoms of a C3'-endo ribose; a break leaves a gap of 20 Å. */
export function ribonucleotides(
  residues: readonly NucleotideTorsions[],
  { breakBefore = -1 } = {},
): Structure {
  let ends: readonly [Point, Point, Point] = [
    [1, 1, 0],
    [0, 1, 0],
    [0, 0, 0],
  ];
  const built = residues.map(({ deltaDeg, alphaDeg, betaDeg, gammaDeg }, i) => {
    const [c4Before, c3Before, o3Before] = ends;
    const { epsilonDeg, zetaDeg } = residues[Math.max(0, i - 1)]!;
    const p = place([c4Before, c3Before, o3Before], i === breakBefore ? 20 : 1.607, 119.7, epsilonDeg);
    const o5 = place([c3Before, o3Before, p], 1.593, 104, zetaDeg);
    const c5 = place([o3Before, p, o5], 1.425, 120.9, alphaDeg);
    const c4 = place([p, o5, c5], 1.51, 111.7, betaDeg);
    const c3 = place([o5, c5, c4], 1.524, 116, gammaDeg);
    const o3 = place([c5, c4, c3], 1.417, 113.7, deltaDeg);
    const c2 = place([c5, c4, c3], 1.523, 102.6, deltaDeg + 120);
    const o2 = place([c4, c3, c2], 1.413, 110.7, -79);
    const c1 = place([c4, c3, c2], 1.529, 101.3, 36);
    const n9 = place([c3, c2, c1], 1.475, 113.5, 93);
    ends = [c4, c3, o3];
    const atoms = {
      P: p,
      "O5'": o5,
      "C5'": c5,
      "C4'": c4,
      "C3'": c3,
      "O3'": o3,
      "C2'": c2,
      "O2'": o2,
      "C1'": c1,
      N9: n9,
    };
    return { compId: "A", atoms: atoms as NamedAtoms };
  });
  return structureOf("rna", built);
}

/** One chain A of built residues, numbered from 1. */
export function structureOf(
  polymerType: "protein" | "rna",
  built: readonly { readonly compId: string; readonly atoms: NamedAtoms }[],
): Structure {
  const rows = built.flatMap(({ atoms }, residue) =>
    Object.entries(atoms).map(([name, point]) => ({ name, point, residue })),
  );
  const nResidues = built.length;
  const counts = built.map(({ atoms }) => Object.keys(atoms).length);
  const numbers = Int32Array.from(built, (_, i) => i + 1);
  return {
    entryId: "built",
    nAtoms: rows.length,
    modelNumber: 1,
    connections: [],
    entities: [
      { id: "1", type: "polymer", polymerType, description: "", sequence: built.map(({ compId }) => compId) },
    ],
    atoms: {
      xyz: Float64Array.from(rows.flatMap(({ point }) => point)),
      element: Uint8Array.from(rows, ({ name }) => ({ N: 7, O: 8, P: 15 })[name[0]!] ?? 6),
      name: rows.map(({ name }) => name),
      altLoc: rows.map(() => ""),
      occ: new Float64Array(rows.length).fill(1),
      bIso: new Float64Array(rows.length).fill(30),
      charge: new Int8Array(rows.length),
      residueOf: Int32Array.from(rows, ({ residue }) => residue),
    },
    residues: {
      nResidues,
      atomStart: Int32Array.from([
        0,
        ...counts.map((_, i) => counts.slice(0, i + 1).reduce((a, b) => a + b)),
      ]),
      compId: built.map(({ compId }) => compId),
      authSeqId: numbers,
      labelSeqId: numbers,
      insCode: built.map(() => ""),
      isHet: new Uint8Array(nResidues),
      chainOf: new Int32Array(nResidues),
    },
    chains: {
      nChains: 1,
      residueStart: Int32Array.from([0, nResidues]),
      labelAsymId: ["A"],
      authAsymId: ["A"],
      entityOf: new Int32Array(1),
    },
  };
}
