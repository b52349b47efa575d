/** The Fourier transform of a masked map, on a grid twice as fine as its box needs: what central slices are read from. */

import { InputError, UnsupportedError } from "../errors.ts";
import { createChirpTransform } from "../map/chirp-transform.ts";
import type { Vec3, Volume } from "../map/volume.ts";
import { type KaiserBessel, kaiserBessel } from "./kaiser-bessel.ts";

/** The cube that a target looks at, in the model's frame, Å. */
export interface Box {
  readonly centre: Vec3;
  readonly length: number;
}

/**
 * The transform F(k) = Σ ρ(x) exp(−2πi k·(x − centre)) at k = index/(2·box.length), prepared for interpolation: the density was
 * divided by the window's transform beforehand (gridding; Jackson et al. 1991), and the scale makes the mean of |F|² within
 * the resolution 1, so that the map's unit does not matter.
 */
export interface MapTransform {
  readonly box: Box;
  /** Complex numbers, real and imaginary part side by side: [n, n, nx] with the index along x fastest. */
  readonly data: Float32Array;
  /** Number of indices along x; they start at `firstX`. The other half follows from F(−k) = conj F(k). */
  readonly nx: number;
  readonly firstX: number;
  /** Number of indices along y and z; they start at `first`. */
  readonly n: number;
  readonly first: number;
  /** The window to interpolate with, in units of the index. */
  readonly window: KaiserBessel;
}

const OVERSAMPLING = 2;
/** Four samples along each axis leave an error of a few 10⁻⁴ of the transform. */
const WINDOW_WIDTH = 4;
const LINES_AT_ONCE = 16;
/** The kernels address 4 GiB in all. */
const MOST_BYTES = 2 ** 31;

/**
 * The transform of the part of `density` that lies in `box`, up to 1/dMin. The density is already masked. An
 * InputError when it is zero, not finite or too coarsely sampled, an UnsupportedError when the transform would not fit into memory.
 */
export function transformMap(density: Volume, box: Box, dMin: number): MapTransform {
  const window = kaiserBessel(WINDOW_WIDTH, OVERSAMPLING);
  const reach = Math.ceil((OVERSAMPLING * box.length) / dMin - 1e-9) + WINDOW_WIDTH / 2;
  const [firstX, first] = [1 - WINDOW_WIDTH / 2, -reach];
  const [nx, n] = [reach - firstX + 1, 2 * reach + 1];
  assertSampled(density, dMin);
  if (8 * nx * n * n > MOST_BYTES) {
    throw new UnsupportedError(
      `A box of ${Math.round(box.length)} Å at ${dMin} Å needs ${((8 * nx * n * n) / 2 ** 30).toFixed(1)} GiB for its transform: choose a lower resolution or refine a part of the model`,
    );
  }
  const axes = ([0, 1, 2] as const).map((axis) => cropAxis(density, axis, box, window));
  const lengths = axes.map((axis) => axis.count);
  let planes = crop(density, axes);
  const outputs = [
    { nOut: nx, firstOut: firstX },
    { nOut: n, firstOut: first },
    { nOut: n, firstOut: first },
  ];
  for (let axis = 0; axis < 3; axis++) {
    planes = transformAxis(planes, lengths, axis, {
      ...outputs[axis]!,
      step: density.voxelSize[axis]! / (OVERSAMPLING * box.length),
      shift: axes[axis]!.start / (OVERSAMPLING * box.length),
    });
    lengths[axis] = outputs[axis]!.nOut;
  }
  const transform = { box, data: interleave(planes), nx, firstX, n, first, window };
  normalize(transform, (OVERSAMPLING * box.length) / dMin);
  return transform;
}

/** Throws an InputError when the voxels are too coarse for the resolution (beyond 3 % of tolerance at the very corner of it). */
function assertSampled({ voxelSize }: Volume, dMin: number): void {
  const finest = 2 * Math.max(...voxelSize);
  if (dMin < 0.97 * finest) {
    throw new InputError(
      `The map's voxels of ${Math.max(...voxelSize).toFixed(2)} Å show nothing finer than ${finest.toFixed(2)} Å: ask for that resolution instead of ${dMin} Å`,
    );
  }
}

/** The voxels of one axis within the box, the position of the first against the box's centre, and the gridding factors. */
interface CroppedAxis {
  readonly begin: number;
  readonly count: number;
  readonly start: number;
  readonly correction: Float64Array;
}

function cropAxis(volume: Volume, axis: 0 | 1 | 2, box: Box, window: KaiserBessel): CroppedAxis {
  const voxel = volume.voxelSize[axis];
  const offset = volume.origin[axis] - box.centre[axis];
  const begin = Math.max(0, Math.ceil((-box.length / 2 - offset) / voxel));
  const end = Math.min(volume.shape[axis], Math.floor((box.length / 2 - offset) / voxel) + 1);
  if (end <= begin) {
    throw new RangeError(`transformMap: the map lies outside the box along ${"xyz"[axis]}`);
  }
  const start = offset + begin * voxel;
  const correction = Float64Array.from(
    { length: end - begin },
    (_, i) => 1 / window.transform((start + i * voxel) / (OVERSAMPLING * box.length)),
  );
  return { begin, count: end - begin, start, correction };
}

interface Planes {
  readonly re: Float32Array;
  readonly im: Float32Array;
}

function crop({ data, shape }: Volume, [x, y, z]: readonly CroppedAxis[]): Planes {
  const re = new Float32Array(x!.count * y!.count * z!.count);
  let at = 0;
  for (let k = 0; k < z!.count; k++) {
    for (let j = 0; j < y!.count; j++) {
      const line = shape[0] * (y!.begin + j + shape[1] * (z!.begin + k)) + x!.begin;
      const correction = y!.correction[j]! * z!.correction[k]!;
      for (let i = 0; i < x!.count; i++) re[at++] = data[line + i]! * correction * x!.correction[i]!;
    }
  }
  return { re, im: new Float32Array(re.length) };
}

interface AxisOutput {
  readonly nOut: number;
  readonly firstOut: number;
  readonly step: number;
  readonly shift: number;
}

/** Transforms along one axis of [n2, n1, n0] data, a few neighbouring lines at once. */
function transformAxis(planes: Planes, lengths: readonly number[], axis: number, output: AxisOutput): Planes {
  const nIn = lengths[axis]!;
  const { nOut } = output;
  const inner = lengths.slice(0, axis).reduce((product, n) => product * n, 1);
  const outer = lengths.slice(axis + 1).reduce((product, n) => product * n, 1);
  const result = { re: new Float32Array(inner * nOut * outer), im: new Float32Array(inner * nOut * outer) };
  const transform = createChirpTransform({ nIn, ...output, batch: LINES_AT_ONCE });
  const line = {
    re: new Float64Array(Math.max(nIn, nOut) * LINES_AT_ONCE),
    im: new Float64Array(Math.max(nIn, nOut) * LINES_AT_ONCE),
  };
  const nLines = inner * outer;
  for (let firstLine = 0; firstLine < nLines; firstLine += LINES_AT_ONCE) {
    const count = Math.min(LINES_AT_ONCE, nLines - firstLine);
    line.re.fill(0);
    line.im.fill(0);
    for (let b = 0; b < count; b++) {
      let from = lineStart(firstLine + b, inner, nIn);
      for (let at = b; at < nIn * LINES_AT_ONCE; at += LINES_AT_ONCE, from += inner) {
        line.re[at] = planes.re[from]!;
        line.im[at] = planes.im[from]!;
      }
    }
    transform(line.re, line.im);
    for (let b = 0; b < count; b++) {
      let to = lineStart(firstLine + b, inner, nOut);
      for (let at = b; at < nOut * LINES_AT_ONCE; at += LINES_AT_ONCE, to += inner) {
        result.re[to] = line.re[at]!;
        result.im[to] = line.im[at]!;
      }
    }
  }
  return result;
}

const lineStart = (line: number, inner: number, length: number): number =>
  Math.floor(line / inner) * inner * length + (line % inner);

function interleave({ re, im }: Planes): Float32Array {
  const data = new Float32Array(2 * re.length);
  for (let i = 0; i < re.length; i++) {
    data[2 * i] = re[i]!;
    data[2 * i + 1] = im[i]!;
  }
  return data;
}

/** Scales the transform so that the mean of |F|² over the indices within `radius` is 1. */
function normalize({ data, nx, firstX, n, first }: MapTransform, radius: number): void {
  let [power, count] = [0, 0];
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < n; j++) {
      const line = nx * (j + n * k);
      const rest = radius * radius - (first + j) ** 2 - (first + k) ** 2;
      for (let i = 0; i < nx && (firstX + i) ** 2 <= rest; i++) {
        power += data[2 * (line + i)]! ** 2 + data[2 * (line + i) + 1]! ** 2;
        count++;
      }
    }
  }
  const scale = Math.sqrt(count / power);
  if (!Number.isFinite(scale)) {
    throw new InputError(
      power === 0
        ? "The map is zero everywhere around the model, so there is nothing to fit: check that map and model belong together"
        : "The map holds values that are not numbers around the model: export it again",
    );
  }
  for (let i = 0; i < data.length; i++) data[i]! *= scale;
}
