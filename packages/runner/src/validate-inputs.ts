/** Reads the files of a validation and makes sure that they belong together. */

import { InputError } from "@cryoreel/core";
import { overlaps, type Volume } from "@cryoreel/core/map";
import { compileRestraints, type Restraints, type Structure } from "@cryoreel/core/model";
import type { PercentileTable } from "@cryoreel/core/report";
import {
  type CablamGrids,
  cablamFileNames,
  readCablamGrids,
  type ValidateOptions,
} from "@cryoreel/core/validate";
import type { InputFile } from "./input-files.ts";
import { InputReader } from "./input-reader.ts";
import {
  assertAlike,
  type HalfMapPair,
  readDensity,
  readHalfMaps,
  resolutionOfHalfMaps,
} from "./read-densities.ts";
import { readPercentiles } from "./read-percentiles.ts";
import type { ValidateFiles, ValidateJob } from "./validate-job.ts";

/** A model with its targets. */
export interface ModelToJudge {
  readonly structure: Structure;
  readonly restraints: Restraints;
}

/** Everything that was read, and what there is to say of it. */
export interface ValidateInputs {
  readonly model: ModelToJudge;
  readonly before?: ModelToJudge;
  readonly map?: ValidateOptions["map"];
  readonly cablamGrids?: CablamGrids;
  readonly percentiles?: PercentileTable;
  readonly files: readonly InputFile[];
  readonly notes: readonly string[];
}

/** Reads all files of a job. InputError where one is missing, wrong, or does not go with the others. */
export async function readValidateInputs({
  files,
  config,
}: Pick<ValidateJob, "files" | "config">): Promise<ValidateInputs> {
  const reader = new InputReader();
  const model = await readModelToJudge(reader, "model", files.model, files, config.modelNumber);
  const before =
    files.before === undefined
      ? undefined
      : await readModelToJudge(reader, "before", files.before, files, undefined);
  const map = await readMaps(reader, { files, config }, model.structure);
  if (map && before) assertCovers(files.before!, before.structure, map.volume);
  const cablamGrids =
    files.cablamGrids === undefined ? undefined : await readGrids(reader, files.cablamGrids);
  const percentiles =
    files.percentiles === undefined
      ? undefined
      : readPercentiles((await reader.read("percentiles", files.percentiles)).bytes, files.percentiles);
  return {
    model,
    ...(before && { before }),
    ...(map && { map }),
    ...(cablamGrids && { cablamGrids }),
    ...(percentiles && { percentiles }),
    files: reader.files,
    notes: reader.notes,
  };
}

async function readModelToJudge(
  reader: InputReader,
  role: string,
  path: string,
  files: ValidateFiles,
  modelNumber: number | undefined,
): Promise<ModelToJudge> {
  const { structures } = await reader.model(role, path);
  const numbers = structures.map((structure) => structure.modelNumber);
  const structure = modelNumber === undefined ? structures[0] : structures[numbers.indexOf(modelNumber)];
  if (!structure) {
    throw new InputError(`${path} has no model ${modelNumber}; it has ${numbers.join(", ")}`, { file: path });
  }
  if (structures.length > 1) {
    reader.note(path, [
      `it has ${structures.length} models; model ${structure.modelNumber} was judged, the others left out`,
    ]);
  }
  const dictionaries = await reader.dictionaries(structure, files);
  return { structure, restraints: compileRestraints(structure, { dictionaries }) };
}

async function readMaps(
  reader: InputReader,
  { files, config }: Pick<ValidateJob, "files" | "config">,
  structure: Structure,
): Promise<ValidateOptions["map"]> {
  const { map: mapPath, mask: maskPath } = files;
  const halfMaps = await readHalfMaps(reader, files);
  const volume =
    mapPath === undefined ? halfMaps && meanOf(halfMaps) : await readDensity(reader, "map", mapPath);
  if (!volume) {
    const idle = [
      ["resolution", config.resolution],
      ["contour", config.contour],
      ["mask", maskPath],
    ].find(([, value]) => value !== undefined);
    if (idle) throw new InputError(`--${idle[0]} says something of a map, but none was given: add --map`);
    return undefined;
  }
  if (mapPath === undefined)
    reader.notes.push("No map was given: the model was judged against the mean of the half maps");
  else if (halfMaps) assertAlike(files.halfMap1!, halfMaps[0], mapPath, volume);
  assertCovers(files.model, structure, volume);
  const mask = maskPath === undefined ? undefined : await readDensity(reader, "mask", maskPath);
  const resolution = config.resolution ?? resolutionOfHalfMaps(halfMaps, mask, structure);
  return {
    volume,
    resolution,
    ...(config.contour !== undefined && { contour: config.contour }),
    ...(mask && { mask }),
    ...(halfMaps && { halfMaps }),
  };
}

function assertCovers(path: string, { atoms }: Structure, volume: Volume): void {
  if (overlaps(volume, atoms.xyz)) return;
  throw new InputError(`No atom of ${path} lies in the map's box: check that map and model belong together`, {
    file: path,
  });
}

function meanOf([half1, half2]: HalfMapPair): Volume {
  return { ...half1, data: half1.data.map((value, at) => (value + half2.data[at]!) / 2) };
}

async function readGrids(reader: InputReader, folder: string): Promise<CablamGrids> {
  const texts = new Map<string, string>();
  for (const name of cablamFileNames) {
    const { bytes } = await reader.read("CaBLAM grid", `${folder}/${name}`);
    texts.set(name, new TextDecoder().decode(bytes));
  }
  return readCablamGrids(texts);
}
