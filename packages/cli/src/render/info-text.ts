/** The description of a model or map as text. */

import type { ChainInfo, FileInfo, MapInfo, ModelInfo } from "@cryoreel/runner";
import { formatTable } from "./table.ts";

const counts = (record: Readonly<Record<string, number>>): string =>
  Object.entries(record)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");

const notesOf = ({ notes }: FileInfo): string[] => notes.map((note) => `  note: ${note}`);

/** What a person wants to know of a file. */
export const infoText = (info: FileInfo): string => (info.kind === "model" ? modelText(info) : mapText(info));

function modelText(model: ModelInfo): string {
  const { nAtoms, nResidues, chains, nHydrogens, nAltLocs, nConnections, bIso, occ, shareInMap } = model;
  const lines = [
    `${model.file}: ${model.format} model '${model.entryId}'`,
    `  ${nAtoms} atoms, ${nResidues} residues, ${chains.length} chains, ${model.nModels} model${model.nModels > 1 ? "s" : ""}`,
    `  elements: ${counts(model.elements)}`,
    `  hydrogens ${nHydrogens}, alternate conformations ${nAltLocs} atoms, connection records ${nConnections}`,
    `  B ${bIso.map((b) => b.toFixed(1)).join(" to ")} Å², occupancy ${occ.map((o) => o.toFixed(2)).join(" to ")}`,
    ...(shareInMap === undefined
      ? []
      : [`  ${(100 * shareInMap).toFixed(1)} % of the atoms lie in the map's box`]),
    ...notesOf(model),
  ];
  const rows = chains.map((chain: ChainInfo) => [
    `  ${chain.labelAsymId}`,
    chain.authAsymId,
    chain.kind,
    String(chain.nResidues),
    String(chain.nAtoms),
    counts(chain.components),
  ]);
  return `${lines.join("\n")}\n${formatTable(["  chain", "author", "kind", "residues", "atoms", "components"], rows)}`;
}

function mapText(map: MapInfo): string {
  const show = (values: readonly number[], digits: number): string =>
    values.map((value) => value.toFixed(digits)).join(" × ");
  const axes = map.axes.map((axis) => "xyz"[axis - 1]).join("");
  return `${[
    `${map.file}: map of ${show(map.shape, 0)} voxels, mode ${map.mode}, axes ${axes}`,
    `  voxel ${show(map.voxelSize, 4)} Å, box ${show(
      map.shape.map((n, i) => n * map.voxelSize[i]!),
      1,
    )} Å`,
    `  origin ${map.origin.map((value) => value.toFixed(3)).join(", ")} Å (${map.originSource === "none" ? "none in the header" : `from ${map.originSource}`})`,
    `  density ${map.min.toPrecision(4)} to ${map.max.toPrecision(4)}, mean ${map.mean.toPrecision(4)}, rms ${map.rms.toPrecision(4)}; mean + 3 rms = ${(map.mean + 3 * map.rms).toPrecision(4)}`,
    ...notesOf(map),
  ].join("\n")}\n`;
}
