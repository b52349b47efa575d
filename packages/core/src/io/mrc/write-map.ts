/** Writes a volume as an MRC2014 map: mode 2, little-endian, axes x y z. */

import type { Volume } from "../../map/volume.ts";
import { mapStatistics } from "./map-statistics.ts";
import { headerBytes } from "./mrc-header.ts";

/** What the label says. */
export interface MapLabel {
  readonly program: string;
  readonly version: string;
  /** What the map is, as `masked map`. */
  readonly comment?: string;
}

const labelLength = 80;

/**
 * The bytes of the map. Where the origin is a whole number of voxels it is written as NSTART, which every program knows, else
 * as ORIGIN (with NSTART 0). Minimum, maximum, mean and RMS are those of the data.
 */
export function writeMap(volume: Volume, label: MapLabel): Uint8Array {
  const { shape, voxelSize, origin, data } = volume;
  if (data.length !== shape[0] * shape[1] * shape[2]) {
    throw new RangeError(`writeMap: ${data.length} values for ${shape.join(" × ")} voxels`);
  }
  const bytes = new Uint8Array(headerBytes + 4 * data.length);
  const view = new DataView(bytes.buffer);
  const int = (word: number, value: number): void => view.setInt32(4 * (word - 1), value, true);
  const float = (word: number, value: number): void => view.setFloat32(4 * (word - 1), value, true);
  const text = (offset: number, value: string): void => {
    for (let i = 0; i < value.length; i++) view.setUint8(offset + i, value.charCodeAt(i));
  };
  const starts = origin.map((value, axis) => Math.round(value / voxelSize[axis]!));
  const isOnGrid = origin.every((value, axis) => Math.abs(value - starts[axis]! * voxelSize[axis]!) < 1e-4);
  const statistics = mapStatistics(data);
  for (let axis = 0; axis < 3; axis++) {
    int(1 + axis, shape[axis]!);
    int(5 + axis, isOnGrid ? starts[axis]! : 0);
    int(8 + axis, shape[axis]!);
    float(11 + axis, shape[axis]! * voxelSize[axis]!);
    float(14 + axis, 90);
    int(17 + axis, axis + 1);
    float(50 + axis, isOnGrid ? 0 : origin[axis]!);
  }
  int(4, 2);
  float(20, statistics.min);
  float(21, statistics.max);
  float(22, statistics.mean);
  float(55, statistics.rms);
  int(23, 1);
  int(28, 20141);
  text(208, "MAP DD");
  int(56, 1);
  text(224, labelText(label));
  for (let i = 0; i < data.length; i++) view.setFloat32(headerBytes + 4 * i, data[i]!, true);
  return bytes;
}

/** 80 printable ASCII characters. */
function labelText({ program, version, comment }: MapLabel): string {
  const text = [program, version, comment].filter(Boolean).join(" ");
  return text
    .replace(/[^ -~]/g, "?")
    .slice(0, labelLength)
    .padEnd(labelLength);
}
