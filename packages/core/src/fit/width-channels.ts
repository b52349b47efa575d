/** Gaussians of many widths as sums of Gaussians of a few: what makes one Fourier transform serve all atoms of a channel. */

import type { Gaussians } from "../gmm/gaussians.ts";

/** Every atom's transform A·exp(−B t) equals Σ_c amplitude[c]·exp(−widths[c] t), t = k²/4, up to 1/dMin. */
export interface WidthChannels {
  /** B of each channel, Å². */
  readonly widths: readonly number[];
  /** [nChannels, nAtoms] */
  readonly amplitude: Float32Array;
}

const NODES = 5;

/** One channel when all widths are equal; else five at Chebyshev nodes, between which exp(−B t) is interpolated in B. */
export function splitWidths({ nAtoms, amplitude, bWidth }: Gaussians, dMin: number): WidthChannels {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < nAtoms; i++) {
    if (amplitude[i] === 0) continue;
    low = Math.min(low, bWidth[i]!);
    high = Math.max(high, bWidth[i]!);
  }
  // Differences that change no transform by more than 10⁻⁴ are none.
  if ((high - low) / (4 * dMin * dMin) < 1e-4)
    return { widths: [low], amplitude: Float32Array.from(amplitude) };
  const widths = Array.from(
    { length: NODES },
    (_, c) => (low + high) / 2 - ((high - low) / 2) * Math.cos((Math.PI * (c + 0.5)) / NODES),
  );
  const channels = new Float32Array(NODES * nAtoms);
  for (let i = 0; i < nAtoms; i++) {
    for (let c = 0; c < NODES; c++) {
      channels[c * nAtoms + i] = amplitude[i]! * lagrange(widths, c, bWidth[i]!);
    }
  }
  return { widths, amplitude: channels };
}

/** The polynomial that is 1 at node c and 0 at the others. */
function lagrange(nodes: readonly number[], c: number, b: number): number {
  return nodes.reduce(
    (product, node, j) => (j === c ? product : (product * (b - node)) / (nodes[c]! - node)),
    1,
  );
}
