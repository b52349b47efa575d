/** Filled landscapes: a ring by hand, and what holds of every cell. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { fillPits } from "./fill-pits.ts";

describe("fillPits", () => {
  it("raises a pit to its rim, leaves hills, and comes round the edges", () => {
    // A valley along row 0 of a plateau that is closed.
    const [size, row] = [8, [1, 5, 2, 3, 9, 2, 2, 2]];
    const height = new Float64Array(64).fill(7);
    height.set(row);
    const filled = fillPits({
      size,
      height,
      isOutlet: (cell) => cell === 0,
      isOpen: (cell) => cell < size,
      descent: 1,
    });
    // Behind the hill of 5 one more a cell; the other way round 2, 3, 4, to the hill of 9.
    expect([...filled.subarray(0, size)]).toEqual([1, 5, 6, 7, 9, 4, 3, 2]);
    expect(filled.subarray(size).every((value) => value === 7)).toBe(true);
  });

  it("leaves cells without a way as they are", () => {
    const height = Float64Array.from({ length: 36 }, (_, cell) => cell);
    const filled = fillPits({
      size: 6,
      height,
      isOutlet: (cell) => cell === 0,
      isOpen: (cell) => cell === 21,
      descent: 1,
    });
    expect([...filled]).toEqual([...height]);
  });

  it("leaves no open cell without a lower neighbour, and none higher than it must be", () => {
    const [size, descent] = [23, 0.05];
    const random = createRandom(4);
    const height = Float64Array.from({ length: size * size }, () => 5 * random.uniform());
    const isOutlet = (cell: number): boolean => cell % 97 === 0;
    const filled = fillPits({ size, height, isOutlet, isOpen: () => true, descent });
    filled.forEach((value, cell) => {
      if (isOutlet(cell)) expect(value).toBe(height[cell]);
      else {
        const [i, j] = [Math.floor(cell / size), cell % size];
        const around: number[] = [];
        for (let k = 0; k < 9; k++) {
          const [row, column] = [(i + Math.floor(k / 3) - 1 + size) % size, (j + (k % 3) - 1 + size) % size];
          if (k !== 4) around.push(filled[row * size + column]!);
        }
        expect(value).toBeCloseTo(Math.max(height[cell]!, Math.min(...around) + descent), 12);
      }
    });
  });
});
