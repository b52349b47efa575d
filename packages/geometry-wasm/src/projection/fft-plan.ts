/** Lengths, radices and roots of unity for assembly/projection/fft.ts. */
import type { Scope } from "../memory.ts";

/** The smallest multiple of 4 that is at least n and has no prime factor above 5. */
export function goodGridSize(n: number): number {
  for (let size = 4 * Math.max(1, Math.ceil(n / 4)); ; size += 4) {
    if (radicesOf(size)) return size;
  }
}

/** The factors 4, 2, 3, 5 whose product is n, or undefined. */
function radicesOf(n: number): number[] | undefined {
  const radices: number[] = [];
  let rest = n;
  for (const radix of [4, 2, 3, 5]) {
    for (; rest % radix === 0; rest /= radix) radices.push(radix);
  }
  return rest === 1 ? radices : undefined;
}

/** Writes a plan for length n and returns its address. A RangeError when n has a prime factor above 5. */
export function writeFftPlan(scope: Scope, n: number): number {
  const radices = radicesOf(n);
  if (!radices) throw new RangeError(`no transform of length ${n}: it has a prime factor above 5`);
  const roots = scope.float32(2 * n);
  for (let k = 0; k < n; k++) {
    const angle = (2 * Math.PI * k) / n;
    roots.view.set([Math.cos(angle), -Math.sin(angle)], 2 * k);
  }
  const factors = scope.int32From(radices);
  return scope.int32From([n, radices.length, factors.pointer, roots.pointer]).pointer;
}
