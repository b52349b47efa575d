// The direction from a parent to its hydrogen by reduce's placement plans (Word et al. 1999, J Mol Biol 285:1735), and its derivative.
import { addTo, at } from "../coordinates";
import * as frame from "../frame";
import { HydrogenTask } from "./hydrogen-task";

/** Out of `setDirection`; (0, 0, 0) where the neighbours leave none: the hydrogen then sits on its parent. Globals: one set a thread. */
export let dX: f64, dY: f64, dZ: f64;

/** Unit vectors from the parent to its references and one over the distances; 0 for references that are not used. */
let u1X: f64, u1Y: f64, u1Z: f64, u1Inverse: f64;
let u2X: f64, u2Y: f64, u2Z: f64, u2Inverse: f64;
let u3X: f64, u3Y: f64, u3Z: f64, u3Inverse: f64;
/** Shares of the references in the sum that the hydrogen points away from, and one over its length. */
let share1: f64, share2: f64, share3: f64, sumInverse: f64;
/** Planar fraction: ∂angle/∂θ of the two references' angle θ, and that angle's sine and cosine. */
let turnRate: f64, sinTheta: f64, cosTheta: f64;

const NO_DIRECTION2: f64 = 1e-8;

/** Whether a rule's direction lives in a frame (else it points away from a sum of unit vectors). */
function isFramed(rule: i32): bool {
  return rule == 2 || rule == 3 || rule == 5;
}

/** Sets the direction of hydrogen i; false where there is none. */
export function setDirection(task: HydrogenTask, i: i32): bool {
  dX = dY = dZ = 0;
  setUnits(task, i);
  const rule = task.ruleOf(i);
  if (!isFramed(rule)) return setOpposite(rule, task.second(i));
  if (!setFrameOf(task, i, rule)) return false;
  dX = frame.directionX();
  dY = frame.directionY();
  dZ = frame.directionZ();
  return true;
}

function setUnits(task: HydrogenTask, i: i32): void {
  const p = at(task.xyz, task.atom(i, 0));
  const q1 = at(task.xyz, task.atom(i, 1));
  u1X = load<f64>(q1) - load<f64>(p);
  u1Y = load<f64>(q1, 8) - load<f64>(p, 8);
  u1Z = load<f64>(q1, 16) - load<f64>(p, 16);
  u1Inverse = inverseOf(u1X, u1Y, u1Z);
  u1X *= u1Inverse;
  u1Y *= u1Inverse;
  u1Z *= u1Inverse;
  const q2 = at(task.xyz, task.atom(i, 2));
  u2X = load<f64>(q2) - load<f64>(p);
  u2Y = load<f64>(q2, 8) - load<f64>(p, 8);
  u2Z = load<f64>(q2, 16) - load<f64>(p, 16);
  u2Inverse = inverseOf(u2X, u2Y, u2Z);
  u2X *= u2Inverse;
  u2Y *= u2Inverse;
  u2Z *= u2Inverse;
  const q3 = at(task.xyz, task.atom(i, 3));
  u3X = load<f64>(q3) - load<f64>(p);
  u3Y = load<f64>(q3, 8) - load<f64>(p, 8);
  u3Z = load<f64>(q3, 16) - load<f64>(p, 16);
  u3Inverse = inverseOf(u3X, u3Y, u3Z);
  u3X *= u3Inverse;
  u3Y *= u3Inverse;
  u3Z *= u3Inverse;
}

function inverseOf(x: f64, y: f64, z: f64): f64 {
  const square = x * x + y * y + z * z;
  return square < NO_DIRECTION2 ? 0 : 1 / sqrt(square);
}

/** Rules 1 (apex), 4 (planar), 6 (linear): away from a sum of the unit vectors. */
function setOpposite(rule: i32, shift: f64): bool {
  share1 = rule == 4 ? 0.5 - shift : 1;
  share2 = rule == 4 ? 0.5 + shift : rule == 1 ? 1 : 0;
  share3 = rule == 1 ? 1 : 0;
  const x = share1 * u1X + share2 * u2X + share3 * u3X;
  const y = share1 * u1Y + share2 * u2Y + share3 * u3Y;
  const z = share1 * u1Z + share2 * u2Z + share3 * u3Z;
  sumInverse = inverseOf(x, y, z);
  dX = -x * sumInverse;
  dY = -y * sumInverse;
  dZ = -z * sumInverse;
  return sumInverse > 0;
}

/** Rules 2 (methylene), 3 (torsion), 5 (planar fraction). */
function setFrameOf(task: HydrogenTask, i: i32, rule: i32): bool {
  if (rule == 3) {
    const q1 = at(task.xyz, task.atom(i, 1));
    const q2 = at(task.xyz, task.atom(i, 2));
    const sine = Math.sin(task.first(i));
    frame.setCoefficients(
      Math.cos(task.first(i)),
      sine * Math.cos(task.second(i)),
      -sine * Math.sin(task.second(i)),
    );
    return frame.setFrame(
      u1X,
      u1Y,
      u1Z,
      load<f64>(q2) - load<f64>(q1),
      load<f64>(q2, 8) - load<f64>(q1, 8),
      load<f64>(q2, 16) - load<f64>(q1, 16),
    );
  }
  if (rule == 5) {
    if (!frame.setFrame(u1X, u1Y, u1Z, u2X, u2Y, u2Z)) return false;
    cosTheta = u1X * u2X + u1Y * u2Y + u1Z * u2Z;
    sinTheta = u2X * frame.eX + u2Y * frame.eY + u2Z * frame.eZ;
    turnRate = -task.second(i);
    const turn = turnRate * (Math.atan2(sinTheta, cosTheta) - 2 * Math.PI);
    frame.setCoefficients(Math.cos(turn), -Math.sin(turn), 0);
    return true;
  }
  share1 = 0.5 - task.second(i);
  share2 = 0.5 + task.second(i);
  frame.setCoefficients(Math.cos(task.first(i)), 0, -Math.sin(task.first(i)));
  return frame.setFrame(
    share1 * u1X + share2 * u2X,
    share1 * u1Y + share2 * u2Y,
    share1 * u1Z + share2 * u2Z,
    u1X,
    u1Y,
    u1Z,
  );
}

/** Adds what g = ∂/∂d of the direction just set means for the parent and its references. */
export function pullDirection(task: HydrogenTask, i: i32, gx: f64, gy: f64, gz: f64): void {
  const rule = task.ruleOf(i);
  if (!isFramed(rule)) {
    // d = −s/|s|.
    const along = gx * dX + gy * dY + gz * dZ;
    const x = (along * dX - gx) * sumInverse;
    const y = (along * dY - gy) * sumInverse;
    const z = (along * dZ - gz) * sumInverse;
    pullUnit1(task, i, share1 * x, share1 * y, share1 * z);
    pullUnit2(task, i, share2 * x, share2 * y, share2 * z);
    pullUnit3(task, i, share3 * x, share3 * y, share3 * z);
    return;
  }
  frame.pullFrame(gx, gy, gz);
  if (rule == 3) pullTorsion(task, i);
  else if (rule == 5) pullFraction(task, i, gx, gy, gz);
  else pullMethylene(task, i);
}

function pullTorsion(task: HydrogenTask, i: i32): void {
  pullUnit1(task, i, frame.pullVX, frame.pullVY, frame.pullVZ);
  addTo(task.window, task.atom(i, 1), -frame.pullWX, -frame.pullWY, -frame.pullWZ);
  addTo(task.window, task.atom(i, 2), frame.pullWX, frame.pullWY, frame.pullWZ);
}

/** The coefficients turn with θ: ∂θ/∂u1 = −e and ∂θ/∂u2 = −sin θ·a + cos θ·e. */
function pullFraction(task: HydrogenTask, i: i32, gx: f64, gy: f64, gz: f64): void {
  const ga = gx * frame.aX + gy * frame.aY + gz * frame.aZ;
  const ge = gx * frame.eX + gy * frame.eY + gz * frame.eZ;
  const rate = turnRate * (frame.ce * ga - frame.ca * ge);
  const onA = -rate * sinTheta;
  const onE = rate * cosTheta;
  pullUnit1(
    task,
    i,
    frame.pullVX - rate * frame.eX,
    frame.pullVY - rate * frame.eY,
    frame.pullVZ - rate * frame.eZ,
  );
  pullUnit2(
    task,
    i,
    frame.pullWX + onA * frame.aX + onE * frame.eX,
    frame.pullWY + onA * frame.aY + onE * frame.eY,
    frame.pullWZ + onA * frame.aZ + onE * frame.eZ,
  );
}

function pullMethylene(task: HydrogenTask, i: i32): void {
  pullUnit1(
    task,
    i,
    share1 * frame.pullVX + frame.pullWX,
    share1 * frame.pullVY + frame.pullWY,
    share1 * frame.pullVZ + frame.pullWZ,
  );
  pullUnit2(task, i, share2 * frame.pullVX, share2 * frame.pullVY, share2 * frame.pullVZ);
}

/** Through u = v/|v| to a reference and, the other way, to the parent. */
function pullUnit(
  task: HydrogenTask,
  i: i32,
  k: i32,
  ux: f64,
  uy: f64,
  uz: f64,
  inverse: f64,
  hx: f64,
  hy: f64,
  hz: f64,
): void {
  const along = hx * ux + hy * uy + hz * uz;
  const x = (hx - along * ux) * inverse;
  const y = (hy - along * uy) * inverse;
  const z = (hz - along * uz) * inverse;
  addTo(task.window, task.atom(i, k), x, y, z);
  addTo(task.window, task.atom(i, 0), -x, -y, -z);
}

function pullUnit1(task: HydrogenTask, i: i32, hx: f64, hy: f64, hz: f64): void {
  pullUnit(task, i, 1, u1X, u1Y, u1Z, u1Inverse, hx, hy, hz);
}
function pullUnit2(task: HydrogenTask, i: i32, hx: f64, hy: f64, hz: f64): void {
  pullUnit(task, i, 2, u2X, u2Y, u2Z, u2Inverse, hx, hy, hz);
}
function pullUnit3(task: HydrogenTask, i: i32, hx: f64, hy: f64, hz: f64): void {
  pullUnit(task, i, 3, u3X, u3Y, u3Z, u3Inverse, hx, hy, hz);
}
