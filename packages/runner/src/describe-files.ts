/** Says what is in model and map files, without computing anything with them. */

import { gunzipIfNeeded, readMap, readModel } from "@cryoreel/core/io";
import type { Volume } from "@cryoreel/core/map";
import type { Structure } from "@cryoreel/core/model";
import {
  describeMap,
  describeModel,
  type MapDescription,
  type ModelDescription,
} from "@cryoreel/core/report";
import { type InputFile, readInputFile } from "./input-files.ts";

/** Where a description comes from. */
interface Described {
  readonly file: string;
  readonly sha256: string;
}

export interface ModelInfo extends Described, ModelDescription {
  readonly kind: "model";
  /** Share of the atoms in the box of the map that was given along, 0 … 1. */
  readonly shareInMap?: number;
}

export interface MapInfo extends Described, MapDescription {
  readonly kind: "map";
}

export type FileInfo = ModelInfo | MapInfo;

/** The MRC2014 identifier stands at byte 208; older maps are told by their name. */
function isMap({ bytes, path }: InputFile): boolean {
  const mark = new TextDecoder("latin1").decode(gunzipIfNeeded(bytes, { file: path }).subarray(208, 211));
  return mark === "MAP" || /\.(mrc|mrcs|map|ccp4)(\.gz)?$/i.test(path);
}

/** Reads and describes each file. With exactly one map, models get their share in its box. InputError for what is neither. */
export async function describeFiles(paths: readonly string[]): Promise<FileInfo[]> {
  const files: InputFile[] = [];
  for (const path of paths) files.push(await readInputFile("file", path));
  const maps = files.filter(isMap).map((file) => ({ file, map: readMap(file.bytes, { file: file.path }) }));
  return files.map((file): FileInfo => {
    const described = { file: file.path, sha256: file.sha256 };
    const map = maps.find((entry) => entry.file === file)?.map;
    if (map) return { kind: "map", ...described, ...describeMap(map) };
    const model = readModel(file.bytes, { file: file.path });
    const info: ModelInfo = { kind: "model", ...described, ...describeModel(model) };
    return maps.length === 1
      ? { ...info, shareInMap: shareInBox(model.structures[0]!, maps[0]!.map.volume) }
      : info;
  });
}

function shareInBox({ atoms, nAtoms }: Structure, { shape, voxelSize, origin }: Volume): number {
  let inside = 0;
  for (let atom = 0; atom < nAtoms; atom++) {
    const isIn = [0, 1, 2].every((axis) => {
      const at = (atoms.xyz[3 * atom + axis]! - origin[axis]!) / voxelSize[axis]!;
      return at >= 0 && at <= shape[axis]! - 1;
    });
    if (isIn) inside++;
  }
  return inside / nAtoms;
}
