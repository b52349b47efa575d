/** Finds atoms near a point by sorting them into cubic cells. */

/** The atoms given (all by default) of coordinates [n,3], Å, in cells of edge `cellSize` Å. */
export class AtomGrid {
  private readonly xyz: Float64Array;
  private readonly cellSize: number;
  private readonly cells = new Map<string, number[]>();

  constructor(xyz: Float64Array, cellSize: number, atoms?: readonly number[]) {
    this.xyz = xyz;
    this.cellSize = cellSize;
    const count = atoms ? atoms.length : xyz.length / 3;
    for (let i = 0; i < count; i++) {
      const atom = atoms ? atoms[i]! : i;
      const key = this.keyAt(0, 0, 0, atom);
      const cell = this.cells.get(key);
      if (cell) cell.push(atom);
      else this.cells.set(key, [atom]);
    }
  }

  private keyAt(dx: number, dy: number, dz: number, atom: number): string {
    const cell = (axis: number): number => Math.floor(this.xyz[3 * atom + axis]! / this.cellSize);
    return `${cell(0) + dx},${cell(1) + dy},${cell(2) + dz}`;
  }

  /** Atoms of the grid other than `atom` within `cutoff` (≤ cell size) of it, in ascending order. */
  near(atom: number, cutoff: number): number[] {
    const found: number[] = [];
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (let dz = -1; dz <= 1; dz++) {
          for (const other of this.cells.get(this.keyAt(dx, dy, dz, atom)) ?? []) {
            if (other !== atom && distanceBetween(this.xyz, atom, other) <= cutoff) found.push(other);
          }
        }
      }
    }
    return found.sort((a, b) => a - b);
  }
}

/** Distance of two atoms, Å. */
export function distanceBetween(xyz: Float64Array, atom1: number, atom2: number): number {
  return Math.hypot(
    xyz[3 * atom1]! - xyz[3 * atom2]!,
    xyz[3 * atom1 + 1]! - xyz[3 * atom2 + 1]!,
    xyz[3 * atom1 + 2]! - xyz[3 * atom2 + 2]!,
  );
}
