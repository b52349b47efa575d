/** What all projections of a model and a map have in common, and its form in kernel memory. */
import type { Block, Scope } from "../memory.ts";
import { writeFftPlan } from "./fft-plan.ts";

/** Grid points that the spreading window covers along an axis, and those of the window that reads the map's transform. */
export const SPREAD_WIDTH = 6;
export const SLICE_WIDTH = 4;
/** The windows are tabulated at this many places a grid step. */
export const WINDOW_STEPS = 256;

/** Everything that stays the same from one evaluation to the next. Samples are (hx, hy), hx = 0 … half, hy = −half … half, hx fastest. */
export interface ProjectionProblem {
  readonly nAtoms: number;
  readonly half: number;
  /** Points of the spreading grid along an axis: of `goodGridSize`, above 2·half. */
  readonly gridSize: number;
  /** Å: the grid's period; samples are 1/boxLength apart. */
  readonly boxLength: number;
  /** Å: the point in the model's frame where phases are zero. */
  readonly centre: readonly [number, number, number];
  /** [WINDOW_STEPS + 1, SPREAD_WIDTH]: the spreading window and its slope (`WindowTable` of core explains the rows). */
  readonly window: Float32Array;
  readonly windowSlope: Float32Array;
  /** Gaussians are sums over channels, each of one width. [nChannels, half + 1]: factor of a sample's row or column at |h|. */
  readonly axisFactor: Float32Array;
  /** [nChannels, nAtoms]: what each atom spreads in each channel. */
  readonly amplitude: Float32Array;
  /** [2·half + 1, half + 1], −1 where a sample does not count. */
  readonly ringOf: Int16Array;
  /** [nRings], sums to 1. */
  readonly ringWeight: Float64Array;
  /** Relative floor of a ring's power. */
  readonly powerFloor: number;
  /** [nViews, 6]: in-plane axes. */
  readonly axes: Float64Array;
  /** The map's transform on indices 2·h: [n, n, nx] complex, x fastest, indices from `firstX` and `first`. */
  readonly transform: {
    readonly data: Float32Array;
    readonly nx: number;
    readonly firstX: number;
    readonly n: number;
    readonly first: number;
  };
  /** [WINDOW_STEPS + 1, SLICE_WIDTH] */
  readonly sliceWindow: Float32Array;
}

/** Numbers that follow from a problem. */
interface SampleSize {
  /** Length of a row of samples in kernel memory: half + 1, rounded up to a multiple of 4. */
  readonly columns: number;
  readonly rows: number;
  readonly nRings: number;
}

export const sampleSize = ({ half, ringWeight }: ProjectionProblem): SampleSize => ({
  columns: 4 * Math.ceil((half + 1) / 4),
  rows: 2 * half + 1,
  nRings: ringWeight.length,
});

/** Writes class Projection of assembly/projection/layout.ts and returns its address. */
export function writeProblem(scope: Scope, problem: ProjectionProblem): number {
  const { half, gridSize, boxLength, centre, transform } = problem;
  const { columns, nRings } = sampleSize(problem);
  const { ringOf, axisFactor } = writeSamples(scope, problem);
  const { atomOf, amplitude } = writeAtoms(scope, problem);
  return scope.int32From([
    half,
    columns,
    gridSize,
    nRings,
    atomOf.length,
    problem.amplitude.length / problem.nAtoms,
    writeFftPlan(scope, gridSize),
    writeWindow(scope, problem.window, SPREAD_WIDTH, 8),
    writeWindow(scope, problem.windowSlope, SPREAD_WIDTH, 8),
    axisFactor.pointer,
    atomOf.pointer,
    amplitude.pointer,
    ringOf.pointer,
    scope.float64From(problem.ringWeight).pointer,
    scope.float64From([...centre, gridSize / boxLength, problem.powerFloor]).pointer,
    scope.float64From(problem.axes).pointer,
    float32From(scope, transform.data).pointer,
    transform.nx,
    transform.firstX,
    transform.n,
    transform.first,
    writeWindow(scope, problem.sliceWindow, SLICE_WIDTH, SLICE_WIDTH),
  ]).pointer;
}

/** The rings of the samples (i16) and the factors of their rows and columns, in rows of `columns`. */
function writeSamples(scope: Scope, problem: ProjectionProblem) {
  const { columns, rows } = sampleSize(problem);
  const width = problem.half + 1;
  const ringOf = scope.uint8(2 * rows * columns);
  const rings = new Int16Array(ringOf.view.buffer, ringOf.pointer, rows * columns).fill(-1);
  for (let row = 0; row < rows; row++) {
    rings.set(problem.ringOf.subarray(row * width, (row + 1) * width), row * columns);
  }
  const nChannels = problem.axisFactor.length / width;
  const axisFactor = scope.float32(nChannels * columns);
  for (let c = 0; c < nChannels; c++) {
    axisFactor.view.set(problem.axisFactor.subarray(c * width, (c + 1) * width), c * columns);
  }
  return { ringOf, axisFactor };
}

/** The atoms that spread anything, and what they spread in each channel. */
function writeAtoms(scope: Scope, { nAtoms, amplitude }: ProjectionProblem) {
  const nChannels = amplitude.length / nAtoms;
  const spreads = (atom: number): boolean => {
    for (let at = atom; at < amplitude.length; at += nAtoms) if (amplitude[at] !== 0) return true;
    return false;
  };
  const atoms = Array.from({ length: nAtoms }, (_, atom) => atom).filter(spreads);
  const packed = scope.float32(nChannels * atoms.length);
  packed.view.set(
    Array.from({ length: nChannels }, (_, c) => atoms.map((atom) => amplitude[c * nAtoms + atom]!)).flat(),
  );
  return { atomOf: scope.int32From(atoms), amplitude: packed };
}

function float32From(scope: Scope, values: Float32Array): Block<Float32Array> {
  const block = scope.float32(values.length);
  block.view.set(values);
  return block;
}

/** Copies a window table, padding its rows with zeros to `rowLength`. */
function writeWindow(scope: Scope, table: Float32Array, width: number, rowLength: number): number {
  const nRows = WINDOW_STEPS + 1;
  if (table.length !== nRows * width) {
    throw new RangeError(`a window table of ${table.length} numbers, not ${nRows} rows of ${width}`);
  }
  const block = scope.float32(nRows * rowLength);
  const rows = block.view;
  for (let row = 0; row < nRows; row++) {
    rows.set(table.subarray(row * width, (row + 1) * width), row * rowLength);
  }
  return block.pointer;
}
