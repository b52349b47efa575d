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

/** The header with what old programs leave 0 filled in, if it is that of a map in model coordinates. */
function checked(header: MrcHeader, options: ReadOptions): MrcHeader {
  const other = otherModes[header.mode];
  if (other) {
    throw unsupportedFault(
      placeOf(options),
      `the map holds ${other} (mode ${header.mode}); save it as real numbers (mode 2)`,
    );
  }
  const filled = filledIn(header);
  const damage = damageOf(filled);
  if (damage !== "") throw inputFault(placeOf(options), damage);
  const limit = limitOf(filled);
  if (limit !== "") throw unsupportedFault(placeOf(options), limit);
  if (header.spaceGroup > 1 && header.spaceGroup < 401) {
    const note = `the map has the space group ${header.spaceGroup}; only the stored region is used, without symmetry`;
    return { ...filled, notes: [...filled.notes, note] };
  }
  return filled;
}

const isZero = (vector: Vec3): boolean => vector.every((value) => value === 0);

/** Numbers of voxels along x, y, z. */
function voxelsXyz({ axes, nCrs }: MrcHeader): Vec3 {
  return [1, 2, 3].map((axis) => nCrs[axes.indexOf(axis)] ?? 0) as unknown as Vec3;
}

function filledIn(header: MrcHeader): MrcHeader {
  const notes = [...header.notes];
  const take = (isAbsent: boolean, given: Vec3, taken: Vec3, note: string): Vec3 => {
    if (isAbsent) notes.push(note);
    return isAbsent ? taken : given;
  };
  const noAxes = "the map does not name its axes; columns, rows, sections were taken as x, y, z";
  const noAngles = "the map gives no cell angles; 90° was taken";
  const noIntervals = "the map does not say how its cell is divided; the number of voxels was taken";
  const axes = take(isZero(header.axes), header.axes, [1, 2, 3], noAxes);
  const cellAnglesDeg = take(isZero(header.cellAnglesDeg), header.cellAnglesDeg, [90, 90, 90], noAngles);
  const nXyz = voxelsXyz({ ...header, axes });
  const intervals = take(isZero(header.intervals), header.intervals, nXyz, noIntervals);
  return { ...header, axes, cellAnglesDeg, intervals, notes };
}

/** A sentence about values that no map has, or "". */
function damageOf({ axes, intervals, cellLengths, origin, extendedBytes }: MrcHeader): string {
  if ([...axes].sort().join() !== "1,2,3") {
    return `the axes MAPC, MAPR, MAPS are ${axes.join(", ")}, not a permutation of 1, 2, 3; the header is damaged`;
  }
  if (!intervals.every((n) => n > 0)) {
    return `the cell is divided into ${intervals.join(" × ")} intervals; the header is damaged`;
  }
  if (!cellLengths.every((length) => length > 0 && length < 1e6)) {
    return `the cell is ${cellLengths.join(" × ")} Å, so the voxel size is unknown; write the voxel size into the header`;
  }
  if (!origin.every(Number.isFinite)) return "the ORIGIN record holds no numbers; the header is damaged";
  if (extendedBytes < 0) return `the extended header has ${extendedBytes} bytes; the header is damaged`;
  return "";
}

/** A sentence about valid files that are no single map on a right-angled grid, or "". */
function limitOf(header: MrcHeader): string {
  const { cellAnglesDeg, spaceGroup, intervals } = header;
  if (!cellAnglesDeg.every((angle) => Math.abs(angle - 90) < 0.01)) {
    const shown = cellAnglesDeg.map((angle) => `${angle.toFixed(2)}°`).join(", ");
    return `the cell angles are ${shown}; only orthogonal maps are handled: resample it on a right-angled grid`;
  }
  const nz = voxelsXyz(header)[2];
  if (spaceGroup === 0 && intervals[2] === 1 && nz > 1) {
    return `the file is a stack of ${nz} two-dimensional images (space group 0, MZ 1), not a volume`;
  }
  if (spaceGroup >= 401 && nz > intervals[2]) {
    return `the file is a stack of ${nz / intervals[2]} volumes; give one volume a file`;
  }
  return "";
}
