// Reading coordinates [n,3] and adding to gradients [n,3], both float64.

/** Address of the three numbers of `atom`. */
export function at(base: usize, atom: i32): usize {
  return base + 24 * <usize>atom;
}

/** gradient[atom] += (x, y, z). */
export function addTo(gradient: usize, atom: i32, x: f64, y: f64, z: f64): void {
  const p = at(gradient, atom);
  store<f64>(p, load<f64>(p) + x);
  store<f64>(p, load<f64>(p, 8) + y, 8);
  store<f64>(p, load<f64>(p, 16) + z, 16);
}

/** The i-th number of an array of f64. */
export function f64At(array: usize, i: i32): f64 {
  return load<f64>(array + ((<usize>i) << 3));
}

/** The i-th number of an array of i32. */
export function i32At(array: usize, i: i32): i32 {
  return load<i32>(array + ((<usize>i) << 2));
}
