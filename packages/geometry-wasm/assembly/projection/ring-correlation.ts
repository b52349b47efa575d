// Fourier ring correlation of the model's image with the map's slice, and its derivative by the image.
import { f64At } from "../coordinates";
import { Lane, Projection, scalar } from "./layout";

/**
 * Returns Σ_ring weight·(1 − FRC), FRC = Re Σ M F* / √((Σ|M|² + ε⟨M⟩)(Σ|F|² + ε⟨F⟩)) with the mean powers ⟨⟩ of the rings; adds each
 * ring's FRC to lane.curve, and replaces lane.image by the derivative of the value by its real and imaginary parts.
 */
export function correlateRings(problem: Projection, lane: Lane): f64 {
  const nRings = problem.nRings;
  const bytes = (<usize>nRings) << 3;
  const cross = lane.rings;
  const modelPower = lane.rings + bytes;
  const mapPower = lane.rings + 2 * bytes;
  sumRings(problem, lane, cross, modelPower, mapPower);
  const epsilon = scalar(problem, 4);
  addFloor(modelPower, nRings, epsilon);
  addFloor(mapPower, nRings, epsilon);
  let value: f64 = 0;
  let floorShare: f64 = 0;
  for (let ring = 0; ring < nRings; ring++) {
    const at = (<usize>ring) << 3;
    const model = load<f64>(modelPower + at);
    const norm = Math.sqrt(model * load<f64>(mapPower + at));
    const weight = f64At(problem.ringWeight, ring);
    const frc = norm > 0 ? load<f64>(cross + at) / norm : 0;
    const bySelf = model > 0 ? (weight * frc) / model : 0;
    value += weight * (1 - frc);
    floorShare += (bySelf * epsilon) / <f64>nRings;
    store<f64>(lane.curve + at, load<f64>(lane.curve + at) + frc);
    store<f64>(cross + at, norm > 0 ? weight / norm : 0);
    store<f64>(modelPower + at, bySelf);
  }
  differentiate(problem, lane, cross, modelPower, floorShare);
  return value;
}

function sumRings(problem: Projection, lane: Lane, cross: usize, modelPower: usize, mapPower: usize): void {
  const nSamples = (2 * problem.half + 1) * problem.columns;
  const plane = (<usize>nSamples) << 2;
  memory.fill(lane.rings, 0, (<usize>(3 * problem.nRings)) << 3);
  for (let i = 0; i < nSamples; i++) {
    const ring = load<i16>(problem.ringOf + ((<usize>i) << 1));
    if (ring < 0) continue;
    const sample = (<usize>i) << 2;
    const fRe = <f64>load<f32>(lane.image + sample);
    const fIm = <f64>load<f32>(lane.image + sample + plane);
    const mRe = <f64>load<f32>(lane.slice + sample);
    const mIm = <f64>load<f32>(lane.slice + sample + plane);
    const at = (<usize>ring) << 3;
    store<f64>(cross + at, load<f64>(cross + at) + fRe * mRe + fIm * mIm);
    store<f64>(modelPower + at, load<f64>(modelPower + at) + fRe * fRe + fIm * fIm);
    store<f64>(mapPower + at, load<f64>(mapPower + at) + mRe * mRe + mIm * mIm);
  }
}

/** Adds epsilon times the mean of the rings to each. */
function addFloor(power: usize, nRings: i32, epsilon: f64): void {
  let sum: f64 = 0;
  for (let ring = 0; ring < nRings; ring++) sum += f64At(power, ring);
  const floor = (epsilon * sum) / <f64>nRings;
  for (let ring = 0; ring < nRings; ring++)
    store<f64>(power + ((<usize>ring) << 3), f64At(power, ring) + floor);
}

/** image = (bySelf + floorShare)·image − byMap·slice where a sample counts, else 0. */
function differentiate(problem: Projection, lane: Lane, byMap: usize, bySelf: usize, floorShare: f64): void {
  const nSamples = (2 * problem.half + 1) * problem.columns;
  const plane = (<usize>nSamples) << 2;
  for (let i = 0; i < nSamples; i++) {
    const ring = load<i16>(problem.ringOf + ((<usize>i) << 1));
    const re = lane.image + ((<usize>i) << 2);
    const im = re + plane;
    if (ring < 0) {
      store<f32>(re, 0);
      store<f32>(im, 0);
      continue;
    }
    const sample = lane.slice + ((<usize>i) << 2);
    const self = <f32>(f64At(bySelf, ring) + floorShare);
    const map = <f32>f64At(byMap, ring);
    store<f32>(re, self * load<f32>(re) - map * load<f32>(sample));
    store<f32>(im, self * load<f32>(im) - map * load<f32>(sample + plane));
  }
}
