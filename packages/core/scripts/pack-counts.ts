/** Packs tables of non-negative integers for a source file; `src/tables/packed-counts.ts` unpacks them. */
import { zlibSync } from "fflate";
import type { PackedCounts } from "../src/tables/packed-counts.ts";

/** Differences, zigzag (sign in the lowest bit), byte planes, deflate, base64. */
export function packCounts(counts: ArrayLike<number>): PackedCounts {
  const { length } = counts;
  const zigzags = new Uint32Array(length);
  let previous = 0;
  for (let i = 0; i < length; i++) {
    const difference = counts[i]! - previous;
    zigzags[i] = difference >= 0 ? 2 * difference : -2 * difference - 1;
    previous = counts[i]!;
  }
  const highest = zigzags.reduce((a, b) => Math.max(a, b), 0);
  if (highest >= 2 ** 24) throw new Error(`a step of ${highest / 2} does not fit into three bytes`);
  const planes = highest < 2 ** 16 ? 2 : 3;
  const bytes = new Uint8Array(planes * length);
  for (let plane = 0; plane < planes; plane++) {
    for (let i = 0; i < length; i++) bytes[plane * length + i] = (zigzags[i]! >>> (8 * plane)) & 255;
  }
  return { length, planes, base64: Buffer.from(zlibSync(bytes, { level: 9 })).toString("base64") };
}
