/** RNA sugar puckers: whether delta and epsilon fit where the next phosphate stands. */
import type { Structure } from "../model/structure.ts";
import { rnaPucker } from "../tables/rna-pucker.ts";
import {
  type Coordinates,
  cross,
  difference,
  distance,
  length,
  positiveDegrees,
  torsionDeg,
  unit,
} from "./measure.ts";
import { type ResidueId, residueId } from "./residue-id.ts";
import type { RnaResidue } from "./rna-traces.ts";

/** The pucker of one ribose. */
export interface PuckerResidue {
  readonly id: ResidueId;
  /** What the phosphate's distance from the glycosidic bond says. */
  readonly pucker: "C2'-endo" | "C3'-endo";
  readonly deltaDeg: number;
  /** Null at the end of a chain. */
  readonly epsilonDeg: number | null;
  /** Delta does not belong to that pucker. */
  readonly deltaOutlier: boolean;
  readonly epsilonOutlier: boolean;
}

/** Judges every ribose whose atoms are there and whose bonds are sensible (Chen et al. 2010, Acta Cryst. D66:12). */
export function validatePuckers(
  structure: Structure,
  traces: readonly (readonly RnaResidue[])[],
): PuckerResidue[] {
  return traces.flatMap((trace) =>
    trace.flatMap((residue, i) => judgePucker(structure, residue, trace[i + 1]) ?? []),
  );
}

function judgePucker(
  structure: Structure,
  { residue, atoms, baseAtom }: RnaResidue,
  next: RnaResidue | undefined,
): PuckerResidue | undefined {
  const { xyz } = structure.atoms;
  const { "C1'": c1, "C3'": c3, "C4'": c4, "C5'": c5, "O3'": o3 } = atoms;
  if ([c1, c3, c4, c5, o3, baseAtom].includes(-1)) return undefined;
  const [shortest, longest] = rnaPucker.bond;
  const p = next?.linked && distance(xyz, next.atoms.P, o3) <= longest ? next.atoms.P : -1;
  const bonds = [
    distance(xyz, o3, c3),
    distance(xyz, c3, c4),
    distance(xyz, c4, c5),
    distance(xyz, c1, baseAtom),
  ];
  if (p >= 0) bonds.push(distance(xyz, p, o3));
  if (!bonds.every((bond) => bond >= shortest && bond <= longest)) return undefined;
  const deltaDeg = positiveDegrees(torsionDeg(xyz, [c5, c4, c3, o3]));
  const epsilonDeg = p >= 0 ? positiveDegrees(torsionDeg(xyz, [c4, c3, o3, p])) : null;
  const isC2Endo =
    p >= 0
      ? distanceToLine(xyz, p, c1, baseAtom) < rnaPucker.phosphorusToLine
      : distanceToLine(xyz, o3, c1, baseAtom) < rnaPucker.o3ToLine;
  const isOutside = (deg: number, [low, high]: readonly [number, number]) => deg < low || deg > high;
  return {
    id: residueId(structure, residue),
    pucker: isC2Endo ? "C2'-endo" : "C3'-endo",
    deltaDeg,
    epsilonDeg,
    deltaOutlier: isOutside(deltaDeg, isC2Endo ? rnaPucker.deltaC2EndoDeg : rnaPucker.deltaC3EndoDeg),
    epsilonOutlier: epsilonDeg !== null && isOutside(epsilonDeg, rnaPucker.epsilonDeg),
  };
}

/** Distance of an atom from the line through two others, Å. */
function distanceToLine(xyz: Coordinates, atom: number, a: number, b: number): number {
  return length(cross(difference(xyz, a, atom), unit(difference(xyz, a, b))));
}
