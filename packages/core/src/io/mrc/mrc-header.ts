/** The header of MRC2014 and CCP4 maps (Cheng et al. 2015, J Struct Biol 192:146): 256 words, checked as far as they can be. */

import type { Vec3 } from "../../map/volume.ts";
import { inputFault, placeOf, type ReadOptions, unsupportedFault } from "../input-fault.ts";

export const headerBytes = 1024;

/** Bytes per voxel of the modes that are read. */
export const bytesPerVoxel: Readonly<Record<number, number>> = { 0: 1, 1: 2, 2: 4, 6: 2, 12: 2 };

/** Modes that exist but hold no real map. */
const otherModes: Readonly<Record<number, string>> = {
  3: "complex 16-bit integers (a Fourier transform)",
  4: "complex 32-bit reals (a Fourier transform)",
  16: "colour pictures",
  101: "4-bit integers",
};

/** What the header says, as stored; lengths in Å, angles in degrees. */
export interface MrcHeader {
  readonly isLittleEndian: boolean;
  /** Columns, rows, sections: numbers of voxels along the stored axes, fastest first. */
  readonly nCrs: Vec3;
  readonly mode: number;
  /** NXSTART … along the stored axes. */
  readonly startCrs: Vec3;
  /** MX, MY, MZ: intervals of the cell along x, y, z. */
  readonly intervals: Vec3;
  readonly cellLengths: Vec3;
  readonly cellAnglesDeg: Vec3;
  /** MAPC, MAPR, MAPS: which of x = 1, y = 2, z = 3 each stored axis is. */
  readonly axes: Vec3;
  readonly dMin: number;
  readonly dMax: number;
  readonly dMean: number;
  readonly rms: number;
  readonly spaceGroup: number;
  readonly extendedBytes: number;
  readonly extendedType: string;
  /** ORIGIN record, Å. */
  readonly origin: Vec3;
  readonly machineStamp: string;
  readonly labels: readonly string[];
  /** Mode 0 holds unsigned bytes (IMOD's flag). */
  readonly isUnsigned: boolean;
  readonly notes: readonly string[];
}

/** Reads and checks the header. */
export function readMrcHeader(bytes: Uint8Array, options: ReadOptions): MrcHeader {
  checkMagic(bytes, options);
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerBytes);
  const { isLittleEndian, note } = byteOrder(view, options);
  const int = (word: number): number => view.getInt32(4 * (word - 1), isLittleEndian);
  const float = (word: number): number => view.getFloat32(4 * (word - 1), isLittleEndian);
  const ints = (word: number): Vec3 => [int(word), int(word + 1), int(word + 2)];
  const floats = (word: number): Vec3 => [float(word), float(word + 1), float(word + 2)];
  const text = (from: number, to: number): string =>
    String.fromCharCode(...bytes.subarray(from, to)).replace(/[\0\s]+$/, "");
  const nLabels = Math.min(Math.max(int(56), 0), 10);
  // IMOD marks its files with this word; bit 0 of the next one says that bytes are signed.
  const isImod = int(39) === 1146047817;
  const header: MrcHeader = {
    isLittleEndian,
    nCrs: ints(1),
    mode: int(4),
    startCrs: ints(5),
    intervals: ints(8),
    cellLengths: floats(11),
    cellAnglesDeg: floats(14),
    axes: ints(17),
    dMin: float(20),
    dMax: float(21),
    dMean: float(22),
    rms: float(55),
    spaceGroup: int(23),
    extendedBytes: int(24),
    extendedType: text(104, 108),
    origin: floats(50),
    machineStamp: Array.from(bytes.subarray(212, 216), (byte) => byte.toString(16).padStart(2, "0")).join(
      " ",
    ),
    labels: Array.from({ length: nLabels }, (_, i) => text(224 + 80 * i, 304 + 80 * i)),
    isUnsigned: isImod && (int(40) & 1) === 0,
    notes: note === "" ? [] : [note],
  };
  return checked(header, options);
}

function checkMagic(bytes: Uint8Array, options: ReadOptions): void {
  if (bytes.length === 0) throw inputFault(placeOf(options), "the file is empty (0 bytes)");
  const magic = String.fromCharCode(...bytes.subarray(208, 211));
  if (bytes.length >= 212 && magic !== "MAP") {
    const head = String.fromCharCode(...bytes.subarray(0, 512));
    const hint = /^(HEADER|ATOM|HETATM|REMARK|CRYST1|data_|#)/m.test(head)
      ? "; it looks like a model: pass it as --model"
      : "";
    throw inputFault(placeOf(options), `the file is no MRC or CCP4 map: "MAP" is missing at byte 208${hint}`);
  }
  if (bytes.length < headerBytes) {
    throw inputFault(
      placeOf(options),
      `the file has ${bytes.length} bytes, less than the ${headerBytes} of an MRC header; it is truncated or no map`,
    );
  }
}

/** The byte order of the machine stamp; where that is missing or wrong, the one in which the header makes sense. */
function byteOrder(view: DataView, options: ReadOptions): { isLittleEndian: boolean; note: string } {
  const first = view.getUint8(212);
  const stamped = first === 0x44 ? true : first === 0x11 ? false : undefined;
  const little = isSane(view, true);
  const big = isSane(view, false);
  if (!little && !big) {
    throw inputFault(
      placeOf(options),
      "the header makes no sense in either byte order (sizes, mode or axes); the file is damaged",
    );
  }
  if (stamped === true && little) return { isLittleEndian: true, note: "" };
  if (stamped === false && big) return { isLittleEndian: false, note: "" };
  const isLittleEndian = little;
  const what = stamped === undefined ? "has no machine stamp" : "has a wrong machine stamp";
  return {
    isLittleEndian,
    note: `the map ${what}; its header reads as ${isLittleEndian ? "little" : "big"}-endian`,
  };
}

/** Whether sizes, mode and axes are possible values. */
function isSane(view: DataView, isLittleEndian: boolean): boolean {
  const int = (word: number): number => view.getInt32(4 * (word - 1), isLittleEndian);
  const isSize = (n: number): boolean => n > 0 && n < 1 << 20;
  const isMode = int(4) in bytesPerVoxel || int(4) in otherModes;
  const areAxes = [17, 18, 19].every((word) => int(word) >= 0 && int(word) <= 3);
  return [1, 2, 3].every((word) => isSize(int(word))) && isMode && areAxes;
}

/** Fills in what old programs leave 0, and refuses what cannot be a map in model coordinates. */
function checked(header: MrcHeader, options: ReadOptions): MrcHeader {
  const notes = [...header.notes];
  const refuse = (sentence: string): Error => unsupportedFault(placeOf(options), sentence);
  const fault = (sentence: string): Error => inputFault(placeOf(options), sentence);
  const other = otherModes[header.mode];
  if (other) throw refuse(`the map holds ${other} (mode ${header.mode}); save it as real numbers (mode 2)`);
  let { axes, intervals, cellAnglesDeg } = header;
  if (axes.every((axis) => axis === 0)) {
    axes = [1, 2, 3];
    notes.push("the map does not name its axes; columns, rows, sections were taken as x, y, z");
  }
  if ([...axes].sort().join() !== "1,2,3") {
    throw fault(
      `the axes MAPC, MAPR, MAPS are ${axes.join(", ")}, not a permutation of 1, 2, 3; the header is damaged`,
    );
  }
  if (cellAnglesDeg.every((angle) => angle === 0)) {
    cellAnglesDeg = [90, 90, 90];
    notes.push("the map gives no cell angles; 90° was taken");
  }
  if (!cellAnglesDeg.every((angle) => Math.abs(angle - 90) < 0.01)) {
    const shown = cellAnglesDeg.map((angle) => angle.toFixed(2)).join("°, ");
    throw refuse(
      `the cell angles are ${shown}°; only orthogonal maps are handled: resample it on a right-angled grid`,
    );
  }
  const nXyz = axes.map((_, i) => header.nCrs[axes.indexOf(i + 1)]!) as unknown as Vec3;
  if (intervals.every((n) => n === 0)) {
    intervals = nXyz;
    notes.push("the map does not say how its cell is divided; the number of voxels was taken");
  }
  if (!intervals.every((n) => n > 0))
    throw fault(`the cell is divided into ${intervals.join(" × ")} intervals; the header is damaged`);
  if (!header.cellLengths.every((length) => length > 0 && length < 1e6)) {
    const shown = header.cellLengths.map((length) => String(length)).join(" × ");
    throw fault(`the cell is ${shown} Å, so the voxel size is unknown; write the voxel size into the header`);
  }
  if (!header.origin.every(Number.isFinite))
    throw fault("the ORIGIN record holds no numbers; the header is damaged");
  if (header.extendedBytes < 0)
    throw fault(`the extended header has ${header.extendedBytes} bytes; the header is damaged`);
  if (header.spaceGroup === 0 && intervals[2] === 1 && nXyz[2] > 1) {
    throw refuse(
      `the file is a stack of ${nXyz[2]} two-dimensional images (space group 0, MZ 1), not a volume`,
    );
  }
  if (header.spaceGroup >= 401 && nXyz[2] > intervals[2]) {
    throw refuse(`the file is a stack of ${nXyz[2] / intervals[2]} volumes; give one volume a file`);
  }
  if (header.spaceGroup > 1 && header.spaceGroup < 401) {
    notes.push(
      `the map has the space group ${header.spaceGroup}; only the stored region is used, without symmetry`,
    );
  }
  return { ...header, axes, intervals, cellAnglesDeg, notes };
}
