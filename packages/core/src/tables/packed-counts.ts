/** Tables of non-negative integers, packed for a source file: differences, byte planes, deflate, base64. */
import { unzlibSync } from "fflate";

/** A packed table. Written by `scripts/pack-counts.ts`. */
export interface PackedCounts {
  /** How many integers. */
  readonly length: number;
  /** Bytes per integer after zigzag: 2 or 3. */
  readonly planes: number;
  readonly base64: string;
}

/** The integers of a packed table: sums of the zigzag-coded differences, least significant byte plane first. */
export function unpackCounts(packed: PackedCounts): Uint32Array {
  const text = atob(packed.base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const planes = unzlibSync(bytes, { out: new Uint8Array(packed.length * packed.planes) });
  const counts = new Uint32Array(packed.length);
  for (let plane = 0; plane < packed.planes; plane++) {
    const start = plane * packed.length;
    for (let i = 0; i < packed.length; i++) counts[i]! |= planes[start + i]! << (8 * plane);
  }
  let value = 0;
  for (let i = 0; i < packed.length; i++) {
    const zigzag = counts[i]!;
    value += (zigzag >>> 1) ^ -(zigzag & 1);
    counts[i] = value;
  }
  return counts;
}
