/** The geometry that coordinates with known bonds have: angles, hands, flat groups. */
import { flatGroups } from "./flat-groups.ts";
import { chiralVolumeOf } from "./measure.ts";

export interface DerivedGeometry {
  readonly bonds: readonly (readonly [number, number])[];
  /** Vertex in the middle. */
  readonly angles: readonly (readonly [number, number, number])[];
  /** Centre first, and its signed volume, Å³. */
  readonly hands: readonly {
    readonly atoms: readonly [number, number, number, number];
    readonly volume: number;
  }[];
  readonly planes: readonly (readonly number[])[];
}

/** A centre with a chiral volume below this is flat, above `handedVolume` it has a hand, Å³. */
const flatVolume = 0.5;
const handedVolume = 1.0;

/**
 * What `neighbours` (every bond in both rows) and the coordinates say. Hydrogens take part in bonds, angles and planes; hands are
 * those of centres with three or more heavy neighbours.
 */
export function derivedGeometry(
  xyz: Float64Array,
  neighbours: ReadonlyMap<number, readonly number[]>,
  isHydrogen: (atom: number) => boolean,
): DerivedGeometry {
  const bonds: [number, number][] = [];
  const angles: [number, number, number][] = [];
  const hands: DerivedGeometry["hands"][number][] = [];
  for (const [atom, around] of neighbours) {
    around.forEach((first, i) => {
      if (first > atom) bonds.push([atom, first]);
      for (const second of around.slice(i + 1)) angles.push([first, atom, second]);
    });
    const [a, b, c] = around.filter((other) => !isHydrogen(other));
    if (a === undefined || b === undefined || c === undefined) continue;
    const volume = chiralVolumeOf(xyz, [atom, a, b, c]);
    if (Math.abs(volume) >= handedVolume) hands.push({ atoms: [atom, a, b, c], volume });
  }
  const isFlat = (atom: number): boolean => {
    const around = neighbours.get(atom)!;
    if (around.length === 2) return true;
    return (
      around.length === 3 &&
      Math.abs(chiralVolumeOf(xyz, [atom, around[0]!, around[1]!, around[2]!])) < flatVolume
    );
  };
  return { bonds, angles, hands, planes: flatGroups(xyz, neighbours, isFlat) };
}
