// Complex Fourier transforms of four lines at once: Stockham's autosort algorithm with radices 2, 3, 4, 5 on f32x4.

/** Layout shared with src/projection/fft-plan.ts. */
@unmanaged
export class FftPlan {
  n: i32;
  nStages: i32;
  /** [nStages] i32, each 2, 3, 4 or 5; their product is n. */
  radices: usize;
  /** [n,2] f32: cos and −sin of 2πk/n. */
  roots: usize;
}

/** Bytes of one element of a bundle of four lines: four real parts, then four imaginary parts. */
export const ELEMENT: usize = 32;

/**
 * X(k) = Σ x(j) exp(−2πi jk/n) for the four lines of the bundle at `x`. `work` is as large as `x`. Returns where the result is: one
 * of the two. With real and imaginary parts exchanged on both sides it is the transform with +2πi.
 */
export function transformLines(plan: FftPlan, x: usize, work: usize): usize {
  let length = plan.n;
  let stride = 1;
  let from = x;
  let to = work;
  for (let i = 0; i < plan.nStages; i++) {
    const radix = load<i32>(plan.radices + ((<usize>i) << 2));
    const rootStep = plan.n / length;
    if (radix == 4) stage4(from, to, length, stride, plan.roots, rootStep);
    else if (radix == 2) stage2(from, to, length, stride, plan.roots, rootStep);
    else if (radix == 3) stage3(from, to, length, stride, plan.roots, rootStep);
    else stage5(from, to, length, stride, plan.roots, rootStep);
    length /= radix;
    stride *= radix;
    const done = to;
    to = from;
    from = done;
  }
  return from;
}

function cosAt(root: usize): v128 {
  return v128.load32_splat(root);
}

function sinAt(root: usize): v128 {
  return v128.load32_splat(root, 4);
}

/** Stores (re, im)·(c, s) at `out`. */
function storeTurned(out: usize, re: v128, im: v128, c: v128, s: v128): void {
  v128.store(out, f32x4.sub(f32x4.mul(re, c), f32x4.mul(im, s)));
  v128.store(out, f32x4.add(f32x4.mul(re, s), f32x4.mul(im, c)), 16);
}

// In each stage x is read as [radix][m][stride] and y written as [m][radix][stride], m = length/radix; output k of group p is turned by
// the root p·k of the current length.

function stage2(x: usize, y: usize, length: i32, stride: i32, roots: usize, rootStep: i32): void {
  const m = length >> 1;
  const line = <usize>stride * ELEMENT;
  const apart = line * <usize>m;
  for (let p = 0; p < m; p++) {
    const w1 = roots + ((<usize>(p * rootStep)) << 3);
    const c1 = cosAt(w1);
    const s1 = sinAt(w1);
    let a = x + line * <usize>p;
    let out = y + 2 * line * <usize>p;
    for (const end = a + line; a < end; a += ELEMENT, out += ELEMENT) {
      const ar = v128.load(a);
      const ai = v128.load(a, 16);
      const br = v128.load(a + apart);
      const bi = v128.load(a + apart, 16);
      v128.store(out, f32x4.add(ar, br));
      v128.store(out, f32x4.add(ai, bi), 16);
      storeTurned(out + line, f32x4.sub(ar, br), f32x4.sub(ai, bi), c1, s1);
    }
  }
}

function stage3(x: usize, y: usize, length: i32, stride: i32, roots: usize, rootStep: i32): void {
  const m = length / 3;
  const line = <usize>stride * ELEMENT;
  const apart = line * <usize>m;
  const half = f32x4.splat(0.5);
  const sin60 = f32x4.splat(<f32>0.8660254037844386);
  for (let p = 0; p < m; p++) {
    const w1 = roots + ((<usize>(p * rootStep)) << 3);
    const w2 = roots + ((<usize>(2 * p * rootStep)) << 3);
    const c1 = cosAt(w1);
    const s1 = sinAt(w1);
    const c2 = cosAt(w2);
    const s2 = sinAt(w2);
    let a = x + line * <usize>p;
    let out = y + 3 * line * <usize>p;
    for (const end = a + line; a < end; a += ELEMENT, out += ELEMENT) {
      const ar = v128.load(a);
      const ai = v128.load(a, 16);
      const br = v128.load(a + apart);
      const bi = v128.load(a + apart, 16);
      const cr = v128.load(a + 2 * apart);
      const ci = v128.load(a + 2 * apart, 16);
      const sumRe = f32x4.add(br, cr);
      const sumIm = f32x4.add(bi, ci);
      const midRe = f32x4.sub(ar, f32x4.mul(half, sumRe));
      const midIm = f32x4.sub(ai, f32x4.mul(half, sumIm));
      const difRe = f32x4.mul(sin60, f32x4.sub(br, cr));
      const difIm = f32x4.mul(sin60, f32x4.sub(bi, ci));
      v128.store(out, f32x4.add(ar, sumRe));
      v128.store(out, f32x4.add(ai, sumIm), 16);
      storeTurned(out + line, f32x4.add(midRe, difIm), f32x4.sub(midIm, difRe), c1, s1);
      storeTurned(out + 2 * line, f32x4.sub(midRe, difIm), f32x4.add(midIm, difRe), c2, s2);
    }
  }
}

function stage4(x: usize, y: usize, length: i32, stride: i32, roots: usize, rootStep: i32): void {
  const m = length >> 2;
  const line = <usize>stride * ELEMENT;
  const apart = line * <usize>m;
  for (let p = 0; p < m; p++) {
    const w1 = roots + ((<usize>(p * rootStep)) << 3);
    const w2 = roots + ((<usize>(2 * p * rootStep)) << 3);
    const w3 = roots + ((<usize>(3 * p * rootStep)) << 3);
    const c1 = cosAt(w1);
    const s1 = sinAt(w1);
    const c2 = cosAt(w2);
    const s2 = sinAt(w2);
    const c3 = cosAt(w3);
    const s3 = sinAt(w3);
    let a = x + line * <usize>p;
    let out = y + 4 * line * <usize>p;
    for (const end = a + line; a < end; a += ELEMENT, out += ELEMENT) {
      const ar = v128.load(a);
      const ai = v128.load(a, 16);
      const br = v128.load(a + apart);
      const bi = v128.load(a + apart, 16);
      const cr = v128.load(a + 2 * apart);
      const ci = v128.load(a + 2 * apart, 16);
      const dr = v128.load(a + 3 * apart);
      const di = v128.load(a + 3 * apart, 16);
      const evenRe = f32x4.add(ar, cr);
      const evenIm = f32x4.add(ai, ci);
      const oddRe = f32x4.add(br, dr);
      const oddIm = f32x4.add(bi, di);
      const difRe = f32x4.sub(ar, cr);
      const difIm = f32x4.sub(ai, ci);
      // −i·(b − d)
      const turnRe = f32x4.sub(bi, di);
      const turnIm = f32x4.sub(dr, br);
      v128.store(out, f32x4.add(evenRe, oddRe));
      v128.store(out, f32x4.add(evenIm, oddIm), 16);
      storeTurned(out + line, f32x4.add(difRe, turnRe), f32x4.add(difIm, turnIm), c1, s1);
      storeTurned(out + 2 * line, f32x4.sub(evenRe, oddRe), f32x4.sub(evenIm, oddIm), c2, s2);
      storeTurned(out + 3 * line, f32x4.sub(difRe, turnRe), f32x4.sub(difIm, turnIm), c3, s3);
    }
  }
}

function stage5(x: usize, y: usize, length: i32, stride: i32, roots: usize, rootStep: i32): void {
  const m = length / 5;
  const line = <usize>stride * ELEMENT;
  const apart = line * <usize>m;
  const cos72 = f32x4.splat(<f32>0.30901699437494745);
  const cos144 = f32x4.splat(<f32>-0.8090169943749475);
  const sin72 = f32x4.splat(<f32>0.9510565162951535);
  const sin144 = f32x4.splat(<f32>0.5877852522924731);
  for (let p = 0; p < m; p++) {
    const w = (<usize>(p * rootStep)) << 3;
    let a = x + line * <usize>p;
    let out = y + 5 * line * <usize>p;
    for (const end = a + line; a < end; a += ELEMENT, out += ELEMENT) {
      const ar = v128.load(a);
      const ai = v128.load(a, 16);
      const br = v128.load(a + apart);
      const bi = v128.load(a + apart, 16);
      const cr = v128.load(a + 2 * apart);
      const ci = v128.load(a + 2 * apart, 16);
      const dr = v128.load(a + 3 * apart);
      const di = v128.load(a + 3 * apart, 16);
      const er = v128.load(a + 4 * apart);
      const ei = v128.load(a + 4 * apart, 16);
      const outerRe = f32x4.add(br, er);
      const outerIm = f32x4.add(bi, ei);
      const innerRe = f32x4.add(cr, dr);
      const innerIm = f32x4.add(ci, di);
      const be = f32x4.sub(br, er);
      const beIm = f32x4.sub(bi, ei);
      const cd = f32x4.sub(cr, dr);
      const cdIm = f32x4.sub(ci, di);
      v128.store(out, f32x4.add(ar, f32x4.add(outerRe, innerRe)));
      v128.store(out, f32x4.add(ai, f32x4.add(outerIm, innerIm)), 16);
      const re1 = f32x4.add(ar, f32x4.add(f32x4.mul(cos72, outerRe), f32x4.mul(cos144, innerRe)));
      const im1 = f32x4.add(ai, f32x4.add(f32x4.mul(cos72, outerIm), f32x4.mul(cos144, innerIm)));
      const re2 = f32x4.add(ar, f32x4.add(f32x4.mul(cos144, outerRe), f32x4.mul(cos72, innerRe)));
      const im2 = f32x4.add(ai, f32x4.add(f32x4.mul(cos144, outerIm), f32x4.mul(cos72, innerIm)));
      const skewRe1 = f32x4.add(f32x4.mul(sin72, beIm), f32x4.mul(sin144, cdIm));
      const skewIm1 = f32x4.add(f32x4.mul(sin72, be), f32x4.mul(sin144, cd));
      const skewRe2 = f32x4.sub(f32x4.mul(sin144, beIm), f32x4.mul(sin72, cdIm));
      const skewIm2 = f32x4.sub(f32x4.mul(sin144, be), f32x4.mul(sin72, cd));
      const w1 = roots + w;
      const w2 = roots + 2 * w;
      const w3 = roots + 3 * w;
      const w4 = roots + 4 * w;
      storeTurned(out + line, f32x4.add(re1, skewRe1), f32x4.sub(im1, skewIm1), cosAt(w1), sinAt(w1));
      storeTurned(out + 2 * line, f32x4.add(re2, skewRe2), f32x4.sub(im2, skewIm2), cosAt(w2), sinAt(w2));
      storeTurned(out + 3 * line, f32x4.sub(re2, skewRe2), f32x4.add(im2, skewIm2), cosAt(w3), sinAt(w3));
      storeTurned(out + 4 * line, f32x4.sub(re1, skewRe1), f32x4.add(im1, skewIm1), cosAt(w4), sinAt(w4));
    }
  }
}
