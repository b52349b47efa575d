/** Projections of a model compared with central slices of a map, view by view, with the gradient by the atoms. */
import type { Block, Scope } from "../memory.ts";
import type { GeometryKernels } from "../open-geometry.ts";
import { allocateLane, type LaneBlocks, laneRecord } from "./lanes.ts";
import { type ProjectionProblem, sampleSize, writeProblem } from "./projection-problem.ts";

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

/** Copies the problem into kernel memory. A KernelError when that is exhausted. */
export function openProjector(kernels: GeometryKernels, problem: ProjectionProblem): Projector {
  const scope = kernels.memory.scope();
  try {
    return new KernelProjector(kernels, scope, problem);
  } catch (error) {
    scope.free();
    throw error;
  }
}

class KernelProjector implements Projector {
  readonly #kernels: GeometryKernels;
  readonly #scope: Scope;
  readonly #problem: ProjectionProblem;
  /** Address of class Projection. */
  readonly #shared: number;
  readonly #xyz: Block<Float64Array>;
  readonly #gradient: Block<Float64Array>;
  readonly #lanes: LaneBlocks[] = [];

  constructor(kernels: GeometryKernels, scope: Scope, problem: ProjectionProblem) {
    this.#kernels = kernels;
    this.#scope = scope;
    this.#problem = problem;
    this.#shared = writeProblem(scope, problem);
    this.#xyz = scope.float64(3 * problem.nAtoms);
    this.#gradient = scope.float64(3 * problem.nAtoms);
  }

  evaluate(xyz: Float64Array, views: Int32Array): ProjectionResult {
    const { values, lanes } = this.#compare(xyz, views, true);
    this.#sumGradients(lanes);
    return {
      value: values.reduce((sum, v) => sum + v, 0) / views.length,
      gradient: this.#gradient.view.map((g) => g / views.length),
    };
  }

  curve(xyz: Float64Array, views: Int32Array): Float64Array {
    const { lanes } = this.#compare(xyz, views, false);
    const mean = new Float64Array(this.#problem.ringWeight.length);
    for (const lane of lanes) {
      lane.curve.view.forEach((frc, ring) => {
        mean[ring]! += frc / views.length;
      });
    }
    return mean;
  }

  project(xyz: Float64Array, view: number): Float32Array {
    const [lane] = this.#openLanes(1);
    const { half, axes } = this.#problem;
    const call = this.#kernels.memory.scope();
    const record = call.int32From(laneRecord(lane!, false));
    const plane = call.float64From(axes.subarray(6 * view, 6 * view + 6));
    this.#xyz.view.set(xyz);
    this.#kernels.call("projectView", this.#shared, record.pointer, plane.pointer, this.#xyz.pointer);
    call.free();
    return narrowRows(lane!.image.view, half + 1, sampleSize(this.#problem).columns);
  }

  dispose(): void {
    this.#scope.free();
  }

  #openLanes(n: number): readonly LaneBlocks[] {
    while (this.#lanes.length < n) this.#lanes.push(allocateLane(this.#scope, this.#problem));
    return this.#lanes.slice(0, n);
  }

  /** Runs all views; returns their values and the lanes that worked. */
  #compare(xyz: Float64Array, views: Int32Array, wantsGradient: boolean) {
    const lanes = this.#openLanes(Math.min(MAX_LANES, views.length));
    const call = this.#kernels.memory.scope();
    try {
      const records = call.int32From(lanes.flatMap((lane) => laneRecord(lane, wantsGradient)));
      const viewBlock = call.int32From(views);
      const values = call.float64(views.length);
      this.#xyz.view.set(xyz);
      this.#kernels.parallelFor(
        "compareViews",
        lanes.length,
        lanes.length,
        this.#shared,
        records.pointer,
        viewBlock.pointer,
        views.length,
        this.#xyz.pointer,
        this.#problem.nAtoms,
        values.pointer,
      );
      return { values: values.view.slice(), lanes };
    } finally {
      call.free();
    }
  }

  /** Sums the lanes' gradients, in the order of the lanes. */
  #sumGradients(lanes: readonly LaneBlocks[]): void {
    const n = this.#gradient.length;
    const call = this.#kernels.memory.scope();
    const windows = call.int32From(lanes.flatMap((lane) => [0, n, lane.gradient.pointer]));
    const program = [];
    for (let begin = 0; begin < n; begin += GRADIENT_CHUNK) {
      const end = Math.min(n, begin + GRADIENT_CHUNK);
      const range = [begin, end, this.#gradient.pointer] as const;
      program.push([["sumWindows", windows.pointer, lanes.length, ...range] as const]);
    }
    this.#kernels.run(program);
    call.free();
  }
}

/** Rows of `columns` numbers without their padding. */
function narrowRows(data: Float32Array, width: number, columns: number): Float32Array {
  const out = new Float32Array((data.length / columns) * width);
  for (let row = 0; row * columns < data.length; row++) {
    out.set(data.subarray(row * columns, row * columns + width), row * width);
  }
  return out;
}
