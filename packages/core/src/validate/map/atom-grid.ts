/** Atoms sorted into cubes, to find the neighbours of each within a fixed radius. */

export interface AtomGrid {
  /** The listed atoms within the radius of `atom`, itself not among them, in ascending order. */
  neighborsOf(atom: number): Int32Array;
}

/** Sorts `listed` (indices into xyz, [n,3], Å; finite) into cubes with sides of `radius` (Å). */
export function createAtomGrid(xyz: Float64Array, listed: Int32Array, radius: number): AtomGrid {
  const cubes = new Map<string, number[]>();
  const cubeOf = (atom: number) => [0, 1, 2].map((axis) => Math.floor(xyz[3 * atom + axis]! / radius));
  for (const atom of listed) {
    const key = cubeOf(atom).join();
    const cube = cubes.get(key);
    if (cube) cube.push(atom);
    else cubes.set(key, [atom]);
  }
  return {
    neighborsOf(atom) {
      const [x, y, z] = cubeOf(atom) as [number, number, number];
      const found: number[] = [];
      for (let i = x - 1; i <= x + 1; i++) {
        for (let j = y - 1; j <= y + 1; j++) {
          for (let k = z - 1; k <= z + 1; k++) {
            for (const other of cubes.get(`${i},${j},${k}`) ?? []) {
              if (other !== atom && distance(xyz, atom, other) < radius) found.push(other);
            }
          }
        }
      }
      return Int32Array.from(found).sort();
    },
  };
}

const distance = (xyz: Float64Array, a: number, b: number): number =>
  Math.hypot(xyz[3 * a]! - xyz[3 * b]!, xyz[3 * a + 1]! - xyz[3 * b + 1]!, xyz[3 * a + 2]! - xyz[3 * b + 2]!);
