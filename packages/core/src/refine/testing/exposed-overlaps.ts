/** For tests: how deep contacts look to probe, whose dots do not count where an atom bonded to their own covers them. */
import type { RepulsionRules } from "@cryoreel/geometry-wasm";

/** Sites [n,3], Å, their rules, and the pairs [m,2] that overlap at all. */
export interface Contacts {
  readonly xyz: Float64Array;
  readonly rules: RepulsionRules;
  readonly pairs: Int32Array;
}

const nDots = 400;
/** Fibonacci's sphere. */
const dots = Array.from({ length: nDots }, (_, k): [number, number, number] => {
  const z = 1 - (2 * k + 1) / nDots;
  const around = k * Math.PI * (3 - Math.sqrt(5));
  const r = Math.sqrt(1 - z * z);
  return [r * Math.cos(around), r * Math.sin(around), z];
});

/**
 * The number of pairs with a visible dot at least `threshold` Å deep (Word et al. 1999, J. Mol. Biol. 285, 1711): a dot on either surface belongs to the
 * site that it is deepest in. `forgiven` is what probe takes off the depth of a hydrogen bond.
 */
export function countVisibleOverlaps(
  { xyz, rules, pairs }: Contacts,
  threshold: number,
  forgiven: number,
): number {
  const { classOf, nClasses, minDistance, excluded } = rules;
  const least = (a: number, b: number): number => minDistance[classOf[a]! * nClasses + classOf[b]!]!;
  const radius = Float64Array.from(classOf, (_, site) => least(site, site) / 2);
  const isHydrogenBond = (a: number, b: number): boolean => least(a, b) < radius[a]! + radius[b]! - 0.1;
  const depthIn = (site: number, p: ArrayLike<number>): number =>
    radius[site]! - Math.hypot(...[0, 1, 2].map((k) => p[k]! - xyz[3 * site + k]!));
  const touching = new Map<number, number[]>();
  const touch = (a: number, b: number) => touching.set(a, [...(touching.get(a) ?? []), b]);
  for (let k = 0; k < pairs.length; k += 2) {
    touch(pairs[k]!, pairs[k + 1]!);
    touch(pairs[k + 1]!, pairs[k]!);
  }
  const visible = new Set<string>();
  for (const [site, others] of touching) {
    const near = others.map((other) => depthIn(other, xyz.subarray(3 * site, 3 * site + 3)) + radius[site]!);
    if (Math.max(...near) < threshold) continue;
    const bonded = excluded.list.subarray(excluded.start[site]!, excluded.start[site + 1]!);
    for (const dot of dots) {
      const p = dot.map((x, k) => xyz[3 * site + k]! + radius[site]! * x);
      const depths = others.map((other) => depthIn(other, p));
      const depth = Math.max(...depths);
      if (depth <= 0 || bonded.some((other) => depthIn(other, p) > 0)) continue;
      const owner = others[depths.indexOf(depth)]!;
      const own = depth - (isHydrogenBond(site, owner) ? forgiven : 0);
      if (own >= threshold) visible.add(`${Math.min(site, owner)} ${Math.max(site, owner)}`);
    }
  }
  return visible.size;
}
