/** Cβ deviations: how far each CB lies from where the backbone puts it. */
import type { Structure } from "../model/structure.ts";
import { cbetaOutlier, idealCbeta } from "../tables/cbeta.ts";
import { toRadians } from "../units.ts";
import { alternateOf } from "./conformers.ts";
import {
  add,
  type Coordinates,
  cross,
  difference,
  length,
  position,
  scale,
  subtract,
  unit,
  type Vector,
} from "./measure.ts";
import type { ProteinTrace, TraceResidue } from "./protein-traces.ts";
import { type ResidueId, residueId } from "./residue-id.ts";

/** The deviation of one CB. */
export interface CbetaResidue {
  readonly id: ResidueId;
  /** Distance of CB from its ideal place, Å. */
  readonly deviation: number;
  readonly outlier: boolean;
}

/** Measures every residue that has N, CA, C and CB (Lovell et al. 2003); each alternate whose four atoms differ once. */
export function validateCbeta(structure: Structure, traces: readonly ProteinTrace[]): CbetaResidue[] {
  const { xyz } = structure.atoms;
  const rows: CbetaResidue[] = [];
  const seen = new Set<string>();
  for (const { residues } of traces) {
    for (const residue of residues) {
      const { n, ca, c, cb, compId } = residue;
      const atoms = [n, ca, c, cb];
      if (compId === "GLY" || atoms.includes(-1) || seen.has(atoms.join())) continue;
      seen.add(atoms.join());
      const deviation = length(subtract(position(xyz, cb), idealPosition(xyz, residue)));
      if (!Number.isFinite(deviation)) continue;
      const id = residueId(structure, residue.residue, alternateOf(structure, atoms));
      rows.push({ id, deviation, outlier: deviation >= cbetaOutlier });
    }
  }
  return rows;
}

/** Mean of the two constructions, at the ideal distance from CA. */
function idealPosition(xyz: Coordinates, { n, ca, c, compId }: TraceResidue): Vector {
  const ideal = idealCbeta(compId);
  const fromC = place(xyz, [n, c, ca], ideal.angleFromCDeg, ideal.torsionFromCDeg);
  const fromN = place(xyz, [c, n, ca], ideal.angleFromNDeg, ideal.torsionFromNDeg);
  return add(position(xyz, ca), scale(unit(add(fromC, fromN)), ideal.bond));
}

/** The direction from atom 3 of the point that makes `angleDeg` with 2–3 and the torsion 1–2–3–point. */
function place(
  xyz: Coordinates,
  [first, second, third]: readonly [number, number, number],
  angleDeg: number,
  torsion: number,
): Vector {
  const axis = unit(difference(xyz, second, third));
  const normal = unit(cross(difference(xyz, first, second), axis));
  const inPlane = cross(normal, axis);
  const angle = toRadians(angleDeg);
  const turn = toRadians(torsion);
  const along = scale(axis, -Math.cos(angle));
  const across = scale(inPlane, Math.sin(angle) * Math.cos(turn));
  const aside = scale(normal, Math.sin(angle) * Math.sin(turn));
  return add(along, add(across, aside));
}
