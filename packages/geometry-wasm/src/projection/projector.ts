/** Projections of a model compared with central slices of a map, view by view, with the gradient by the atoms. */
import type { Block, Scope } from "../memory.ts";
import type { GeometryKernels } from "../open-geometry.ts";
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

/** Means over the views. */
export interface ProjectionResult {
  readonly value: number;
  /** ∂value/∂xyz, [nAtoms,3]. */
  readonly gradient: Float64Array;
}

/** A problem in kernel memory. */
export interface Projector {
  /** Mean over `views` of Σ_ring weight·(1 − FRC), and its gradient. The same for any number of threads, bit for bit. */
  evaluate(xyz: Float64Array, views: Int32Array): ProjectionResult;
  /** FRC of each ring, mean over `views`: [nRings]. */
  curve(xyz: Float64Array, views: Int32Array): Float64Array;
  /** The model's image along a view: real plane, imaginary plane, [2, 2·half + 1, half + 1]. */
  project(xyz: Float64Array, view: number): Float32Array;
  dispose(): void;
}

/** Views are dealt to this many lanes, each with scratch memory of its own: enough for many cores, few enough to stay small. */
const MAX_LANES = 32;
const GRADIENT_CHUNK = 8192;
/** Size of class Place of assembly/projection/spread.ts. */
const PLACE_BYTES = 20;

/** Copies the problem into kernel memory. */
export function openProjector(kernels: GeometryKernels, problem: ProjectionProblem): Projector {
  const scope = kernels.memory.scope();
  const columns = 4 * Math.ceil((problem.half + 1) / 4);
  const size = { columns, rows: 2 * problem.half + 1, nRings: problem.ringWeight.length };
  const shared = writeProblem(scope, problem, size);
  const xyzBlock = scope.float64(3 * problem.nAtoms);
  const total = scope.float64(3 * problem.nAtoms);
  const lanes = Array.from({ length: MAX_LANES }, () => undefined as LaneBlocks | undefined);
  const laneAt = (i: number): LaneBlocks => (lanes[i] ??= allocateLane(scope, problem, size));

  /** Runs all views and returns their values and how many lanes worked. */
  const compare = (xyz: Float64Array, views: Int32Array, wantsGradient: boolean) => {
    const nLanes = Math.min(MAX_LANES, views.length);
    const call = kernels.memory.scope();
    try {
      const records = Array.from({ length: nLanes }, (_, i) => laneRecord(laneAt(i), wantsGradient));
      const laneBlock = call.int32From(records.flat());
      const viewBlock = call.int32From(views);
      const values = call.float64(views.length);
      xyzBlock.view.set(xyz);
      kernels.parallelFor(
        "compareViews",
        nLanes,
        nLanes,
        shared,
        laneBlock.pointer,
        viewBlock.pointer,
        views.length,
        xyzBlock.pointer,
        problem.nAtoms,
        values.pointer,
      );
      return { values: values.view.slice(), nLanes };
    } finally {
      call.free();
    }
  };

  return {
    evaluate(xyz, views) {
      const { values, nLanes } = compare(xyz, views, true);
      sumLanes(kernels, lanes.slice(0, nLanes) as LaneBlocks[], total);
      return {
        value: values.reduce((sum, v) => sum + v, 0) / views.length,
        gradient: total.view.map((g) => g / views.length),
      };
    },
    curve(xyz, views) {
      const { nLanes } = compare(xyz, views, false);
      const sum = new Float64Array(size.nRings);
      for (const lane of lanes.slice(0, nLanes)) {
        lane!.curve.view.forEach((frc, ring) => {
          sum[ring]! += frc / views.length;
        });
      }
      return sum;
    },
    project(xyz, view) {
      const lane = laneAt(0);
      const call = kernels.memory.scope();
      const record = call.int32From(laneRecord(lane, false));
      const axes = call.float64From(problem.axes.subarray(6 * view, 6 * view + 6));
      xyzBlock.view.set(xyz);
      kernels.call("projectView", shared, record.pointer, axes.pointer, xyzBlock.pointer);
      call.free();
      return narrowRows(lane.image.view, problem.half + 1, columns);
    },
    dispose: () => scope.free(),
  };
}

interface SampleSize {
  readonly columns: number;
  readonly rows: number;
  readonly nRings: number;
}

/** Writes class Projection of assembly/projection/layout.ts and returns its address. */
function writeProblem(
  scope: Scope,
  problem: ProjectionProblem,
  { columns, rows, nRings }: SampleSize,
): number {
  const { nAtoms, half, gridSize, boxLength, centre, transform } = problem;
  const nChannels = problem.amplitude.length / nAtoms;
  const atomOf: number[] = [];
  for (let atom = 0; atom < nAtoms; atom++) {
    for (let c = 0, found = false; c < nChannels && !found; c++) {
      found = problem.amplitude[c * nAtoms + atom] !== 0;
      if (found) atomOf.push(atom);
    }
  }
  const amplitude = scope.float32(nChannels * atomOf.length);
  const amplitudes = amplitude.view;
  for (let c = 0; c < nChannels; c++) {
    atomOf.forEach((atom, i) => {
      amplitudes[c * atomOf.length + i] = problem.amplitude[c * nAtoms + atom]!;
    });
  }
  const ringOf = scope.uint8(2 * rows * columns);
  const rings = new Int16Array(ringOf.view.buffer, ringOf.pointer, rows * columns).fill(-1);
  const axisFactor = scope.float32(nChannels * columns);
  for (let row = 0; row < rows; row++) {
    rings.set(problem.ringOf.subarray(row * (half + 1), (row + 1) * (half + 1)), row * columns);
  }
  for (let c = 0; c < nChannels; c++) {
    axisFactor.view.set(problem.axisFactor.subarray(c * (half + 1), (c + 1) * (half + 1)), c * columns);
  }
  return scope.int32From([
    half,
    columns,
    gridSize,
    nRings,
    atomOf.length,
    nChannels,
    writeFftPlan(scope, gridSize),
    writeWindow(scope, problem.window, SPREAD_WIDTH, 8),
    writeWindow(scope, problem.windowSlope, SPREAD_WIDTH, 8),
    axisFactor.pointer,
    scope.int32From(atomOf).pointer,
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

/** Class Lane of assembly/projection/layout.ts, block by block. */
interface LaneBlocks {
  readonly grid: Block<Float32Array>;
  readonly middle: Block<Float32Array>;
  readonly image: Block<Float32Array>;
  readonly slice: Block<Float32Array>;
  readonly bundle: Block<Float32Array>;
  readonly places: Block<Uint8Array>;
  readonly block: Block<Float32Array>;
  readonly rings: Block<Float64Array>;
  readonly curve: Block<Float64Array>;
  readonly gradient: Block<Float64Array>;
}

function allocateLane(scope: Scope, problem: ProjectionProblem, size: SampleSize): LaneBlocks {
  const { gridSize, nAtoms } = problem;
  const { columns, rows, nRings } = size;
  return {
    grid: scope.float32((gridSize + 6) * (gridSize + 12)),
    middle: scope.float32(2 * gridSize * columns),
    image: scope.float32(2 * rows * columns),
    slice: scope.float32(2 * rows * columns),
    bundle: scope.float32(2 * gridSize * 8),
    places: scope.uint8(PLACE_BYTES * nAtoms),
    block: scope.float32(64),
    rings: scope.float64(3 * nRings),
    curve: scope.float64(nRings),
    gradient: scope.float64(3 * nAtoms),
  };
}

const laneRecord = (lane: LaneBlocks, wantsGradient: boolean): number[] => [
  lane.grid.pointer,
  lane.middle.pointer,
  lane.image.pointer,
  lane.slice.pointer,
  lane.bundle.pointer,
  lane.places.pointer,
  lane.block.pointer,
  lane.rings.pointer,
  lane.curve.pointer,
  wantsGradient ? lane.gradient.pointer : 0,
];

/** total = Σ of the lanes' gradients, in the order of the lanes. */
function sumLanes(kernels: GeometryKernels, lanes: readonly LaneBlocks[], total: Block<Float64Array>): void {
  const scope = kernels.memory.scope();
  const n = total.length;
  const windows = scope.int32From(lanes.flatMap((lane) => [0, n, lane.gradient.pointer]));
  const program = [];
  for (let begin = 0; begin < n; begin += GRADIENT_CHUNK) {
    const end = Math.min(n, begin + GRADIENT_CHUNK);
    program.push([["sumWindows", windows.pointer, lanes.length, begin, end, total.pointer] as const]);
  }
  kernels.run(program);
  scope.free();
}

/** Rows of `columns` numbers without their padding. */
function narrowRows(data: Float32Array, width: number, columns: number): Float32Array {
  const out = new Float32Array((data.length / columns) * width);
  for (let row = 0; row * columns < data.length; row++) {
    out.set(data.subarray(row * columns, row * columns + width), row * width);
  }
  return out;
}
