/** For tests: residues with side chains at given angles, and the densities that they would make. */
import { createGaussians } from "../../../gmm/gaussians.ts";
import { computeModelDensity } from "../../../map/model-density.ts";
import type { Volume } from "../../../map/volume.ts";
import { compileRestraints } from "../../../model/compile-restraints.ts";
import { type Structure, withCoordinates } from "../../../model/structure.ts";
import { makeStructure, type Point, type TestResidue } from "../../../model/testing/make-structure.ts";
import { placedMonomer } from "../../../model/testing/placed-monomer.ts";
import { toRadians } from "../../../units.ts";
import { hydrogenList } from "../../hydrogen-list.ts";
import { freeSideChains } from "../free-side-chains.ts";
import { setChi } from "../turn-side-chain.ts";

/** Residues apart from each other, side chains at the χ given (degrees), then waters. */
export async function makeModel(
  plan: readonly (readonly [compId: string, chiDeg: readonly number[]])[],
  waters: readonly Point[] = [],
): Promise<Structure> {
  const residues = await Promise.all(
    plan.map(([compId], i) => placedMonomer(compId, 10 + i, [25 * i, 0, 0])),
  );
  const solvent = waters.map(
    (at, i): TestResidue => ({
      compId: "HOH",
      number: 900 + i,
      atoms: [{ name: "O", at }],
    }),
  );
  const structure = makeStructure([
    ...residues.map((residue, i) => ({
      id: `C${i}`,
      residues: [{ ...residue, labelSeqId: 1 }],
      sequence: [residue.compId],
    })),
    ...solvent.map((residue, i) => ({ id: `W${i}`, residues: [residue] })),
  ]);
  const xyz = structure.atoms.xyz.slice();
  const chains = heavySideChains(structure);
  plan.forEach(([, chiDeg], i) => {
    setChi(chains[i]!, xyz, chiDeg.map(toRadians));
  });
  return withCoordinates(structure, xyz);
}

function heavySideChains(structure: Structure) {
  const restraints = compileRestraints(structure);
  // Without hydrogens the sites are the atoms.
  const hydrogens = { ...hydrogenList(structure, restraints), name: [], altLoc: [] };
  return freeSideChains(structure, restraints, hydrogens);
}

/** The density of a model at a resolution, on a box around it. */
export function densityOf(
  structure: Structure,
  resolution: number,
): { readonly density: Volume; readonly resolution: number } {
  const gaussians = createGaussians(structure, { dMin: resolution, useBFactors: false });
  const corner = (choose: (...numbers: number[]) => number, axis: number): number =>
    choose(...structure.atoms.xyz.filter((_, i) => i % 3 === axis));
  const origin = [0, 1, 2].map((axis) => corner(Math.min, axis) - 12) as unknown as Point;
  const shape = [0, 1, 2].map((axis) =>
    Math.ceil(corner(Math.max, axis) + 12 - origin[axis]!),
  ) as unknown as Point;
  const grid = { shape, voxelSize: [1, 1, 1] as const, origin };
  return { density: computeModelDensity(gaussians, structure.atoms.xyz, grid), resolution };
}
