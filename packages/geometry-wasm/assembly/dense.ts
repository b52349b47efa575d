// A dense layer of a network with its Adam optimiser: y = x·w, where the last row of w is the bias and the last x is 1.
//
// Adam as in Kingma & Ba, ICLR 2015, section 2 (the efficient order): m += (1-β1)(g-m), v += (1-β2)(g²-v),
// w -= rate·m/(√v + ε), with `rate` and `epsilon` corrected for bias by the caller. All arrays float32, row-major.

/** out[b, j] = Σ_i x[b, i]·w[i, j] for one chunk of `width` columns j. Zero inputs cost nothing. */
export function denseForward(
  chunk: i32,
  width: i32,
  x: usize,
  w: usize,
  out: usize,
  nBatch: i32,
  nIn: i32,
  nOut: i32,
): void {
  const first = chunk * width;
  const n = min(width, nOut - first);
  const stride = (<usize>nOut) << 2;
  const offset = (<usize>first) << 2;
  for (let b = 0; b < nBatch; b++) memory.fill(out + <usize>b * stride + offset, 0, (<usize>n) << 2);
  for (let i = 0; i < nIn; i++) {
    const row = w + <usize>i * stride + offset;
    for (let b = 0; b < nBatch; b++) {
      const value = load<f32>(x + ((<usize>(b * nIn + i)) << 2));
      if (value != 0) addScaled(row, value, out + <usize>b * stride + offset, n);
    }
  }
}

/**
 * One chunk of `height` rows i: dx[b, i] = Σ_j w[i, j]·dy[b, j] with the weights as they are, then an Adam step of the row along
 * Σ_b x[b, i]·dy[b, j]. Where x[b, i] is 0, dx is left 0: behind a ReLU nothing asks for it. `awake[i]` is set once a row had
 * an input; a row that never had one has no moments and is skipped, which is what Adam would do with it.
 */
export function denseBackward(
  chunk: i32,
  height: i32,
  x: usize,
  dy: usize,
  w: usize,
  m: usize,
  v: usize,
  dx: usize,
  awake: usize,
  nBatch: i32,
  nIn: i32,
  nOut: i32,
  rate: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
): void {
  const stride = (<usize>nOut) << 2;
  const end = min(nIn, (chunk + 1) * height);
  for (let i = chunk * height; i < end; i++) {
    const offset = <usize>i * stride;
    for (let b = 0; b < nBatch; b++) {
      const at = (<usize>(b * nIn + i)) << 2;
      const isOn = load<f32>(x + at) != 0;
      store<f32>(dx + at, isOn ? dot(w + offset, dy + <usize>b * stride, nOut) : 0);
      if (isOn) store<u8>(awake + <usize>i, 1);
    }
    if (load<u8>(awake + <usize>i)) {
      stepRow(
        x + ((<usize>i) << 2),
        dy,
        w + offset,
        m + offset,
        v + offset,
        nBatch,
        nIn,
        nOut,
        rate,
        beta1,
        beta2,
        epsilon,
      );
    }
  }
}

/** to[0 … n-1] += value · from[0 … n-1] */
function addScaled(from: usize, value: f32, to: usize, n: i32): void {
  const values = f32x4.splat(value);
  const whole = (<usize>(n & ~3)) << 2;
  const end = (<usize>n) << 2;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(values, v128.load(from + at))));
  }
  for (; at < end; at += 4) store<f32>(to + at, load<f32>(to + at) + value * load<f32>(from + at));
}

/** Σ a·b over n numbers, in four lanes and then their sum. */
function dot(a: usize, b: usize, n: i32): f32 {
  const whole = (<usize>(n & ~3)) << 2;
  const end = (<usize>n) << 2;
  let lanes = f32x4.splat(0);
  let at: usize = 0;
  for (; at < whole; at += 16) lanes = f32x4.add(lanes, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  let sum =
    f32x4.extract_lane(lanes, 0) +
    f32x4.extract_lane(lanes, 1) +
    (f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3));
  for (; at < end; at += 4) sum += load<f32>(a + at) * load<f32>(b + at);
  return sum;
}

/** Adam on one row of weights; `x` points to the row's input of the first batch. */
function stepRow(
  x: usize,
  dy: usize,
  w: usize,
  m: usize,
  v: usize,
  nBatch: i32,
  nIn: i32,
  nOut: i32,
  rate: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
): void {
  const stride = (<usize>nOut) << 2;
  const xStride = (<usize>nIn) << 2;
  const whole = (<usize>(nOut & ~3)) << 2;
  const end = (<usize>nOut) << 2;
  const gain1 = f32x4.splat(1 - beta1);
  const gain2 = f32x4.splat(1 - beta2);
  const rates = f32x4.splat(rate);
  const epsilons = f32x4.splat(epsilon);
  let at: usize = 0;
  for (; at < whole; at += 16) {
    let g = f32x4.mul(v128.load_splat<f32>(x), v128.load(dy + at));
    for (let b = 1; b < nBatch; b++) {
      const input = v128.load_splat<f32>(x + <usize>b * xStride);
      g = f32x4.add(g, f32x4.mul(input, v128.load(dy + <usize>b * stride + at)));
    }
    const m0 = v128.load(m + at);
    const v0 = v128.load(v + at);
    const m1 = f32x4.add(m0, f32x4.mul(gain1, f32x4.sub(g, m0)));
    const v1 = f32x4.add(v0, f32x4.mul(gain2, f32x4.sub(f32x4.mul(g, g), v0)));
    v128.store(m + at, m1);
    v128.store(v + at, v1);
    const step = f32x4.div(f32x4.mul(rates, m1), f32x4.add(f32x4.sqrt(v1), epsilons));
    v128.store(w + at, f32x4.sub(v128.load(w + at), step));
  }
  for (; at < end; at += 4) {
    let g: f32 = load<f32>(x) * load<f32>(dy + at);
    for (let b = 1; b < nBatch; b++)
      g += load<f32>(x + <usize>b * xStride) * load<f32>(dy + <usize>b * stride + at);
    const m1 = load<f32>(m + at) + (1 - beta1) * (g - load<f32>(m + at));
    const v1 = load<f32>(v + at) + (1 - beta2) * (g * g - load<f32>(v + at));
    store<f32>(m + at, m1);
    store<f32>(v + at, v1);
    store<f32>(w + at, load<f32>(w + at) - (rate * m1) / (sqrt<f32>(v1) + epsilon));
  }
}
