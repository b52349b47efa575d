/** Bond lengths and angles against their targets: RMSD, RMSZ and the outliers by name. */
import type { Restraints } from "../model/restraints.ts";
import { restraintSources } from "../model/restraints.ts";
import { atomLabel, type Structure } from "../model/structure.ts";
import { toDegrees } from "../units.ts";
import { angleDeg, distance } from "./measure.ts";

/** Bonds or angles with their targets. Lengths in Å, angles in degrees. */
export interface GeometryTargets {
  /** [n, 2] or [n, 3] */
  readonly atoms: Int32Array;
  readonly atomsPerTerm: 2 | 3;
  readonly ideal: Float64Array;
  readonly sigma: Float64Array;
}

/** One bond or angle far from its target. */
export interface GeometryOutlier {
  /** Names of the atoms, such as `A/LEU 48/CB`. */
  readonly atoms: readonly string[];
  /** Index of the residue of the middle atom of an angle, of the first atom of a bond. */
  readonly residue: number;
  readonly value: number;
  readonly ideal: number;
  readonly sigma: number;
  readonly z: number;
}

/** How a set of bonds or angles agrees with its targets; null where there are none. */
export interface GeometryMeasure {
  readonly n: number;
  /** Å or degrees. */
  readonly rmsd: number | null;
  readonly rmsz: number | null;
  readonly maxAbsZ: number | null;
  /** MolProbity's outliers. */
  readonly nAbove4Sigma: number;
  /** The wwPDB's outliers. */
  readonly nAbove5Sigma: number;
  /** All above 4σ, worst first. */
  readonly outliers: readonly GeometryOutlier[];
}

/** Bonds and angles of polymers and of everything else. */
export interface CovalentGeometry {
  readonly polymerBonds: GeometryMeasure;
  readonly polymerAngles: GeometryMeasure;
  readonly otherBonds: GeometryMeasure;
  readonly otherAngles: GeometryMeasure;
}

/** The targets that do not depend on conformation: those of `restraints`. */
export function fixedTargets(restraints: Restraints): { bonds: GeometryTargets; angles: GeometryTargets } {
  const { bonds, angles } = restraints;
  return {
    bonds: { atoms: bonds.atoms, atomsPerTerm: 2, ideal: bonds.ideal, sigma: bonds.sigma },
    angles: {
      atoms: angles.atoms,
      atomsPerTerm: 3,
      ideal: angles.ideal.map(toDegrees),
      sigma: angles.sigma.map(toDegrees),
    },
  };
}

/**
 * Measures heavy atoms only. Atoms whose targets are the input's own geometry are left out: they would always fit.
 * A term is polymer if all its atoms are.
 */
export function validateCovalentGeometry(
  structure: Structure,
  restraints: Restraints,
  { bonds, angles }: { readonly bonds: GeometryTargets; readonly angles: GeometryTargets },
): CovalentGeometry {
  const kind = atomKinds(structure, restraints);
  return {
    polymerBonds: measure(structure, bonds, kind, "polymer"),
    polymerAngles: measure(structure, angles, kind, "polymer"),
    otherBonds: measure(structure, bonds, kind, "other"),
    otherAngles: measure(structure, angles, kind, "other"),
  };
}

const kinds = { leftOut: 0, other: 1, polymer: 2 } as const;

/** What each atom counts as. Unknown residues (UNK) have no targets of their own and count as other. */
export function atomKinds(structure: Structure, restraints: Restraints): Uint8Array {
  const { atoms, residues, chains, entities, nAtoms } = structure;
  const own = restraintSources.indexOf("input-geometry");
  const none = restraintSources.indexOf("none");
  return Uint8Array.from({ length: nAtoms }, (_, atom) => {
    const source = restraints.sourceOf[atom];
    if (atoms.element[atom] === 1 || source === own || source === none) return kinds.leftOut;
    const residue = atoms.residueOf[atom]!;
    const entity = entities[chains.entityOf[residues.chainOf[residue]!]!]!;
    return entity.type === "polymer" && residues.compId[residue] !== "UNK" ? kinds.polymer : kinds.other;
  });
}

function measure(
  structure: Structure,
  targets: GeometryTargets,
  kind: Uint8Array,
  part: "polymer" | "other",
): GeometryMeasure {
  const { atoms, atomsPerTerm, ideal, sigma } = targets;
  const { xyz } = structure.atoms;
  const outliers: GeometryOutlier[] = [];
  let [n, squares, zSquares, maxAbsZ, nAbove5Sigma] = [0, 0, 0, 0, 0];
  for (let term = 0; term < ideal.length; term++) {
    const members = atoms.subarray(term * atomsPerTerm, (term + 1) * atomsPerTerm);
    const least = members.reduce((low, atom) => Math.min(low, kind[atom]!), kinds.polymer as number);
    if (least === kinds.leftOut || (least === kinds.polymer) !== (part === "polymer")) continue;
    const [i, j, k] = members as unknown as [number, number, number];
    const value = atomsPerTerm === 2 ? distance(xyz, i, j) : angleDeg(xyz, i, j, k);
    const deviation = value - ideal[term]!;
    const z = deviation / sigma[term]!;
    if (!Number.isFinite(z)) continue;
    n++;
    squares += deviation * deviation;
    zSquares += z * z;
    maxAbsZ = Math.max(maxAbsZ, Math.abs(z));
    if (Math.abs(z) > 5) nAbove5Sigma++;
    if (Math.abs(z) <= 4) continue;
    const residue = structure.atoms.residueOf[atomsPerTerm === 2 ? i : j]!;
    const names = Array.from(members, (atom) => atomLabel(structure, atom));
    outliers.push({ atoms: names, residue, value, ideal: ideal[term]!, sigma: sigma[term]!, z });
  }
  outliers.sort((a, b) => Math.abs(b.z) - Math.abs(a.z));
  const root = (sum: number): number | null => (n > 0 ? Math.sqrt(sum / n) : null);
  return {
    n,
    rmsd: root(squares),
    rmsz: root(zSquares),
    maxAbsZ: n > 0 ? maxAbsZ : null,
    nAbove4Sigma: outliers.length,
    nAbove5Sigma,
    outliers,
  };
}
