/** Tables of non-negative integers, packed for a source file: gaps, differences, byte planes, deflate, base64. */
import { unzlibSync } from "fflate";

/** A packed table. Written by `scripts/pack-counts.ts`. */
export interface PackedCounts {
  /** How many integers. */
  readonly length: number;
  /** How many of them are stored; the others, between those, are 0. */
  readonly stored: number;
  /** Bytes per stored integer after zigzag: 2 or 3. */
  readonly planes: number;
  readonly base64: string;
}

const gapPlanes = 2;

/**
 * The integers of a packed table. Byte planes, least significant first: two of the number of zeros in front of each stored
 * integer, then those of its zigzag-coded difference from the stored one before.
 */
export function unpackCounts({ length, stored, planes, base64 }: PackedCounts): Uint32Array {
  const text = atob(base64);
  const packed = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) packed[i] = text.charCodeAt(i);
  const bytes = unzlibSync(packed, { out: new Uint8Array(stored * (gapPlanes + planes)) });
  const zigzags = new Uint32Array(stored);
  for (let plane = 0; plane < planes; plane++) {
    const start = (gapPlanes + plane) * stored;
    for (let i = 0; i < stored; i++) zigzags[i]! |= bytes[start + i]! << (8 * plane);
  }
  const counts = new Uint32Array(length);
  let [at, value] = [-1, 0];
  for (let i = 0; i < stored; i++) {
    at += 1 + bytes[i]! + (bytes[stored + i]! << 8);
    value += (zigzags[i]! >>> 1) ^ -(zigzags[i]! & 1);
    counts[at] = value;
  }
  return counts;
}
