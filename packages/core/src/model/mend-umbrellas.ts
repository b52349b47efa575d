/** Brings tetrahedral centres that slipped out between their neighbours, like an umbrella in the wind, back inside. */

import type { Restraints } from "./restraints.ts";

/**
 * Of the chiral centres with four bonded neighbours, those outside the tetrahedron of these pass back through the face that they
 * slipped out of. Changes `xyz` ([n,3], Å) and returns the centres that moved.
 */
export function mendUmbrellas(xyz: Float64Array, { chirality, bonded }: Restraints): number[] {
  const centres = new Set([...chirality.ideal.keys()].map((i) => chirality.atoms[4 * i]!));
  const moved: number[] = [];
  for (const centre of centres) {
    const neighbours = bonded.list.subarray(bonded.start[centre], bonded.start[centre + 1]);
    if (neighbours.length !== 4) continue;
    const outside = [...neighbours].filter((vertex) => {
      const face = [...neighbours].filter((other) => other !== vertex) as [number, number, number];
      return height(xyz, face, centre) * height(xyz, face, vertex) < 0;
    });
    if (outside.length !== 1) continue;
    const face = [...neighbours].filter((other) => other !== outside[0]) as [number, number, number];
    reflectThrough(xyz, face, centre);
    moved.push(centre);
  }
  return moved;
}

/** Moves `atom` to its mirror image behind the plane of three others. Three atoms on a line have no plane: nothing moves. */
export function reflectThrough(
  xyz: Float64Array,
  face: readonly [number, number, number],
  atom: number,
): void {
  const normal = normalOf(xyz, face);
  const squared = normal.reduce((sum, x) => sum + x * x, 0);
  if (squared < 1e-12) return;
  const share = height(xyz, face, atom) / squared;
  for (let axis = 0; axis < 3; axis++) xyz[3 * atom + axis]! -= 2 * share * normal[axis]!;
}

/** (r − a)·n of an atom over the plane through a, b, c with the normal n = (b − a)×(c − a). */
function height(xyz: Float64Array, face: readonly [number, number, number], atom: number): number {
  const normal = normalOf(xyz, face);
  return normal.reduce((sum, x, axis) => sum + x * (xyz[3 * atom + axis]! - xyz[3 * face[0] + axis]!), 0);
}

function normalOf(xyz: Float64Array, [a, b, c]: readonly [number, number, number]): [number, number, number] {
  const minus = (p: number, axis: number) => xyz[3 * p + axis]! - xyz[3 * a + axis]!;
  const cross = (i: number, j: number) => minus(b, i) * minus(c, j) - minus(b, j) * minus(c, i);
  return [cross(1, 2), cross(2, 0), cross(0, 1)];
}
