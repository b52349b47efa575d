// The map term of a lane of views: slice of the map, projection of the model, ring correlation, gradient.
import { i32At } from "../coordinates";
import { readSlice } from "./central-slice";
import { Lane, Projection } from "./layout";
import { gridToImage, imageToGrid } from "./plane-transform";
import { correlateRings } from "./ring-correlation";
import { gatherGradient, placeAtoms, spread } from "./spread";

const VIEW_BYTES: usize = 48;
const LANE_BYTES: usize = 40;

/**
 * Lane `chunk` of nLanes takes the views chunk, chunk + nLanes, … of `views` ([nViews] i32), so that its sums do not depend on who runs it.
 * Writes the value of each view to `values` ([nViews] f64) and the sums over its views to the lane's curve and gradient.
 */
export function compareViews(
  chunk: i32,
  nLanes: i32,
  problem: Projection,
  lanes: usize,
  views: usize,
  nViews: i32,
  xyz: usize,
  nAtoms: i32,
  values: usize,
): void {
  const lane = changetype<Lane>(lanes + <usize>chunk * LANE_BYTES);
  memory.fill(lane.curve, 0, (<usize>problem.nRings) << 3);
  if (lane.gradient != 0) memory.fill(lane.gradient, 0, (<usize>(3 * nAtoms)) << 3);
  for (let i = chunk; i < nViews; i += nLanes) {
    const view = problem.axes + <usize>i32At(views, i) * VIEW_BYTES;
    store<f64>(values + ((<usize>i) << 3), compareView(problem, lane, view, xyz));
  }
}

function compareView(problem: Projection, lane: Lane, view: usize, xyz: usize): f64 {
  readSlice(problem, lane, view);
  projectView(problem, lane, view, xyz);
  const value = correlateRings(problem, lane);
  if (lane.gradient == 0) return value;
  for (let channel = 0; channel < problem.nChannels; channel++) {
    imageToGrid(problem, lane, channel);
    gatherGradient(problem, lane, channel, view);
  }
  return value;
}

/** Leaves the model's projection along a view (an address of 6 f64) in lane.image. */
export function projectView(problem: Projection, lane: Lane, view: usize, xyz: usize): void {
  memory.fill(lane.image, 0, (<usize>(2 * (2 * problem.half + 1) * problem.columns)) << 2);
  placeAtoms(problem, lane, view, xyz);
  for (let channel = 0; channel < problem.nChannels; channel++) {
    spread(problem, lane, channel);
    gridToImage(problem, lane, channel);
  }
}
