/** How far the cells of a periodic grid of angles are from a region. */
import type { AngleGrid } from "../tables/angle-grid.ts";

/**
 * Degrees from the centre of each cell to the nearest centre in the region, by Pythagoras over all axes: exact, axis after axis
 * (Saito & Toriwaki 1994, Pattern Recognit. 27:1551). Infinite where the region is empty.
 */
export function distanceToRegion(
  { nBins, widthDeg }: Pick<AngleGrid, "nBins" | "widthDeg">,
  isInside: (cell: number) => boolean,
): Float64Array {
  const nCells = nBins.reduce((product, n) => product * n, 1);
  const squares = new Float64Array(nCells);
  for (let cell = 0; cell < nCells; cell++) squares[cell] = isInside(cell) ? 0 : Number.POSITIVE_INFINITY;
  let stride = nCells;
  nBins.forEach((n, axis) => {
    const block = stride;
    stride /= n;
    const line = new Float64Array(n);
    for (let first = 0; first < nCells; first += block) {
      for (let k = 0; k < stride; k++)
        addAxis(squares, line, { first: first + k, stride, width: widthDeg[axis]! });
    }
  });
  return squares.map(Math.sqrt);
}

/** squares[i] ← least over the line of squares[j] + (distance from i to j around the circle)². */
function addAxis(
  squares: Float64Array,
  line: Float64Array,
  { first, stride, width }: { readonly first: number; readonly stride: number; readonly width: number },
): void {
  const n = line.length;
  for (let i = 0; i < n; i++) line[i] = squares[first + stride * i]!;
  for (let i = 0; i < n; i++) {
    let least = line[i]!;
    // Nothing farther than the nearest found can be nearer.
    for (let steps = 1; steps <= n >> 1 && (steps * width) ** 2 < least; steps++) {
      const near = Math.min(line[(i + steps) % n]!, line[(i - steps + n) % n]!);
      least = Math.min(least, near + (steps * width) ** 2);
    }
    squares[first + stride * i] = least;
  }
}
