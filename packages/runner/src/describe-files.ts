/** Says what is in model and map files, without computing anything with them. */

import { InputError } from "@cryoreel/core";
import { gunzipIfNeeded, type ModelFormat, mapStatistics, readMap, readModel } from "@cryoreel/core/io";
import type { Volume } from "@cryoreel/core/map";
import type { Structure } from "@cryoreel/core/model";
import { elementData } from "@cryoreel/core/tables";
import { readInputFile } from "./input-files.ts";

/** One chain of a model. */
export interface ChainInfo {
  readonly labelAsymId: string;
  readonly authAsymId: string;
  /** `protein`, `rna`, `dna`, `hybrid`, or the type of an entity that is no polymer. */
  readonly kind: string;
  readonly nResidues: number;
  readonly nAtoms: number;
  /** Component ids with counts, of chains that are no polymers. */
  readonly components: Readonly<Record<string, number>>;
}

export interface ModelInfo {
  readonly kind: "model";
  readonly file: string;
  readonly sha256: string;
  readonly format: ModelFormat;
  readonly entryId: string;
  readonly nModels: number;
  readonly nAtoms: number;
  readonly nResidues: number;
  readonly nHydrogens: number;
  readonly nAltLocs: number;
  readonly elements: Readonly<Record<string, number>>;
  readonly chains: readonly ChainInfo[];
  readonly nConnections: number;
  /** Lowest and highest; Å² and fractions. */
  readonly bIso: readonly [number, number];
  readonly occ: readonly [number, number];
  /** Share of the atoms in the box of the map that was given along, 0 … 1. */
  readonly shareInMap?: number;
  readonly notes: readonly string[];
}

export interface MapInfo {
  readonly kind: "map";
  readonly file: string;
  readonly sha256: string;
  readonly mode: number;
  readonly shape: readonly number[];
  /** Å */
  readonly voxelSize: readonly number[];
  /** Å */
  readonly origin: readonly number[];
  readonly originSource: string;
  /** Of the file: 1 = x … in the order columns, rows, sections. */
  readonly axes: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly rms: number;
  readonly notes: readonly string[];
}

export type FileInfo = ModelInfo | MapInfo;

/** The MRC2014 identifier stands at byte 208; older maps are told by their name. */
function isMap(bytes: Uint8Array, file: string): boolean {
  const mark = new TextDecoder("latin1").decode(gunzipIfNeeded(bytes, { file }).subarray(208, 212));
  return mark === "MAP " || mark === "MAP\0" || /\.(mrc|mrcs|map|ccp4)(\.gz)?$/i.test(file);
}

/** Reads and describes each file. InputError for the first that is neither model nor map. */
export async function describeFiles(files: readonly string[]): Promise<FileInfo[]> {
  const infos: FileInfo[] = [];
  const structures = new Map<number, Structure>();
  const volumes: Volume[] = [];
  for (const file of files) {
    const { bytes, sha256 } = await readInputFile("file", file);
    if (isMap(bytes, file)) {
      const map = readMap(bytes, { file });
      volumes.push(map.volume);
      infos.push({ ...describeMap(map), file, sha256 });
      continue;
    }
    const model = readModel(bytes, { file });
    const structure = model.structures[0];
    if (!structure) throw new InputError(`${file} holds no model`, { file });
    structures.set(infos.length, structure);
    const { format, notes } = model;
    infos.push({
      ...describeStructure(structure),
      file,
      sha256,
      format,
      nModels: model.structures.length,
      notes,
    });
  }
  if (volumes.length !== 1) return infos;
  return infos.map((info, i) =>
    info.kind === "model" ? { ...info, shareInMap: shareInBox(structures.get(i)!, volumes[0]!) } : info,
  );
}

function describeMap({
  volume,
  header,
  notes,
}: ReturnType<typeof readMap>): Omit<MapInfo, "file" | "sha256"> {
  const { shape, voxelSize, origin, data } = volume;
  const { mode, axes, originSource } = header;
  return { kind: "map", mode, shape, voxelSize, origin, originSource, axes, ...mapStatistics(data), notes };
}

type StructureInfo = Omit<ModelInfo, "file" | "sha256" | "format" | "nModels" | "notes">;

function describeStructure(structure: Structure): StructureInfo {
  const { atoms, residues, nAtoms } = structure;
  const symbols = Array.from(atoms.element, (element) => elementData(element).symbol);
  return {
    kind: "model",
    entryId: structure.entryId,
    nAtoms,
    nResidues: residues.nResidues,
    nHydrogens: atoms.element.filter((element) => element === 1).length,
    nAltLocs: atoms.altLoc.filter((label) => label !== "").length,
    elements: countOf(symbols),
    chains: structure.chains.labelAsymId.map((_, chain) => describeChain(structure, chain)),
    nConnections: structure.connections.length,
    bIso: rangeOf(atoms.bIso),
    occ: rangeOf(atoms.occ),
  };
}

function describeChain({ chains, residues, entities }: Structure, chain: number): ChainInfo {
  const [from, to] = [chains.residueStart[chain]!, chains.residueStart[chain + 1]!];
  const entity = entities[chains.entityOf[chain]!]!;
  const isPolymer = entity.type === "polymer";
  return {
    labelAsymId: chains.labelAsymId[chain]!,
    authAsymId: chains.authAsymId[chain]!,
    kind: isPolymer ? entity.polymerType : entity.type,
    nResidues: to - from,
    nAtoms: residues.atomStart[to]! - residues.atomStart[from]!,
    components: isPolymer ? {} : countOf(residues.compId.slice(from, to)),
  };
}

function countOf(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function rangeOf(values: Float64Array): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return [low, high];
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
