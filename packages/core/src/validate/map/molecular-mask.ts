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

/** The highest zone that any sphere puts each voxel in. */
function markSpheres(structure: Structure, volume: Volume, extraRadius: number): Uint8Array {
  const gaps = new Spans(volume);
  const atoms = new Spans(volume);
  const { element, xyz } = structure.atoms;
  for (let atom = 0; atom < structure.nAtoms; atom++) {
    if (element[atom] === 1) continue;
    const radius = elementData(element[atom]!).vdwRadius + extraRadius;
    const position = xyz.subarray(3 * atom, 3 * atom + 3) as unknown as Vec3;
    forRowsWithin(volume, position, radius + PROBE_RADIUS, ({ row, x, reach, rest }) => {
      gaps.add(row, x - reach, x + reach);
      const inside = radius * radius - rest;
      if (inside <= 0) return;
      const half = Math.sqrt(inside) / volume.voxelSize[0];
      atoms.add(row, x - half, x + half);
    });
  }
  const zones = new Uint8Array(volume.data.length);
  gaps.mark(zones, GAP);
  atoms.mark(zones, ATOM);
  return zones;
}

/** Spans of voxels along the rows of a periodic box, noted by their ends: many may overlap at no more cost. */
class Spans {
  private readonly nx: number;
  /** How many more spans cover a voxel than the one before it in its row. */
  private readonly rise: Int32Array;

  constructor({ shape, data }: Volume) {
    this.nx = shape[0];
    this.rise = new Int32Array(data.length);
  }

  /** Notes the voxels of a row from `first` to `last` (fractions of voxels). */
  add(row: number, first: number, last: number): void {
    const { nx, rise } = this;
    const begin = Math.ceil(first);
    const n = Math.min(nx, Math.floor(last) - begin + 1);
    if (n <= 0) return;
    const from = modulo(begin, nx);
    rise[row + from]!++;
    const end = from + n;
    if (end < nx) rise[row + end]!--;
    else if (end > nx) {
      rise[row]!++;
      rise[row + end - nx]!--;
    }
  }

  /** Writes `zone` wherever a span lies. */
  mark(zones: Uint8Array, zone: number): void {
    const { nx, rise } = this;
    for (let row = 0; row < zones.length; row += nx) {
      let n = 0;
      for (let at = row; at < row + nx; at++) {
        n += rise[at]!;
        if (n > 0) zones[at] = zone;
      }
    }
  }
}

/** A row of voxels that a sphere crosses. */
interface CrossedRow {
  /** Index of the row's first voxel. */
  row: number;
  /** The sphere's centre along the row, and how far the sphere reaches there, in voxels. */
  x: number;
  reach: number;
  /** Squared distance of the row from the centre, Å². */
  rest: number;
}

/** Calls `visit` for every row of the periodic box that comes within `radius` (Å) of a position; the row is the same object each time. */
function forRowsWithin(
  volume: Volume,
  position: Vec3,
  radius: number,
  visit: (row: Readonly<CrossedRow>) => void,
): void {
  const [nx, ny, nz] = volume.shape;
  const [hx, hy, hz] = volume.voxelSize;
  const y = (position[1] - volume.origin[1]) / hy;
  const z = (position[2] - volume.origin[2]) / hz;
  const crossed: CrossedRow = { row: 0, x: (position[0] - volume.origin[0]) / hx, reach: 0, rest: 0 };
  for (let m = Math.ceil(z - radius / hz); m <= z + radius / hz; m++) {
    const dz = (m - z) * hz;
    const rowRadius = Math.sqrt(Math.max(0, radius * radius - dz * dz));
    for (let j = Math.ceil(y - rowRadius / hy); j <= y + rowRadius / hy; j++) {
      const dy = (j - y) * hy;
      crossed.row = nx * (modulo(j, ny) + ny * modulo(m, nz));
      crossed.reach = Math.sqrt(Math.max(0, rowRadius * rowRadius - dy * dy)) / hx;
      crossed.rest = dy * dy + dz * dz;
      visit(crossed);
    }
  }
}

/** Calls `visit` with the index of every voxel of the periodic box within `radius` (Å) of a position. */
export function forVoxelsWithin(
  volume: Volume,
  position: Vec3,
  radius: number,
  visit: (at: number) => void,
): void {
  const [nx] = volume.shape;
  forRowsWithin(volume, position, radius, ({ row, x, reach }) => {
    const first = Math.ceil(x - reach);
    for (let i = first, wrapped = modulo(first, nx); i <= x + reach; i++) {
      visit(row + wrapped);
      if (++wrapped === nx) wrapped = 0;
    }
  });
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
