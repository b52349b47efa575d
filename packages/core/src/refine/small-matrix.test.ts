import { expect, it } from "vitest";
import { cholesky, inverse, solveCholesky } from "./small-matrix.ts";

it("a factor by hand, and what it solves", () => {
  // [[4, 2], [2, 5]] = L·Lᵀ with L = [[2, 0], [1, 2]].
  const factor = cholesky([4, 2, 2, 5], 2);
  expect([...factor]).toEqual([2, 0, 1, 2]);
  const b = Float64Array.of(8, 14);
  solveCholesky(factor, 2, b);
  // 4·0.75 + 2·2.5 = 8, 2·0.75 + 5·2.5 = 14.
  expect([...b]).toEqual([0.75, 2.5]);
});

it("the inverse of a matrix times the matrix is 1", () => {
  const a = [6, 1, -2, 0.5, 1, 5, 0.3, 1, -2, 0.3, 4, 0.2, 0.5, 1, 0.2, 3];
  const b = inverse(a, 4);
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      const sum = [0, 1, 2, 3].reduce((total, k) => total + a[4 * i + k]! * b[4 * k + j]!, 0);
      expect(sum).toBeCloseTo(i === j ? 1 : 0, 12);
    }
  }
});

it("a matrix that is not positive definite has no factor", () => {
  expect(() => cholesky([1, 2, 2, 1], 2)).toThrow(/not positive definite/);
});
