/** Rotations by rotation vectors (axis times angle, rad): the exponential map of SO(3) and its derivative, exact at every angle. */

/** Below this angle the closed forms lose digits to cancellation, and five terms of the series are exact to the last. */
const SMALL_ANGLE = 0.1;

/** sin θ/θ, (1 − cos θ)/θ² and (θ − sin θ)/θ³ for θ² = `square`. */
function coefficients(square: number): [number, number, number] {
  if (square < SMALL_ANGLE ** 2) {
    const series = (first: number): number => {
      // Terms (−1)^k θ^{2k}/(2k + first)!; first = 1, 2, 3.
      let term = 1 / (first === 3 ? 6 : first);
      let sum = term;
      for (let k = 1; k <= 5; k++) {
        term *= -square / ((2 * k + first) * (2 * k + first - 1));
        sum += term;
      }
      return sum;
    };
    return [series(1), series(2), series(3)];
  }
  const angle = Math.sqrt(square);
  const sine = Math.sin(angle);
  const half = Math.sin(angle / 2);
  return [sine / angle, (2 * half * half) / square, (angle - sine) / (square * angle)];
}

/**
 * Writes R(ω) as nine numbers, row by row: R = I + sinθ/θ·[ω]× + (1 − cosθ)/θ²·[ω]×², Rodrigues' formula.
 */
export function writeRotation(x: number, y: number, z: number, to: Float64Array): void {
  const [a, b] = coefficients(x * x + y * y + z * z);
  to[0] = 1 - b * (y * y + z * z);
  to[1] = b * x * y - a * z;
  to[2] = b * x * z + a * y;
  to[3] = b * x * y + a * z;
  to[4] = 1 - b * (x * x + z * z);
  to[5] = b * y * z - a * x;
  to[6] = b * x * z - a * y;
  to[7] = b * y * z + a * x;
  to[8] = 1 - b * (x * x + y * y);
}

/**
 * Turns a torque into the derivative by the rotation vector. For E(R(ω)v) with g = ∂E/∂(Rv) and τ = Rv × g, ∂E/∂ω = J_lᵀ τ with the
 * left Jacobian J_l = I + (1 − cosθ)/θ²·[ω]× + (θ − sinθ)/θ³·[ω]×² (Solà, Deray & Atchuthan 2018, arXiv:1812.01537, eq. 145);
 * its transpose turns the sign of the middle term. Replaces `torque[at … at+2]`.
 */
export function torqueToGradient(x: number, y: number, z: number, torque: Float64Array, at: number): void {
  const [, b, c] = coefficients(x * x + y * y + z * z);
  const tx = torque[at]!;
  const ty = torque[at + 1]!;
  const tz = torque[at + 2]!;
  const ux = y * tz - z * ty;
  const uy = z * tx - x * tz;
  const uz = x * ty - y * tx;
  torque[at] = tx - b * ux + c * (y * uz - z * uy);
  torque[at + 1] = ty - b * uy + c * (z * ux - x * uz);
  torque[at + 2] = tz - b * uz + c * (x * uy - y * ux);
}
