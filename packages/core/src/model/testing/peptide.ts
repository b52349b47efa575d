/** For tests: peptides from torsions, with backbone and Cβ (proline also CG and CD). */
import { toRadians } from "../../units.ts";
import { cross } from "../measure.ts";
import type { Point, TestAtom, TestResidue } from "./make-structure.ts";

export const minus = (a: Point, b: Point): [number, number, number] => [
  a[0] - b[0],
  a[1] - b[1],
  a[2] - b[2],
];

function unit(v: Point): [number, number, number] {
  const length = Math.hypot(...v);
  return [v[0] / length, v[1] / length, v[2] / length];
}

/** The point at `length` from c, angle b–c–point and torsion a–b–c–point in degrees (Parsons et al. 2005). */
export function placeAtom(
  [a, b, c]: readonly [Point, Point, Point],
  length: number,
  angleDeg: number,
  torsionDeg: number,
): Point {
  const along = unit(minus(c, b));
  const normal = unit(cross(minus(b, a), along));
  const side = cross(normal, along);
  const angle = toRadians(angleDeg);
  const torsion = toRadians(torsionDeg);
  const local = [
    -length * Math.cos(angle),
    length * Math.sin(angle) * Math.cos(torsion),
    length * Math.sin(angle) * Math.sin(torsion),
  ] as const;
  return [0, 1, 2].map(
    (k) => c[k]! + local[0] * along[k]! + local[1] * side[k]! + local[2] * normal[k]!,
  ) as unknown as Point;
}

export interface PeptideOptions {
  readonly phi?: number;
  readonly psi?: number;
  /** ω in front of each residue, degrees; 180 where left out. */
  readonly omega?: Readonly<Record<number, number>>;
  /** D-amino acids, by position. */
  readonly mirrored?: ReadonlySet<number>;
}

/** Residues numbered from 1. */
export function makePeptide(sequence: readonly string[], options: PeptideOptions = {}): TestResidue[] {
  const { phi = -120, psi = 130, omega = {}, mirrored = new Set<number>() } = options;
  let frame: [Point, Point, Point] = [
    [0, 1.2, 1],
    [0, 0, 0],
    [1.2, 0.4, 0.3],
  ];
  return sequence.map((compId, i) => {
    const n = placeAtom(frame, 1.329, 116.2, psi);
    const ca = placeAtom([frame[1], frame[2], n], 1.458, 121.7, omega[i] ?? 180);
    const c = placeAtom([frame[2], n, ca], 1.525, 111, phi);
    const o = placeAtom([n, ca, c], 1.231, 120.8, psi + 180);
    const cb = placeAtom([c, n, ca], 1.53, 110.5, mirrored.has(i) ? 120 : -120);
    frame = [n, ca, c];
    const atoms: TestAtom[] = [
      { name: "N", at: n },
      { name: "CA", at: ca },
      { name: "C", at: c },
      { name: "O", at: o },
    ];
    if (compId !== "GLY") atoms.push({ name: "CB", at: cb });
    if (compId === "PRO") {
      const cd = placeAtom([c, ca, n], 1.473, 112, -60);
      atoms.push({ name: "CD", at: cd });
    }
    return { compId, number: i + 1, labelSeqId: i + 1, atoms };
  });
}
