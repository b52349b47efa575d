/** Which voxels belong to the molecule: van der Waals spheres, the gaps that a probe cannot enter, rolled back a little. */

import type { Vec3, Volume } from "../../map/volume.ts";
import type { Structure } from "../../model/structure.ts";
import { elementData } from "../../tables/elements.ts";

/** Probe and shrink radii of the flat bulk-solvent mask (Jiang & Brünger 1994), Å, as cctbx uses them. */
const PROBE_RADIUS = 1.1;
const SHRINK_RADIUS = 0.9;

const SOLVENT = 0;
const GAP = 1;
const ATOM = 2;

/**
 * 1 inside the molecule, 0 in the solvent, for each voxel of the periodic box. `extraRadius` (Å) widens the atoms. Atoms
 * without occupancy count as others do; hydrogens are left out.
 */
export function molecularMask(structure: Structure, volume: Volume, extraRadius = 0): Uint8Array {
  const zones = markSpheres(structure, volume, extraRadius);
  const isSolvent = nearbySolvent(volume);
  const mask = new Uint8Array(zones.length);
  for (let at = 0; at < zones.length; at++) {
    if (zones[at] === ATOM || (zones[at] === GAP && !isSolvent(zones, at))) mask[at] = 1;
  }
  return mask;
}

function markSpheres(structure: Structure, volume: Volume, extraRadius: number): Uint8Array {
  const zones = new Uint8Array(volume.data.length);
  for (let atom = 0; atom < structure.nAtoms; atom++) {
    if (structure.atoms.element[atom] === 1) continue;
    const radius = elementData(structure.atoms.element[atom]!).vdwRadius + extraRadius;
    const position = structure.atoms.xyz.subarray(3 * atom, 3 * atom + 3) as unknown as Vec3;
    forVoxelsWithin(volume, position, radius + PROBE_RADIUS, (at, distanceSquared) => {
      const zone = distanceSquared < radius * radius ? ATOM : GAP;
      if (zones[at]! < zone) zones[at] = zone;
    });
  }
  return zones;
}

/** Calls `visit` with the index and squared distance of every voxel of the periodic box within `radius` (Å) of a position. */
export function forVoxelsWithin(
  volume: Volume,
  position: Vec3,
  radius: number,
  visit: (at: number, distanceSquared: number) => void,
): void {
  const [nx, ny, nz] = volume.shape;
  const [hx, hy, hz] = volume.voxelSize;
  const x = (position[0] - volume.origin[0]) / hx;
  const y = (position[1] - volume.origin[1]) / hy;
  const z = (position[2] - volume.origin[2]) / hz;
  for (let m = Math.ceil(z - radius / hz); m <= z + radius / hz; m++) {
    const dz = (m - z) * hz;
    const rowRadius = Math.sqrt(Math.max(0, radius * radius - dz * dz));
    for (let j = Math.ceil(y - rowRadius / hy); j <= y + rowRadius / hy; j++) {
      const dy = (j - y) * hy;
      const reach = Math.sqrt(Math.max(0, rowRadius * rowRadius - dy * dy)) / hx;
      const row = nx * (modulo(j, ny) + ny * modulo(m, nz));
      const first = Math.ceil(x - reach);
      const rest = dy * dy + dz * dz;
      for (let i = first, wrapped = modulo(first, nx); i <= x + reach; i++) {
        visit(row + wrapped, ((i - x) * hx) ** 2 + rest);
        if (++wrapped === nx) wrapped = 0;
      }
    }
  }
}

const modulo = (i: number, n: number): number => ((i % n) + n) % n;

/** Tells whether a voxel has solvent within the shrink radius. */
function nearbySolvent({ shape, voxelSize }: Volume): (zones: Uint8Array, at: number) => boolean {
  const [nx, ny, nz] = shape;
  const reach = voxelSize.map((step) => Math.floor(SHRINK_RADIUS / step));
  const offsets: Vec3[] = [];
  for (let m = -reach[2]!; m <= reach[2]!; m++) {
    for (let j = -reach[1]!; j <= reach[1]!; j++) {
      for (let i = -reach[0]!; i <= reach[0]!; i++) {
        const squared = (i * voxelSize[0]) ** 2 + (j * voxelSize[1]) ** 2 + (m * voxelSize[2]) ** 2;
        if (squared > 0 && squared < SHRINK_RADIUS ** 2) offsets.push([i, j, m]);
      }
    }
  }
  return (zones, at) => {
    const [i, j, m] = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))];
    return offsets.some(
      ([di, dj, dm]) =>
        zones[modulo(i + di, nx) + nx * (modulo(j + dj, ny) + ny * modulo(m + dm, nz))] === SOLVENT,
    );
  };
}
