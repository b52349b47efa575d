/** Fills the pits of a landscape over two angles, so that a way leads down from everywhere. */

/** Heights on a grid that is periodic in both directions. */
export interface Landscape {
  readonly size: number;
  /** [size,size] */
  readonly height: Float64Array;
  readonly isOutlet: (cell: number) => boolean;
  /** Only these cells are filled, and ways lead through them alone. */
  readonly isOpen: (cell: number) => boolean;
  /** Least descent from a cell to the next of its eight neighbours. */
  readonly descent: number;
}

const around = [-1, 0, 1].flatMap((di) => [-1, 0, 1].map((dj) => [di, dj] as const));

/**
 * The lowest heights, none below the given ones, from which a way of open cells falls to an outlet (Planchon & Darboux 2001,
 * Catena 46:159). Cells without a way keep their height.
 */
export function fillPits({ size, height, isOutlet, isOpen, descent }: Landscape): Float64Array {
  const filled = height.map((value, cell) => (isOutlet(cell) ? value : Number.POSITIVE_INFINITY));
  const open = Array.from(height.keys()).filter((cell) => isOpen(cell) && !isOutlet(cell));
  for (let isChanged = true; isChanged; open.reverse()) {
    isChanged = false;
    for (const cell of open) {
      const value = Math.max(height[cell]!, lowestAround(filled, size, cell) + descent);
      if (value >= filled[cell]!) continue;
      filled[cell] = value;
      isChanged = true;
    }
  }
  return filled.map((value, cell) => (value < Number.POSITIVE_INFINITY ? value : height[cell]!));
}

function lowestAround(values: Float64Array, size: number, cell: number): number {
  const [i, j] = [Math.floor(cell / size), cell % size];
  let lowest = Number.POSITIVE_INFINITY;
  for (const [di, dj] of around) {
    const neighbour = ((i + di + size) % size) * size + ((j + dj + size) % size);
    lowest = Math.min(lowest, values[neighbour]!);
  }
  return lowest;
}
