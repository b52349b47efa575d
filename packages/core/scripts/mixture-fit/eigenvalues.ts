/** Products and eigenvalues of small square matrices, [n,n] row after row. */

export function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      for (let j = 0; j < n; j++) result[i * n + j]! += a[i * n + k]! * b[k * n + j]!;
    }
  }
  return result;
}

/** V·f(λ)·Vᵀ for the eigenvalues λ and eigenvectors V of `a` (Jacobi's rotations). */
export function mapEigenvalues(a: Float64Array, n: number, f: (value: number) => number): Float64Array {
  const m = Float64Array.from(a);
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < 12; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) rotate(m, vectors, n, p, q);
    }
  }
  const result = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const value = f(m[k * n + k]!);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) result[i * n + j]! += value * vectors[i * n + k]! * vectors[j * n + k]!;
    }
  }
  return result;
}

/** Makes m[p,q] 0 by a rotation of rows and columns p and q (Golub & Van Loan, Matrix Computations, §8.5). */
function rotate(m: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const off = m[p * n + q]!;
  if (off === 0) return;
  const theta = (m[q * n + q]! - m[p * n + p]!) / (2 * off);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  for (let k = 0; k < n; k++) turn(m, k * n + p, k * n + q, c, t * c);
  for (let k = 0; k < n; k++) {
    turn(m, p * n + k, q * n + k, c, t * c);
    turn(vectors, k * n + p, k * n + q, c, t * c);
  }
}

function turn(values: Float64Array, i: number, j: number, c: number, s: number): void {
  const [x, y] = [values[i]!, values[j]!];
  values[i] = c * x - s * y;
  values[j] = s * x + c * y;
}
