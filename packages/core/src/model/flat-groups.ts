/** Finds rigid flat groups (rings, conjugated systems, carboxylates) in coordinates with known bonds. */
import { cross, dot } from "./measure.ts";

/** Both ends of a bond and their neighbours belong to one plane when none is farther from it than this, Å. */
const coplanar = 0.15;

/** Largest distance of the atoms from the plane through their centre whose normal sums the triangles around it, Å. */
export function flatness(xyz: Float64Array, atoms: readonly number[]): number {
  const centre = [0, 1, 2].map((k) => atoms.reduce((sum, a) => sum + xyz[3 * a + k]!, 0) / atoms.length);
  const arms = atoms.map(
    (a) => [xyz[3 * a]! - centre[0]!, xyz[3 * a + 1]! - centre[1]!, xyz[3 * a + 2]! - centre[2]!] as const,
  );
  let normal: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < arms.length; i++) {
    for (let j = i + 1; j < arms.length; j++) {
      const c = cross(arms[i]!, arms[j]!);
      // Triangles of opposite winding must add up, not cancel.
      const sign = dot(c, normal) < 0 ? -1 : 1;
      normal = [normal[0] + sign * c[0], normal[1] + sign * c[1], normal[2] + sign * c[2]];
    }
  }
  const length = Math.hypot(...normal);
  return length === 0 ? 0 : Math.max(...arms.map((arm) => Math.abs(dot(arm, normal)) / length));
}

/**
 * Groups of at least four coplanar atoms: flat centres (`isFlat`) with three neighbours, joined across a bond when both ends and
 * their neighbours lie in one plane.
 */
export function flatGroups(
  xyz: Float64Array,
  neighbours: ReadonlyMap<number, readonly number[]>,
  isFlat: (atom: number) => boolean,
): number[][] {
  const groupOf = new Map<number, Set<number>>();
  const star = (atom: number): number[] => [atom, ...neighbours.get(atom)!];
  const flat = [...neighbours.keys()].filter(isFlat);
  for (const atom of flat) groupOf.set(atom, new Set([atom]));
  for (const atom of flat) {
    for (const other of neighbours.get(atom)!) {
      const [mine, theirs] = [groupOf.get(atom)!, groupOf.get(other)];
      if (other < atom || !theirs || mine === theirs) continue;
      if (neighbours.get(atom)!.length + neighbours.get(other)!.length < 4) continue;
      const joint = [...new Set([...mine, ...theirs].flatMap(star))];
      if (flatness(xyz, [...new Set([...star(atom), ...star(other)])]) > coplanar) continue;
      if (flatness(xyz, joint) > 2 * coplanar) continue;
      for (const member of theirs) {
        mine.add(member);
        groupOf.set(member, mine);
      }
    }
  }
  return [...new Set(groupOf.values())]
    .filter((group) => [...group].some((atom) => neighbours.get(atom)!.length === 3))
    .map((group) => [...new Set([...group].flatMap(star))].sort((a, b) => a - b))
    .filter((atoms) => atoms.length >= 4 && flatness(xyz, atoms) <= 2 * coplanar);
}
