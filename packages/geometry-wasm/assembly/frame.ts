// A direction fixed in the frame of two vectors, and its derivative: d = ca·a + ce·e + cn·(a×e), a along v, e along w across v.

/** Coefficients of the direction. Globals throughout: every thread has its own. */
export let ca: f64, ce: f64, cn: f64;
/** The frame: a, e, n = a×e. */
export let aX: f64, aY: f64, aZ: f64, eX: f64, eY: f64, eZ: f64;
let nX: f64, nY: f64, nZ: f64;
/** The second vector, its share along a, and one over the lengths that a and e were scaled from. */
let wX: f64, wY: f64, wZ: f64, wAlong: f64, vInverse: f64, eInverse: f64;
/** Out of `pullFrame`: ∂/∂v and ∂/∂w. */
export let pullVX: f64, pullVY: f64, pullVZ: f64, pullWX: f64, pullWY: f64, pullWZ: f64;

/** Squared length below which a direction counts as undefined, relative to vectors of length about 1. */
const NO_DIRECTION2: f64 = 1e-8;

/** Sets the frame of v and w; false where it is undefined: v is nothing, or w has no part across v. */
export function setFrame(vx: f64, vy: f64, vz: f64, wx: f64, wy: f64, wz: f64): bool {
  const vv = vx * vx + vy * vy + vz * vz;
  if (vv < NO_DIRECTION2) return false;
  vInverse = 1 / sqrt(vv);
  aX = vx * vInverse;
  aY = vy * vInverse;
  aZ = vz * vInverse;
  wX = wx;
  wY = wy;
  wZ = wz;
  wAlong = wx * aX + wy * aY + wz * aZ;
  const qx = wx - wAlong * aX;
  const qy = wy - wAlong * aY;
  const qz = wz - wAlong * aZ;
  const qq = qx * qx + qy * qy + qz * qz;
  if (qq < NO_DIRECTION2) return false;
  eInverse = 1 / sqrt(qq);
  eX = qx * eInverse;
  eY = qy * eInverse;
  eZ = qz * eInverse;
  nX = aY * eZ - aZ * eY;
  nY = aZ * eX - aX * eZ;
  nZ = aX * eY - aY * eX;
  return true;
}

/** Sets the direction's coefficients. */
export function setCoefficients(alongA: f64, alongE: f64, alongN: f64): void {
  ca = alongA;
  ce = alongE;
  cn = alongN;
}

export function directionX(): f64 {
  return ca * aX + ce * eX + cn * nX;
}
export function directionY(): f64 {
  return ca * aY + ce * eY + cn * nY;
}
export function directionZ(): f64 {
  return ca * aZ + ce * eZ + cn * nZ;
}

/** Brings g = ∂/∂d back to v and w, the coefficients held. */
export function pullFrame(gx: f64, gy: f64, gz: f64): void {
  // d is linear in a and in e; a×e gives e×g to a and g×a to e.
  const hx = ce * gx + cn * (gy * aZ - gz * aY);
  const hy = ce * gy + cn * (gz * aX - gx * aZ);
  const hz = ce * gz + cn * (gx * aY - gy * aX);
  // Through e = q/|q|: what lies along e is lost.
  const he = hx * eX + hy * eY + hz * eZ;
  const qx = (hx - he * eX) * eInverse;
  const qy = (hy - he * eY) * eInverse;
  const qz = (hz - he * eZ) * eInverse;
  // Through q = w − (w·a)a, to w and to a.
  const qa = qx * aX + qy * aY + qz * aZ;
  pullWX = qx - qa * aX;
  pullWY = qy - qa * aY;
  pullWZ = qz - qa * aZ;
  const bx = ca * gx + cn * (eY * gz - eZ * gy) - wAlong * qx - qa * wX;
  const by = ca * gy + cn * (eZ * gx - eX * gz) - wAlong * qy - qa * wY;
  const bz = ca * gz + cn * (eX * gy - eY * gx) - wAlong * qz - qa * wZ;
  // Through a = v/|v|.
  const ba = bx * aX + by * aY + bz * aZ;
  pullVX = (bx - ba * aX) * vInverse;
  pullVY = (by - ba * aY) * vInverse;
  pullVZ = (bz - ba * aZ) * vInverse;
}
