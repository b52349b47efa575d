/** Reads MRC and CCP4 maps, also gzip-compressed, into volumes with x fastest. */

import type { Vec3, Volume } from "../../map/volume.ts";
import { gunzipIfNeeded } from "../gzip.ts";
import { inputFault, placeOf, type ReadOptions } from "../input-fault.ts";
import { decodeFloat16 } from "./float16.ts";
import { bytesPerVoxel, headerBytes, type MrcHeader, readMrcHeader } from "./mrc-header.ts";

/** Where the position of a map was taken from. */
export type OriginSource = "ORIGIN" | "NSTART" | "none";

/** The header as stored, and how the volume was placed by it. */
export interface MapHeader extends MrcHeader {
  readonly originSource: OriginSource;
}

export interface MapFile {
  readonly volume: Volume;
  readonly header: MapHeader;
  /** Sentences for the user, each once. */
  readonly notes: readonly string[];
}

/**
 * Reads a map. Any axis order, both byte orders, modes 0, 1, 2, 6, 12. It is placed by ORIGIN where that is not 0, else by
 * NSTART · voxel size. A file shorter than its header says, or voxels that are no finite numbers, are InputErrors.
 */
export function readMap(bytes: Uint8Array, options: ReadOptions = {}): MapFile {
  const plain = gunzipIfNeeded(bytes, options);
  const header = readMrcHeader(plain, options);
  const notes = [...header.notes];
  const stored = voxelBytes(plain, header, options, notes);
  const values = decodeVoxels(stored, header);
  checkFinite(values, options);
  const { axes, cellLengths, intervals } = header;
  const toXyz = (crs: Vec3): Vec3 => [1, 2, 3].map((axis) => crs[axes.indexOf(axis)]!) as unknown as Vec3;
  const voxelSize = cellLengths.map((length, i) => length / intervals[i]!) as unknown as Vec3;
  const { origin, originSource } = placement(header.origin, toXyz(header.startCrs), voxelSize, notes);
  const volume: Volume = {
    data: transposed(values, header.nCrs, axes),
    shape: toXyz(header.nCrs),
    voxelSize,
    origin,
  };
  return { volume, header: { ...header, originSource }, notes };
}

/** The bytes of the voxels; says what is behind them. */
function voxelBytes(bytes: Uint8Array, header: MrcHeader, options: ReadOptions, notes: string[]): Uint8Array {
  const [columns, rows, sections] = header.nCrs;
  const start = headerBytes + header.extendedBytes;
  const size = columns * rows * sections * bytesPerVoxel[header.mode]!;
  if (bytes.length < start + size) {
    throw inputFault(
      placeOf(options),
      `the map should have ${start + size} bytes (${columns} × ${rows} × ${sections} voxels of mode ${header.mode}) but has ${bytes.length}; it is truncated: copy or download it again`,
    );
  }
  const rest = bytes.length - start - size;
  if (rest > 0) notes.push(`${rest} bytes behind the voxels were ignored`);
  return bytes.subarray(start, start + size);
}

/** The voxels as numbers, in the order of the file. */
function decodeVoxels(bytes: Uint8Array, header: MrcHeader): Float32Array {
  const width = bytesPerVoxel[header.mode]!;
  const n = bytes.length / width;
  const values = new Float32Array(n);
  // A copy is aligned (Buffer.slice would not copy), and is put into this machine's (little-endian) order where the file's is the other.
  const copy = new Uint8Array(bytes);
  if (!header.isLittleEndian) swapBytes(copy, width);
  const { buffer } = copy;
  if (header.mode === 2) return new Float32Array(buffer);
  if (header.mode === 0) values.set(header.isUnsigned ? copy : new Int8Array(buffer));
  else if (header.mode === 1) values.set(new Int16Array(buffer));
  else if (header.mode === 6) values.set(new Uint16Array(buffer));
  else {
    const halves = new Uint16Array(buffer);
    for (let i = 0; i < n; i++) values[i] = decodeFloat16(halves[i]!);
  }
  return values;
}

function swapBytes(bytes: Uint8Array, width: number): void {
  for (let start = 0; start < bytes.length; start += width) {
    for (let low = start, high = start + width - 1; low < high; low++, high--) {
      const kept = bytes[low]!;
      bytes[low] = bytes[high]!;
      bytes[high] = kept;
    }
  }
}

function checkFinite(values: Float32Array, options: ReadOptions): void {
  let bad = 0;
  let first = -1;
  for (let i = 0; i < values.length; i++) {
    // x − x is 0 for finite numbers alone.
    if (values[i]! - values[i]! === 0) continue;
    if (bad === 0) first = i;
    bad++;
  }
  if (bad === 0) return;
  throw inputFault(
    placeOf(options),
    `${bad} of ${values.length} voxels are not finite numbers (the first is voxel ${first}: ${values[first]}); set them to 0 or make the map again`,
  );
}

/** ORIGIN where it is not 0, else NSTART · voxel size. They are never added; a contradiction is noted. */
function placement(
  record: Vec3,
  start: Vec3,
  voxelSize: Vec3,
  notes: string[],
): { origin: Vec3; originSource: OriginSource } {
  const byStart = start.map((n, i) => n * voxelSize[i]!) as unknown as Vec3;
  const hasOrigin = record.some((value) => value !== 0);
  const hasStart = start.some((n) => n !== 0);
  if (!hasOrigin) return { origin: byStart, originSource: hasStart ? "NSTART" : "none" };
  const differs = hasStart && record.some((value, i) => Math.abs(value - byStart[i]!) > 0.1 * voxelSize[i]!);
  if (differs) {
    const shown = (vector: Vec3): string => vector.map((value) => value.toFixed(2)).join(", ");
    notes.push(
      `ORIGIN (${shown(record)} Å) and NSTART (${shown(byStart)} Å) place the map differently; ORIGIN was taken`,
    );
  }
  return { origin: record, originSource: "ORIGIN" };
}

/** The voxels with x fastest, then y. */
function transposed(values: Float32Array, nCrs: Vec3, axes: Vec3): Float32Array {
  if (axes.join() === "1,2,3") return values;
  const [nx, ny, nz] = [1, 2, 3].map((axis) => nCrs[axes.indexOf(axis)]!) as [number, number, number];
  const steps = [1, nCrs[0], nCrs[0] * nCrs[1]];
  const [stepX, stepY, stepZ] = [1, 2, 3].map((axis) => steps[axes.indexOf(axis)]!) as [
    number,
    number,
    number,
  ];
  const result = new Float32Array(values.length);
  let target = 0;
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      let source = k * stepZ + j * stepY;
      for (let i = 0; i < nx; i++) {
        result[target++] = values[source]!;
        source += stepX;
      }
    }
  }
  return result;
}
