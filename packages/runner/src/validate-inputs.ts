/** Reads the files of a validation and makes sure that they belong together. */

import { InputError } from "@cryoreel/core";
import {
  applyMask,
  assertSameGrid,
  createSoftMask,
  estimateResolution,
  overlaps,
  type Volume,
} from "@cryoreel/core/map";
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

/** Radius and edge of the generous mask within which half maps are compared, Å. */
const halfMapMask = { radius: 10, edge: 6 };

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
  const { map: mapPath, halfMap1, halfMap2, mask: maskPath } = files;
  if ((halfMap1 === undefined) !== (halfMap2 === undefined)) {
    throw new InputError("Give both half maps, with --half-map1 and --half-map2, or neither");
  }
  const halfMaps =
    halfMap1 !== undefined && halfMap2 !== undefined
      ? ([
          await readDensity(reader, "half-map1", halfMap1),
          await readDensity(reader, "half-map2", halfMap2),
        ] as const)
      : undefined;
  if (halfMaps) assertAlike(halfMap2!, halfMaps[1], halfMap1!, halfMaps[0]);
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
  else if (halfMaps) assertAlike(halfMap1!, halfMaps[0], mapPath, volume);
  assertCovers(files.model, structure, volume);
  const mask = maskPath === undefined ? undefined : await readDensity(reader, "mask", maskPath);
  const resolution =
    config.resolution ??
    resolutionOf(halfMaps, mask ?? createSoftMask(volume, structure.atoms.xyz, halfMapMask));
  return {
    volume,
    resolution,
    ...(config.contour !== undefined && { contour: config.contour }),
    ...(mask && { mask }),
    ...(halfMaps && { halfMaps }),
  };
}

/** A map that is not the same everywhere. */
async function readDensity(reader: InputReader, role: string, path: string): Promise<Volume> {
  const volume = await reader.map(role, path);
  const [first] = volume.data;
  if (volume.data.every((value) => value === first)) {
    throw new InputError(
      `Every voxel of ${path} is ${first}: there is no density to judge by; check the file`,
      { file: path },
    );
  }
  return volume;
}

function assertAlike(path: string, volume: Volume, otherPath: string, other: Volume): void {
  try {
    assertSameGrid(volume, other);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(
      `${path} has not the voxels of ${otherPath}: half maps and map must share grid, origin and pixel size`,
      {
        file: path,
      },
    );
  }
}

function assertCovers(path: string, { atoms }: Structure, volume: Volume): void {
  if (overlaps(volume, atoms.xyz)) return;
  throw new InputError(`No atom of ${path} lies in the map's box: check that map and model belong together`, {
    file: path,
  });
}

function meanOf([half1, half2]: readonly [Volume, Volume]): Volume {
  return { ...half1, data: half1.data.map((value, at) => (value + half2.data[at]!) / 2) };
}

function resolutionOf(halfMaps: readonly [Volume, Volume] | undefined, around: Volume): number {
  if (!halfMaps) {
    throw new InputError("The resolution is not known: give it with --resolution, or give both half maps");
  }
  const [half1, half2] = halfMaps.map((half) => applyMask(half, around)) as [Volume, Volume];
  return Number(estimateResolution(half1, half2).dMin.toFixed(2));
}

async function readGrids(reader: InputReader, folder: string): Promise<CablamGrids> {
  const texts = new Map<string, string>();
  for (const name of cablamFileNames) {
    const { bytes } = await reader.read("CaBLAM grid", `${folder}/${name}`);
    texts.set(name, new TextDecoder().decode(bytes));
  }
  return readCablamGrids(texts);
}
