/** The Top8000 rotamer distributions as mixtures of 4, 25, 64 or 160 Gaussians over one, two, three or four χ, fitted by scripts/fit-rotamers.ts. */
import { type AngleMixture, lazyMixtures } from "./angle-mixture.ts";
import { packedRotamerMixtures } from "./data/rotamer-mixtures.ts";

const mixtures = lazyMixtures<string>(packedRotamerMixtures);
const sameAs: Readonly<Record<string, string>> = { MSE: "MET", TYR: "PHE" };

/** Its Gaussians sum to R (of Pro: over χ1 alone); undefined for residues without rotamers. Unpacked at the first call. */
export function rotamerMixture(compId: string): AngleMixture | undefined {
  const key = sameAs[compId] ?? compId;
  return key in packedRotamerMixtures ? mixtures(key) : undefined;
}
