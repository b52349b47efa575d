/** Packs a fitted mixture for a source file; `src/tables/angle-mixture.ts` unpacks it. */
import type { AngleMixtureForm, PackedAngleMixture } from "../../src/tables/angle-mixture.ts";
import type { Gaussians } from "./gaussians.ts";

/** All amplitudes, then all centres (brought into one turn), then the upper halves of all precisions; float32, little-endian. */
export function packMixture(
  form: AngleMixtureForm,
  turnDeg: readonly number[],
  g: Gaussians,
): PackedAngleMixture {
  const { n, nDim } = g;
  const centers = g.center.map(
    (angle, i) => angle - turnDeg[i % nDim]! * Math.floor(angle / turnDeg[i % nDim]!),
  );
  const numbers = [...g.amplitude, ...centers];
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < nDim; i++) {
      for (let j = i; j < nDim; j++) numbers.push(g.precision[(k * nDim + i) * nDim + j]!);
    }
  }
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return { form, turnDeg, base64: Buffer.from(view.buffer).toString("base64") };
}
