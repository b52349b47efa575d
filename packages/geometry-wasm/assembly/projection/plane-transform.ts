// Between the real grid and the samples of its Fourier transform: a two-dimensional transform and its adjoint, computing only the samples.
import { ELEMENT, FftPlan, transformLines } from "./fft";
import { COLUMN_PAD, gridStride, Lane, Projection, ROW_PAD } from "./layout";

// Four columns of the grid ride in the real parts of a bundle and the next four in its imaginary parts: for real columns a and b the
// transform Z of a + ib gives A(h) = ½(Z(h) + conj Z(−h)) and B(h) = ½(Z(h) − conj Z(−h))/i. Both halves ½ are left to the
// factors of the samples (`Projection.axisFactor`).

/** image += factor·Σ_grid grid(x, y) exp(−2πi(hx·x + hy·y)/gridSize) of this channel. */
export function gridToImage(problem: Projection, lane: Lane, channel: i32): void {
  const n = problem.gridSize;
  for (let y = 0; y < n; y += 8) {
    const bundle = transformLines(
      changetype<FftPlan>(problem.fft),
      loadColumns(problem, lane, y),
      otherBundle(problem, lane),
    );
    splitColumns(problem, lane, bundle, y);
  }
  for (let hx = 0; hx < problem.columns; hx += 4) {
    const start = lane.bundle;
    let from = lane.middle + ((<usize>hx) << 2);
    const row = (<usize>problem.columns) << 2;
    const plane = middlePlane(problem);
    for (let to = start, end = start + <usize>n * ELEMENT; to < end; to += ELEMENT, from += row) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from + plane), 16);
    }
    const bundle = transformLines(changetype<FftPlan>(problem.fft), start, otherBundle(problem, lane));
    addSamples(problem, lane, channel, bundle, hx);
  }
}

/** grid(x, y) = Re Σ_samples factor·image(h) exp(+2πi(hx·x + hy·y)/gridSize): the adjoint of `gridToImage`. */
export function imageToGrid(problem: Projection, lane: Lane, channel: i32): void {
  const n = problem.gridSize;
  for (let hx = 0; hx < problem.columns; hx += 4) {
    loadSamples(problem, lane, channel, hx);
    // Real and imaginary parts are exchanged before and after: the opposite sign of the exponent.
    let bundle = transformLines(changetype<FftPlan>(problem.fft), lane.bundle, otherBundle(problem, lane));
    let to = lane.middle + ((<usize>hx) << 2);
    const row = (<usize>problem.columns) << 2;
    const plane = middlePlane(problem);
    for (const end = bundle + <usize>n * ELEMENT; bundle < end; bundle += ELEMENT, to += row) {
      v128.store(to + plane, v128.load(bundle));
      v128.store(to, v128.load(bundle, 16));
    }
  }
  for (let y = 0; y < n; y += 8) {
    joinColumns(problem, lane, y);
    const bundle = transformLines(changetype<FftPlan>(problem.fft), lane.bundle, otherBundle(problem, lane));
    storeColumns(problem, lane, bundle, y);
  }
}

function otherBundle(problem: Projection, lane: Lane): usize {
  return lane.bundle + <usize>problem.gridSize * ELEMENT;
}

/** Bytes of one plane of lane.middle. */
function middlePlane(problem: Projection): usize {
  return (<usize>(problem.gridSize * problem.columns)) << 2;
}

/** Address of the grid point (0, y). */
function columnAt(problem: Projection, lane: Lane, y: i32): usize {
  return lane.grid + ((<usize>(ROW_PAD * gridStride(problem.gridSize) + COLUMN_PAD + y)) << 2);
}

/** Fills lane.bundle with the columns y … y+7, zeros beyond the grid. */
function loadColumns(problem: Projection, lane: Lane, y: i32): usize {
  const n = problem.gridSize;
  const isPair = y + 4 < n;
  const row = (<usize>gridStride(n)) << 2;
  let from = columnAt(problem, lane, y);
  for (let to = lane.bundle, end = to + <usize>n * ELEMENT; to < end; to += ELEMENT, from += row) {
    v128.store(to, v128.load(from));
    v128.store(to, isPair ? v128.load(from, 16) : f32x4.splat(0), 16);
  }
  return lane.bundle;
}

/** Writes the bundle's columns back as rows of the grid, real and imaginary parts exchanged. */
function storeColumns(problem: Projection, lane: Lane, bundle: usize, y: i32): void {
  const n = problem.gridSize;
  const isPair = y + 4 < n;
  const row = (<usize>gridStride(n)) << 2;
  let to = columnAt(problem, lane, y);
  for (const end = bundle + <usize>n * ELEMENT; bundle < end; bundle += ELEMENT, to += row) {
    v128.store(to, v128.load(bundle, 16));
    if (isPair) v128.store(to, v128.load(bundle), 16);
  }
}

/** Writes 2A(h) and 2B(h) of the 8 transformed columns to lane.middle, where each grid column y is a row over hx. */
function splitColumns(problem: Projection, lane: Lane, bundle: usize, y: i32): void {
  const n = problem.gridSize;
  const plane = middlePlane(problem);
  const row = (<usize>problem.columns) << 2;
  const isPair = y + 4 < n;
  const block = lane.block;
  for (let hx = 0; hx < problem.columns; hx += 4) {
    for (let q = 0; q < 4; q++) {
      const h = hx + q;
      const up = bundle + <usize>h * ELEMENT;
      const down = bundle + <usize>(h == 0 ? 0 : n - h) * ELEMENT;
      const upRe = v128.load(up);
      const upIm = v128.load(up, 16);
      const downRe = v128.load(down);
      const downIm = v128.load(down, 16);
      const at = block + ((<usize>q) << 4);
      v128.store(at, f32x4.add(upRe, downRe));
      v128.store(at, f32x4.sub(upIm, downIm), 64);
      v128.store(at, f32x4.add(upIm, downIm), 128);
      v128.store(at, f32x4.sub(downRe, upRe), 192);
    }
    const to = lane.middle + <usize>y * row + ((<usize>hx) << 2);
    transpose(block, 16, to, row);
    transpose(block + 64, 16, to + plane, row);
    if (isPair) {
      transpose(block + 128, 16, to + 4 * row, row);
      transpose(block + 192, 16, to + 4 * row + plane, row);
    }
  }
}

/** Fills lane.bundle with Z(h) = A(h) + iB(h) and Z(−h) = conj A(h) + i conj B(h) of 8 rows of lane.middle, parts exchanged. */
function joinColumns(problem: Projection, lane: Lane, y: i32): void {
  const n = problem.gridSize;
  const plane = middlePlane(problem);
  const row = (<usize>problem.columns) << 2;
  const isPair = y + 4 < n;
  const block = lane.block;
  memory.fill(lane.bundle, 0, <usize>n * ELEMENT);
  if (!isPair) memory.fill(block + 128, 0, 128);
  for (let hx = 0; hx < problem.columns; hx += 4) {
    const from = lane.middle + <usize>y * row + ((<usize>hx) << 2);
    transpose(from, row, block, 16);
    transpose(from + plane, row, block + 64, 16);
    if (isPair) {
      transpose(from + 4 * row, row, block + 128, 16);
      transpose(from + 4 * row + plane, row, block + 192, 16);
    }
    for (let q = 0; q < 4; q++) {
      const h = hx + q;
      const at = block + ((<usize>q) << 4);
      const aRe = v128.load(at);
      const aIm = v128.load(at, 64);
      const bRe = v128.load(at, 128);
      const bIm = v128.load(at, 192);
      const up = lane.bundle + <usize>h * ELEMENT;
      const down = lane.bundle + <usize>(n - h) * ELEMENT;
      if (h == 0) {
        v128.store(up, f32x4.add(bRe, bRe));
        v128.store(up, f32x4.add(aRe, aRe), 16);
      } else {
        v128.store(up, f32x4.add(aIm, bRe));
        v128.store(up, f32x4.sub(aRe, bIm), 16);
        v128.store(down, f32x4.sub(bRe, aIm));
        v128.store(down, f32x4.add(aRe, bIm), 16);
      }
    }
  }
}

/** image(hx … hx+3, hy) += factor·bundle(hy). */
function addSamples(problem: Projection, lane: Lane, channel: i32, bundle: usize, hx: i32): void {
  const half = problem.half;
  const factors = problem.axisFactor + ((<usize>(channel * problem.columns)) << 2);
  const across = v128.load(factors + ((<usize>hx) << 2));
  const row = (<usize>problem.columns) << 2;
  const plane = <usize>(2 * half + 1) * row;
  let to = lane.image + ((<usize>hx) << 2);
  for (let hy = -half; hy <= half; hy++, to += row) {
    const from = bundle + <usize>(hy < 0 ? problem.gridSize + hy : hy) * ELEMENT;
    const factor = f32x4.mul(across, v128.load32_splat(factors + ((<usize>abs(hy)) << 2)));
    v128.store(to, f32x4.add(v128.load(to), f32x4.mul(factor, v128.load(from))));
    v128.store(to + plane, f32x4.add(v128.load(to + plane), f32x4.mul(factor, v128.load(from, 16))));
  }
}

/** lane.bundle(hy) = factor·image(hx … hx+3, hy), real and imaginary parts exchanged, zeros between. */
function loadSamples(problem: Projection, lane: Lane, channel: i32, hx: i32): void {
  const half = problem.half;
  const factors = problem.axisFactor + ((<usize>(channel * problem.columns)) << 2);
  const across = v128.load(factors + ((<usize>hx) << 2));
  const row = (<usize>problem.columns) << 2;
  const plane = <usize>(2 * half + 1) * row;
  memory.fill(lane.bundle, 0, <usize>problem.gridSize * ELEMENT);
  let from = lane.image + ((<usize>hx) << 2);
  for (let hy = -half; hy <= half; hy++, from += row) {
    const to = lane.bundle + <usize>(hy < 0 ? problem.gridSize + hy : hy) * ELEMENT;
    const factor = f32x4.mul(across, v128.load32_splat(factors + ((<usize>abs(hy)) << 2)));
    v128.store(to, f32x4.mul(factor, v128.load(from + plane)));
    v128.store(to, f32x4.mul(factor, v128.load(from)), 16);
  }
}

/** Transposes 4×4 f32: rows `fromRow` bytes apart to rows `toRow` bytes apart. */
function transpose(from: usize, fromRow: usize, to: usize, toRow: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + fromRow);
  const c = v128.load(from + 2 * fromRow);
  const d = v128.load(from + 3 * fromRow);
  const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdLow = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(abLow, cdLow, 0, 2));
  v128.store(to + toRow, v128.shuffle<f64>(abLow, cdLow, 1, 3));
  v128.store(to + 2 * toRow, v128.shuffle<f64>(abHigh, cdHigh, 0, 2));
  v128.store(to + 3 * toRow, v128.shuffle<f64>(abHigh, cdHigh, 1, 3));
}
