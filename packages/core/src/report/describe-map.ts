/** What is in a map file, as plain data: what `cryoreel info` prints. */

import { type MapStatistics, mapStatistics } from "../io/mrc/map-statistics.ts";
import type { MapFile } from "../io/mrc/read-map.ts";
import type { Vec3 } from "../map/volume.ts";

export interface MapDescription {
  /** Voxels along x, y, z. */
  readonly shape: Vec3;
  /** Å */
  readonly voxelSize: Vec3;
  /** Edges of the box, Å. */
  readonly size: Vec3;
  /** Position of the first voxel, Å. */
  readonly origin: Vec3;
  /** Which record placed the map. */
  readonly originSource: string;
  /** The finest resolution that the grid can hold: twice its largest voxel, Å. */
  readonly nyquist: number;
  readonly mode: number;
  readonly endian: "little" | "big";
  readonly machineStamp: string;
  /** Stored axes, fastest first: `xyz`, `zyx` … */
  readonly axisOrder: string;
  readonly spaceGroup: number;
  readonly labels: readonly string[];
  /** Of the voxels, not of the header. */
  readonly statistics: MapStatistics;
  /** Contour taken where none is given: three RMS above the mean. */
  readonly contour: number;
  /** Share of the voxels that are exactly 0: masked or cut-out maps. */
  readonly zeroShare: number;
  readonly notes: readonly string[];
}

/** Describes the file; its notes gain what the statistics show. */
export function describeMap({ volume, header, notes }: MapFile): MapDescription {
  const statistics = mapStatistics(volume.data);
  const { shape, voxelSize, origin } = volume;
  const extra: string[] = [];
  if (statistics.min === statistics.max) extra.push(`all voxels are ${statistics.min}: the map is empty`);
  const span = statistics.max - statistics.min;
  const isStated = header.dMax > header.dMin;
  const isOff = (stated: number, found: number): boolean => Math.abs(stated - found) > 0.001 * span;
  if (isStated && (isOff(header.dMin, statistics.min) || isOff(header.dMax, statistics.max))) {
    extra.push("the header states another minimum or maximum than the voxels have");
  }
  const zeros = volume.data.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
  return {
    shape,
    voxelSize,
    size: shape.map((n, axis) => n * voxelSize[axis]!) as unknown as Vec3,
    origin,
    originSource: header.originSource,
    nyquist: 2 * Math.max(...voxelSize),
    mode: header.mode,
    endian: header.isLittleEndian ? "little" : "big",
    machineStamp: header.machineStamp,
    axisOrder: header.axes.map((axis) => "xyz"[axis - 1]).join(""),
    spaceGroup: header.spaceGroup,
    labels: header.labels,
    statistics,
    contour: statistics.mean + 3 * statistics.rms,
    zeroShare: zeros / volume.data.length,
    notes: [...notes, ...extra],
  };
}
