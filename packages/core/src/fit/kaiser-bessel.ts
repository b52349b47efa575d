/** The Kaiser–Bessel window: the compact kernel that carries values between regular grids and arbitrary points. */

/** A window of `width` grid steps, φ(t) = I0(β√(1 − (2t/width)²)) / I0(β) for |t| ≤ width/2, else 0. */
export interface KaiserBessel {
  readonly width: number;
  /** φ at `t` grid steps from its centre. */
  value(t: number): number;
  /** ∂φ/∂t. */
  slope(t: number): number;
  /** ∫ φ(t) exp(−2πi t f) dt at f cycles per grid step, real and positive for |f| below the first zero. */
  transform(f: number): number;
}

/** The window for a grid that is `oversampling` times finer than needed (> 1); β after Beatty, Nishimura and Pauly 2005, IEEE TMI 24:799. */
export function kaiserBessel(width: number, oversampling: number): KaiserBessel {
  const beta = Math.PI * Math.sqrt((width / oversampling) ** 2 * (oversampling - 0.5) ** 2 - 0.8);
  const atCentre = besselI(0, beta);
  const root = (t: number): number => Math.sqrt(Math.max(0, 1 - ((2 * t) / width) ** 2));
  return {
    width,
    value: (t) => (Math.abs(t) <= width / 2 ? besselI(0, beta * root(t)) / atCentre : 0),
    slope(t) {
      if (Math.abs(t) > width / 2) return 0;
      const r = root(t);
      // I0'(x) = I1(x), and I1(βr)/r → β/2 at the ends of the window.
      const ratio = r > 1e-8 ? besselI(1, beta * r) / r : beta / 2;
      return (-4 * t * beta * ratio) / (width * width * atCentre);
    },
    transform(f) {
      const square = beta * beta - (Math.PI * width * f) ** 2;
      const x = Math.sqrt(Math.abs(square));
      const sinc = x < 1e-8 ? 1 : square > 0 ? Math.sinh(x) / x : Math.sin(x) / x;
      return (width * sinc) / atCentre;
    },
  };
}

/**
 * Values of φ or of its slope at the grid points around a point: row r holds those for a point that is r/`perStep` of a step
 * above the first grid point's reach. The point t has its first grid point at b = ceil(t − width/2), and the row (b − t + width/2)·perStep.
 */
export interface WindowTable {
  readonly width: number;
  readonly perStep: number;
  /** [perStep + 1, width]: linear interpolation between rows is exact to 10⁻⁶. */
  readonly rows: Float32Array;
}

/** Tabulates `of` (a window's value or slope) at 1,024 places a step. */
export function tabulateWindow(width: number, of: (t: number) => number, perStep = 1024): WindowTable {
  const rows = new Float32Array((perStep + 1) * width);
  for (let r = 0; r <= perStep; r++) {
    for (let i = 0; i < width; i++) rows[r * width + i] = of(i - width / 2 + r / perStep);
  }
  return { width, perStep, rows };
}

/** Modified Bessel function I0 or I1 by its power series (Abramowitz and Stegun 9.6.10), to double precision for x < 50. */
function besselI(order: 0 | 1, x: number): number {
  const quarter = (x * x) / 4;
  let term = order === 0 ? 1 : x / 2;
  let sum = term;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= quarter / (k * (k + order));
    sum += term;
  }
  return sum;
}
