/** Scratch memory of the lanes that views are dealt to. */
import type { Block, Scope } from "../memory.ts";
import { type ProjectionProblem, sampleSize } from "./projection-problem.ts";

/** Size of class Place of assembly/projection/spread.ts. */
const PLACE_BYTES = 20;

/** Class Lane of assembly/projection/layout.ts, block by block. */
export interface LaneBlocks {
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

export function allocateLane(scope: Scope, problem: ProjectionProblem): LaneBlocks {
  const { gridSize, nAtoms } = problem;
  const { columns, rows, nRings } = sampleSize(problem);
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

/** The words of a lane in kernel memory. */
export const laneRecord = (lane: LaneBlocks, wantsGradient: boolean): number[] => [
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
