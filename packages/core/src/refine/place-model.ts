/** Puts a model into its map before the refinement: refuses one that lies elsewhere, docks one that lies off the density. */

import { InputError } from "../errors.ts";
import { type DockResult, dockRigidly } from "../fit/index.ts";
import { createGaussians } from "../gmm/index.ts";
import { countOutside } from "../map/index.ts";
import type { Volume } from "../map/volume.ts";
import type { Structure } from "../model/structure.ts";

export interface Placement {
  /** [n,3] Å */
  readonly xyz: Float64Array;
  /** Sentences for the user. */
  readonly notes: readonly string[];
}

/**
 * The placement to start from. `auto` moves the model only where it fits clearly better elsewhere, `on` to the best place that was
 * found, `off` never. InputError where more than half of the atoms are outside the map's box.
 */
export function placeModel(
  structure: Structure,
  map: Volume,
  dMin: number,
  dock: "auto" | "on" | "off",
): Placement {
  const { xyz } = structure.atoms;
  const nOutside = countOutside(map, xyz);
  const outside = `${nOutside} of ${structure.nAtoms} atoms are outside the map's box`;
  if (nOutside > structure.nAtoms / 2) {
    throw new InputError(
      `${outside}: check that model and map belong together, and the map's origin (x ${extent(map, 0)}, y ${extent(map, 1)}, z ${extent(map, 2)} Å)`,
    );
  }
  const notes = nOutside > 0 ? [`${outside}; the map says nothing about them`] : [];
  if (dock === "off") return { xyz, notes };
  const gaussians = createGaussians(structure, { dMin, useBFactors: false });
  const docked = dockRigidly({ volume: map, gaussians, xyz, dMin, force: dock === "on" });
  return { xyz: docked.xyz, notes: docked.moved ? [...notes, describe(docked)] : notes };
}

function describe({ rmsd, ccBefore, ccAfter }: DockResult): string {
  return `The model was docked as a rigid body before the refinement: it moved by ${rmsd.toFixed(1)} Å (RMS), its correlation with the map rose from ${ccBefore.toFixed(2)} to ${ccAfter.toFixed(2)}`;
}

const extent = ({ origin, shape, voxelSize }: Volume, axis: number): string =>
  `${origin[axis]!.toFixed(0)} to ${(origin[axis]! + shape[axis]! * voxelSize[axis]!).toFixed(0)}`;
