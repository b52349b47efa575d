/** The map side of a refinement: masks the map around the model, and opens map terms at any resolution on any backend. */

import type { GeometryKernels } from "@cryoreel/geometry-wasm";
import type { Backend } from "../backend/index.ts";
import {
  boxAroundModel,
  createMapTarget,
  type MapTarget,
  type MapTerm,
  openTfjsMapTerm,
  openWasmMapTerm,
} from "../fit/index.ts";
import { createGaussians, createViews, type Gaussians } from "../gmm/index.ts";
import { applyMask, createSoftMask } from "../map/index.ts";
import type { Volume } from "../map/volume.ts";
import type { Structure } from "../model/structure.ts";

export interface MapSideParts {
  readonly structure: Structure;
  readonly map: Volume;
  /** The user's mask, on any grid; multiplies the one around the model. */
  readonly mask?: Volume;
  readonly backend: Backend;
  readonly kernels: GeometryKernels;
  readonly viewSpacingDeg: number;
}

/** Where the density of a target comes from. */
export interface MaskShape {
  /** Å around every atom. */
  readonly radius: number;
}

/** Width of the mask's soft edge, Å: at least this, and at least the resolution's half. */
const MIN_EDGE = 3;
/** Ordered water is not seen beyond this resolution, Å; its Gaussians would only disturb. */
const WATER_LIMIT = 3;

/** Opens map terms for one model and one map. */
export class MapSide {
  private readonly parts: MapSideParts;
  private readonly views;

  constructor(parts: MapSideParts) {
    this.parts = parts;
    this.views = createViews(parts.viewSpacingDeg);
  }

  /** The target around the model at `xyz`, masked; `dMin` is the finest resolution that will be asked of it, Å. */
  target(xyz: Float64Array, dMin: number, { radius }: MaskShape): MapTarget {
    const { map, mask } = this.parts;
    const edge = Math.max(MIN_EDGE, dMin / 2);
    const around = createSoftMask(map, xyz, { radius, edge });
    const density = applyMask(mask ? applyMask(map, mask) : map, around);
    return createMapTarget({
      density,
      box: boxAroundModel(xyz, dMin, radius + edge),
      views: this.views,
      dMin,
    });
  }

  /** A map term on a target. The caller disposes of it. */
  openTerm(target: MapTarget): MapTerm {
    const { backend, kernels, structure } = this.parts;
    const gaussians = seenGaussians(structure, target.dMin);
    return backend.mapTerm === "matmul"
      ? openTfjsMapTerm(backend, target, gaussians)
      : openWasmMapTerm(kernels, target, gaussians);
  }
}

/**
 * The Gaussians that a map of this resolution shows: waters fade from view. B factors of the file stay out of it: whether they
 * are right, absent or nonsense, atoms go to the same places.
 */
function seenGaussians(structure: Structure, dMin: number): Gaussians {
  const gaussians = createGaussians(structure, { dMin, useBFactors: false });
  if (dMin <= WATER_LIMIT) return gaussians;
  const { residues, chains, entities, atoms } = structure;
  const amplitude = gaussians.amplitude.map((value, atom) => {
    const entity = entities[chains.entityOf[residues.chainOf[atoms.residueOf[atom]!]!]!]!;
    return entity.type === "water" ? 0 : value;
  });
  return { ...gaussians, amplitude };
}
