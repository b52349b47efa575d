/** Reads the files of a refinement and turns them into what the pipeline takes. */

import { InputError } from "@cryoreel/core";
import type { ModelFile } from "@cryoreel/core/io";
import type { RefineInputs } from "@cryoreel/core/pipeline";
import type { InputFile } from "./input-files.ts";
import { InputReader } from "./input-reader.ts";
import {
  assertAlike,
  type HalfMapPair,
  readDensity,
  readHalfMaps,
  resolutionOfHalfMaps,
} from "./read-densities.ts";
import type { RefineJob } from "./refine-job.ts";

/** Everything that was read, and what there is to say of it. */
export interface ReadInputs {
  readonly modelFile: ModelFile;
  readonly inputs: RefineInputs;
  readonly files: readonly InputFile[];
  /** Path of the map that is refined against, where there is one. */
  readonly mapPath?: string;
  readonly halfMaps?: HalfMapPair;
  /** Å: as asked for, else that of the half maps; absent without a map. */
  readonly resolution?: number;
  readonly notes: readonly string[];
}

/** Reads all files of a job. InputError where one is missing or wrong. */
export async function readRefineInputs({
  files,
  config,
  geometryOnly = false,
}: Pick<RefineJob, "files" | "config" | "geometryOnly">): Promise<ReadInputs> {
  const reader = new InputReader();
  const modelFile = await reader.model("model", files.model);
  const structure = modelFile.structures[0]!;
  if (modelFile.structures.length > 1) {
    reader.note(files.model, [
      `it has ${modelFile.structures.length} models; the first is refined and written`,
    ]);
  }
  if (geometryOnly) {
    return {
      modelFile,
      inputs: { structure, dictionaries: await reader.dictionaries(structure, files) },
      files: reader.files,
      notes: reader.notes,
    };
  }
  const halfMaps = await readHalfMaps(reader, files);
  const { map: mapPath = files.halfMap1 } = files;
  if (mapPath === undefined) {
    throw new InputError(
      "Give a map with --map, or both half maps with --half-map1 and --half-map2; --no-map refines the geometry alone",
    );
  }
  const map = await readDensity(reader, "map", mapPath);
  if (halfMaps) assertAlike(files.halfMap1!, halfMaps[0], mapPath, map);
  if (files.map === undefined) {
    reader.notes.push("half map 1 is refined against; half map 2 is held out and only judged by");
  }
  const mask = files.mask === undefined ? undefined : await readDensity(reader, "mask", files.mask);
  const resolution = config.resolution ?? resolutionOfHalfMaps(halfMaps, mask, structure);
  if (config.resolution === undefined) {
    reader.notes.push(
      `the half maps agree to ${resolution} Å (FSC 0.143): so far the model is compared with the map`,
    );
  }
  return {
    modelFile,
    inputs: {
      structure,
      map,
      ...(mask && { mask }),
      dictionaries: await reader.dictionaries(structure, files),
    },
    files: reader.files,
    mapPath,
    ...(halfMaps && { halfMaps }),
    resolution,
    notes: reader.notes,
  };
}
