// The direction of least spread of a cloud of points: the eigenvector of a 3×3 covariance to its smallest eigenvalue.

/** Result of `findNormal`. Globals: every thread has its own. */
export let normalX: f64 = 0;
export let normalY: f64 = 0;
export let normalZ: f64 = 0;
/** The smallest eigenvalue. */
export let spread: f64 = 0;

/**
 * Sets the unit normal of the covariance with the upper triangle given. Eigenvalue in closed form (Smith 1961, CACM 4:168),
 * eigenvector as the largest cross product of two rows of A − λ. Collinear points give some normal of their line,
 * coincident points the z axis.
 */
export function findNormal(xx: f64, yy: f64, zz: f64, xy: f64, xz: f64, yz: f64): void {
  const mean = (xx + yy + zz) / 3;
  const dx = xx - mean;
  const dy = yy - mean;
  const dz = zz - mean;
  const p = sqrt((dx * dx + dy * dy + dz * dz + 2 * (xy * xy + xz * xz + yz * yz)) / 6);
  const det = dx * (dy * dz - yz * yz) - xy * (xy * dz - yz * xz) + xz * (xy * yz - dy * xz);
  const cosine = p > 0 ? min<f64>(1, max<f64>(-1, det / (2 * p * p * p))) : 1;
  spread = mean + 2 * p * Math.cos((Math.acos(cosine) + 2 * Math.PI) / 3);
  const a = xx - spread;
  const b = yy - spread;
  const c = zz - spread;
  // Rows (a, xy, xz), (xy, b, yz), (xz, yz, c).
  let best: f64 = 0;
  best = keepLonger(best, xy * yz - xz * b, xz * xy - a * yz, a * b - xy * xy);
  best = keepLonger(best, xy * c - xz * yz, xz * xz - a * c, a * yz - xy * xz);
  best = keepLonger(best, b * c - yz * yz, yz * xz - xy * c, xy * yz - b * xz);
  const trace = a + b + c;
  if (best > 1e-24 * trace * trace * trace * trace) normalize(sqrt(best));
  else normalOfLine(a, b, c, xy, xz, yz);
}

function keepLonger(best: f64, x: f64, y: f64, z: f64): f64 {
  const square = x * x + y * y + z * z;
  if (square <= best) return best;
  normalX = x;
  normalY = y;
  normalZ = z;
  return square;
}

function normalize(length: f64): void {
  normalX /= length;
  normalY /= length;
  normalZ /= length;
}

/** A − λ = s·dd^T has but one direction d: any normal of it will do. */
function normalOfLine(a: f64, b: f64, c: f64, xy: f64, xz: f64, yz: f64): void {
  let best: f64 = 0;
  best = keepLonger(best, a, xy, xz);
  best = keepLonger(best, xy, b, yz);
  best = keepLonger(best, xz, yz, c);
  if (best == 0) {
    normalX = 0;
    normalY = 0;
    normalZ = 1;
    return;
  }
  const x = normalX;
  const y = normalY;
  const z = normalZ;
  if (abs(x) < abs(y)) keepLonger(0, 0, z, -y);
  else keepLonger(0, -z, 0, x);
  normalize(sqrt(normalX * normalX + normalY * normalY + normalZ * normalZ));
}
