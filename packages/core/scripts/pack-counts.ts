/** Packs tables of non-negative integers for a source file; `src/tables/packed-counts.ts` unpacks them. */
import { zlibSync } from "fflate";
import type { PackedCounts } from "../src/tables/packed-counts.ts";

/** Longest run of zeros that one gap can skip; after so many a zero is stored. */
const longestGap = 0xffff;

/** Nonzero counts as gaps and differences, zigzag (sign in the lowest bit), byte planes, deflate, base64. */
export function packCounts(counts: ArrayLike<number>): PackedCounts {
  const { length } = counts;
  const gaps: number[] = [];
  const zigzags: number[] = [];
  let [previous, last] = [0, -1];
  for (let i = 0; i < length; i++) {
    if (counts[i] === 0 && i - last - 1 < longestGap) continue;
    const difference = counts[i]! - previous;
    gaps.push(i - last - 1);
    zigzags.push(difference >= 0 ? 2 * difference : -2 * difference - 1);
    [previous, last] = [counts[i]!, i];
  }
  const highest = zigzags.reduce((a, b) => Math.max(a, b), 0);
  if (highest >= 2 ** 24) throw new Error(`a step of ${highest / 2} does not fit into three bytes`);
  const planes = highest < 2 ** 16 ? 2 : 3;
  const stored = gaps.length;
  const bytes = new Uint8Array((2 + planes) * stored);
  const write = (values: readonly number[], from: number, nPlanes: number): void => {
    for (let plane = 0; plane < nPlanes; plane++) {
      for (let i = 0; i < stored; i++)
        bytes[(from + plane) * stored + i] = (values[i]! >>> (8 * plane)) & 255;
    }
  };
  write(gaps, 0, 2);
  write(zigzags, 2, planes);
  const base64 = Buffer.from(zlibSync(bytes, { level: 9 })).toString("base64");
  return { length, stored, planes, base64 };
}
