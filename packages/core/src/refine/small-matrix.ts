/** Symmetric positive definite matrices of a few rows, [n,n] row after row. */

/** Lower factor L with L·Lᵀ = a; the upper half of `a` is not read. Throws where `a` is not positive definite. */
export function cholesky(a: ArrayLike<number>, n: number): Float64Array {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      if (i === j && !(sum > 0)) throw new Error("a matrix is not positive definite");
      l[i * n + j] = i === j ? Math.sqrt(sum) : sum / l[j * n + j]!;
    }
  }
  return l;
}

/** Solves L·Lᵀ·x = b in place. */
export function solveCholesky(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * b[k]!;
    b[i] = sum / l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < n; k++) sum -= l[k * n + i]! * b[k]!;
    b[i] = sum / l[i * n + i]!;
  }
}

export function inverse(a: ArrayLike<number>, n: number): Float64Array {
  const l = cholesky(a, n);
  const result = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    const column = result.subarray(row * n, (row + 1) * n);
    column[row] = 1;
    solveCholesky(l, n, column);
  }
  return result;
}
