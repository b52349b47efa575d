/** Reads the files of a refinement and turns them into what the pipeline takes. */

import { InputError } from "@cryoreel/core";
import type { ModelFile } from "@cryoreel/core/io";
import {
  applyMask,
  createSoftMask,
  estimateResolution,
  type ShellCurve,
  type Volume,
} from "@cryoreel/core/map";
import type { RefineInputs } from "@cryoreel/core/pipeline";
import type { InputFile } from "./input-files.ts";
import { InputReader } from "./input-reader.ts";
import type { RefineFiles } from "./refine-job.ts";

/** Everything that was read, and what there is to say of it. */
export interface ReadInputs {
  readonly modelFile: ModelFile;
  readonly inputs: RefineInputs;
  readonly files: readonly InputFile[];
  /** Path of the map that is refined against. */
  readonly mapPath: string;
  /** Half map 2, held out, where half map 1 is refined against. */
  readonly heldOutMap?: Volume;
  /** FSC of the half maps, and the resolution that it speaks for, Å. */
  readonly halfMaps?: { readonly dMin: number; readonly fsc: ShellCurve };
  readonly notes: readonly string[];
}

/** Radius and edge of the generous mask within which half maps are compared, Å. */
const halfMapMask = { radius: 10, edge: 6 };

/** Reads all files of a job. InputError where one is missing or wrong. */
export async function readRefineInputs(paths: RefineFiles): Promise<ReadInputs> {
  const reader = new InputReader();
  const modelFile = await reader.model("model", paths.model);
  const structure = modelFile.structures[0]!;
  if (modelFile.structures.length > 1) {
    reader.note(paths.model, [
      `it has ${modelFile.structures.length} models; the first is refined and written`,
    ]);
  }
  const { map: mapPath = paths.halfMap1, halfMap1, halfMap2 } = paths;
  if (mapPath === undefined || (halfMap1 === undefined) !== (halfMap2 === undefined)) {
    throw new InputError("Give a map with --map, or both half maps with --half-map1 and --half-map2");
  }
  const map = await reader.map("map", mapPath);
  const halves =
    halfMap1 && halfMap2
      ? [await reader.map("half-map1", halfMap1), await reader.map("half-map2", halfMap2)]
      : undefined;
  const mask = paths.mask === undefined ? undefined : await reader.map("mask", paths.mask);
  const around = mask ?? createSoftMask(map, structure.atoms.xyz, halfMapMask);
  const isHalfRefined = paths.map === undefined && halves !== undefined;
  return {
    modelFile,
    inputs: {
      structure,
      map,
      ...(mask && { mask }),
      dictionaries: await reader.dictionaries(structure, paths),
    },
    files: reader.files,
    mapPath,
    ...(isHalfRefined && { heldOutMap: halves[1]! }),
    ...(halves && {
      halfMaps: estimateResolution(applyMask(halves[0]!, around), applyMask(halves[1]!, around)),
    }),
    notes: reader.notes,
  };
}
