/** Groups that should be flat: how far their atoms lie from the best plane. */
import type { Restraints } from "../model/restraints.ts";
import { atomLabel, type Structure } from "../model/structure.ts";
import { planeDeviations } from "./best-plane.ts";
import { atomKinds } from "./covalent-geometry.ts";

/** One group that is not flat. */
export interface PlanarityOutlier {
  readonly atoms: readonly string[];
  /** Index of the residue of the worst atom. */
  readonly residue: number;
  /** Root mean square distance from the plane, and the greatest one, Å. */
  readonly rmsd: number;
  readonly maxDeviation: number;
  /** Greatest distance over σ. */
  readonly z: number;
}

/** All flat groups; null where there are none. */
export interface Planarity {
  readonly n: number;
  /** Over all atoms of all groups, Å. */
  readonly rmsd: number | null;
  readonly maxDeviation: number | null;
  /** Groups with an atom more than 4σ off, worst first. */
  readonly outliers: readonly PlanarityOutlier[];
}

/** Measures the heavy atoms of every plane of `restraints` that has at least four of them. */
export function validatePlanarity(structure: Structure, restraints: Restraints): Planarity {
  const { planes } = restraints;
  const kind = atomKinds(structure, restraints);
  const outliers: PlanarityOutlier[] = [];
  let [n, squares, nAtoms, greatest] = [0, 0, 0, 0];
  for (let plane = 0; plane < planes.sigma.length; plane++) {
    const all = planes.atoms.subarray(planes.start[plane], planes.start[plane + 1]);
    const atoms = all.filter((atom) => kind[atom] !== 0);
    const deviations = planeDeviations(structure.atoms.xyz, atoms).map(Math.abs);
    if (atoms.length < 4 || !deviations.every(Number.isFinite)) continue;
    const maxDeviation = Math.max(...deviations);
    const sum = deviations.reduce((total, d) => total + d * d, 0);
    n++;
    nAtoms += atoms.length;
    squares += sum;
    greatest = Math.max(greatest, maxDeviation);
    const z = maxDeviation / planes.sigma[plane]!;
    if (z <= 4) continue;
    outliers.push({
      atoms: Array.from(atoms, (atom) => atomLabel(structure, atom)),
      residue: structure.atoms.residueOf[atoms[deviations.indexOf(maxDeviation)]!]!,
      rmsd: Math.sqrt(sum / atoms.length),
      maxDeviation,
      z,
    });
  }
  outliers.sort((a, b) => b.z - a.z);
  const rmsd = n > 0 ? Math.sqrt(squares / nAtoms) : null;
  return { n, rmsd, maxDeviation: n > 0 ? greatest : null, outliers };
}
