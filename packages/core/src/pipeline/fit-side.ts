/** The map of a refinement, with what is opened on it. */

import { InputError } from "../errors.ts";
import type { Volume } from "../map/volume.ts";
import { MapSide, type MapSideParts } from "../refine/index.ts";
import type { RefineConfig } from "./config.ts";

export interface FitSide {
  readonly map: Volume;
  /** Å */
  readonly resolution: number;
  readonly side: MapSide;
}

/** Undefined without a map. InputError where its resolution is not known. */
export function openFit(
  parts: Omit<MapSideParts, "map" | "viewSpacingDeg"> & { readonly map?: Volume },
  { resolution, viewSpacingDeg }: RefineConfig,
): FitSide | undefined {
  const { map } = parts;
  if (!map) return undefined;
  if (resolution === undefined) {
    throw new InputError("The resolution is not known: give it with --resolution");
  }
  return { map, resolution, side: new MapSide({ ...parts, map, viewSpacingDeg }) };
}
