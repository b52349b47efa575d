/** The description of a model or map as text. */

import type { FileInfo, MapInfo, ModelInfo } from "@cryoreel/runner";
import { formatTable } from "./table.ts";

const counts = (record: Readonly<Record<string, number>>): string =>
  Object.entries(record)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");

const vector = (values: readonly number[], digits: number, between = " × "): string =>
  values.map((value) => value.toFixed(digits)).join(between);

/** `what`, and in brackets what is odd about it. */
const withFault = (what: string, fault: string): string => (fault === "" ? what : `${what} (${fault})`);

/** What a person wants to know of a file. */
export function infoText(info: FileInfo): string {
  const notes = info.notes.map((note) => `  note: ${note}`);
  const [head, table] = info.kind === "model" ? [modelLines(info), chainTable(info)] : [mapLines(info), ""];
  return `${[...head, ...notes].join("\n")}\n${table}`;
}

function modelLines(model: ModelInfo): string[] {
  const { nModels, nWaters, ligands, alternates, connections, bFactors, occupancies, shareInMap } = model;
  const lines = [
    `${model.file}: ${model.format} model '${model.entryId}'${nModels > 1 ? `, the first of ${nModels} models` : ""}`,
    `  ${model.nAtoms} atoms (${model.nHydrogens} hydrogens), ${model.nResidues} residues: ${counts(model.elements)}`,
    `  B factors ${withFault(`${bFactors.min.toFixed(1)} to ${bFactors.max.toFixed(1)} Å²`, bFactors.fault)}, occupancies ${withFault(`${occupancies.min.toFixed(2)} to ${occupancies.max.toFixed(2)}`, occupancies.fault)}`,
  ];
  if (nWaters > 0) lines.push(`  waters: ${nWaters}`);
  if (Object.keys(ligands).length > 0) lines.push(`  ligands and ions: ${counts(ligands)}`);
  if (alternates.nAtoms > 0) {
    lines.push(
      `  alternate conformations ${alternates.labels.join(", ")}: ${alternates.residues.join(", ")}`,
    );
  }
  if (Object.keys(connections.types).length > 0) {
    const absent = connections.toAbsentAtoms > 0 ? `, ${connections.toAbsentAtoms} to absent atoms` : "";
    lines.push(`  connection records: ${counts(connections.types)}${absent}`);
  }
  if (shareInMap !== undefined)
    lines.push(`  ${(100 * shareInMap).toFixed(1)} % of the atoms lie in the map's box`);
  return lines;
}

function chainTable({ chains }: ModelInfo): string {
  const rows = chains.map((chain) => [
    `  ${chain.labelAsymId}`,
    chain.authAsymId,
    chain.type === "polymer" ? chain.polymerType : chain.type,
    String(chain.nResidues),
    String(chain.nAtoms),
    chain.ranges.map(({ first, last }) => (first === last ? first : `${first}–${last}`)).join(", "),
    String(chain.gaps.length),
  ]);
  return formatTable(["  chain", "author", "kind", "residues", "atoms", "numbers", "gaps"], rows);
}

function mapLines(map: MapInfo): string[] {
  const { min, max, mean, rms } = map.statistics;
  const density = [min, max, mean, rms, map.contour].map((value) => value.toPrecision(4));
  const source = map.originSource === "none" ? "none in the header" : `from ${map.originSource}`;
  return [
    `${map.file}: map of ${vector(map.shape, 0)} voxels, mode ${map.mode}, ${map.endian}-endian, axes ${map.axisOrder}`,
    `  voxel ${vector(map.voxelSize, 4)} Å, box ${vector(map.size, 1)} Å, finest resolution ${map.nyquist.toFixed(2)} Å`,
    `  origin ${vector(map.origin, 3, ", ")} Å (${source})`,
    `  density ${density[0]} to ${density[1]}, mean ${density[2]}, rms ${density[3]}; contour (mean + 3 rms) ${density[4]}`,
    ...(map.zeroShare > 0.01 ? [`  ${(100 * map.zeroShare).toFixed(0)} % of the voxels are exactly 0`] : []),
    ...map.labels.map((label) => `  label: ${label}`),
  ];
}
