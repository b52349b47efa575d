/** A mixture of periodic Gaussians over one to four angles: the smooth form of a Ramachandran or rotamer distribution. */

/** Added to a fraction R before its logarithm is taken (Chen 2025, Commun. Biol. 8:798): scores end at −10. */
export const scoreFloor = Math.exp(-10);

/** ln(R + e⁻¹⁰) + 10: from 0, where nothing was seen, to 10 at the peak. */
export const logScore = (fraction: number): number => Math.log(fraction + scoreFloor) + 10;

/** What the sum of the Gaussians is: the score itself, or the fraction R. */
export type AngleMixtureForm = "score" | "density";

/** n Gaussians amplitude·exp(−½ dᵀ·precision·d), d = x − center on the circle, summed over their turns. */
export interface AngleMixture {
  readonly form: AngleMixtureForm;
  readonly nDim: number;
  /** [nDim] degrees after which each angle comes round: 360, or 180 where half a turn gives the same side chain. */
  readonly turnDeg: readonly number[];
  /** [n] */
  readonly amplitude: Float64Array;
  /** [n,nDim] degrees */
  readonly center: Float64Array;
  /** [n,nDim(nDim+1)/2] 1/degree²: the upper half, row after row. */
  readonly precision: Float64Array;
}

/** The score ln(R + e⁻¹⁰) + 10, R, and the score's derivative by the sum of the Gaussians. */
export function scoreOfSum(
  form: AngleMixtureForm,
  sum: number,
): { score: number; fraction: number; slope: number } {
  if (form === "score") return { score: sum, fraction: Math.exp(sum - 10) - scoreFloor, slope: 1 };
  return { score: logScore(sum), fraction: sum, slope: 1 / (sum + scoreFloor) };
}

/** An `AngleMixture` as it stands in a source file: amplitude, center, precision of Gaussian after Gaussian, float32. */
export interface PackedAngleMixture {
  readonly form: AngleMixtureForm;
  readonly turnDeg: readonly number[];
  readonly base64: string;
}

/** A reader of packed mixtures that unpacks each one once, when it is first asked for. */
export function lazyMixtures<Key extends string>(packed: Readonly<Record<Key, PackedAngleMixture>>) {
  const unpacked = new Map<Key, AngleMixture>();
  return (key: Key): AngleMixture => {
    const mixture = unpacked.get(key) ?? unpackMixture(packed[key]);
    unpacked.set(key, mixture);
    return mixture;
  };
}

function unpackMixture({ form, turnDeg, base64 }: PackedAngleMixture): AngleMixture {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const nDim = turnDeg.length;
  const nPairs = (nDim * (nDim + 1)) / 2;
  const n = bytes.length / 4 / (1 + nDim + nPairs);
  let at = 0;
  const column = (width: number): Float64Array =>
    Float64Array.from({ length: n * width }, () => view.getFloat32(4 * at++, true));
  return { form, nDim, turnDeg, amplitude: column(1), center: column(nDim), precision: column(nPairs) };
}
