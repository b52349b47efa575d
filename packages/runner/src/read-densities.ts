/** Reads maps that have something to say, and half maps that belong together. */

import { InputError } from "@cryoreel/core";
import {
  applyMask,
  assertSameGrid,
  createSoftMask,
  estimateResolution,
  type Volume,
} from "@cryoreel/core/map";
import type { Structure } from "@cryoreel/core/model";
import type { InputReader } from "./input-reader.ts";

/** Half map 1 and half map 2, on one grid. */
export type HalfMapPair = readonly [Volume, Volume];

/** Paths of half maps, as the user gave them. */
export interface HalfMapFiles {
  readonly halfMap1?: string;
  readonly halfMap2?: string;
}

/** Radius and edge of the generous mask within which half maps are compared, Å. */
const halfMapMask = { radius: 10, edge: 6 };

/** A map that is not the same everywhere. */
export async function readDensity(reader: InputReader, role: string, path: string): Promise<Volume> {
  const volume = await reader.map(role, path);
  const [first] = volume.data;
  if (volume.data.every((value) => value === first)) {
    throw new InputError(`Every voxel of ${path} is ${first}: there is no density to go by; check the file`, {
      file: path,
    });
  }
  return volume;
}

/** Both half maps, or undefined where none is given. InputError where there is one, or where they differ in their voxels. */
export async function readHalfMaps(
  reader: InputReader,
  { halfMap1, halfMap2 }: HalfMapFiles,
): Promise<HalfMapPair | undefined> {
  if (halfMap1 === undefined && halfMap2 === undefined) return undefined;
  if (halfMap1 === undefined || halfMap2 === undefined) {
    throw new InputError("Give both half maps, with --half-map1 and --half-map2, or neither");
  }
  const half1 = await readDensity(reader, "half-map1", halfMap1);
  const half2 = await readDensity(reader, "half-map2", halfMap2);
  assertAlike(halfMap2, half2, halfMap1, half1);
  return [half1, half2];
}

/** InputError unless two maps share grid, origin and pixel size. */
export function assertAlike(path: string, volume: Volume, otherPath: string, other: Volume): void {
  try {
    assertSameGrid(volume, other);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(
      `${path} has not the voxels of ${otherPath}: half maps and map must share grid, origin and pixel size`,
      { file: path },
    );
  }
}

/**
 * FSC 0.143 of the half maps inside `mask`, or inside a generous mask around the model, Å. InputError without half maps: then
 * nothing says what the resolution is.
 */
export function resolutionOfHalfMaps(
  halfMaps: HalfMapPair | undefined,
  mask: Volume | undefined,
  { atoms }: Structure,
): number {
  if (!halfMaps) {
    throw new InputError("The resolution is not known: give it with --resolution, or give both half maps");
  }
  const around = mask ?? createSoftMask(halfMaps[0], atoms.xyz, halfMapMask);
  const [half1, half2] = halfMaps.map((half) => applyMask(half, around)) as [Volume, Volume];
  return Number(estimateResolution(half1, half2).dMin.toFixed(2));
}
