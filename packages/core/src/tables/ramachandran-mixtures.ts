/** The Top8000 Ramachandran distributions as mixtures of 2,500 Gaussians over (φ, ψ), fitted by scripts/fit-ramachandran.ts. */
import { type AngleMixture, lazyMixtures } from "./angle-mixture.ts";
import { packedRamachandranMixtures } from "./data/ramachandran-mixtures.ts";
import type { RamachandranClass } from "./ramachandran.ts";

/** Its Gaussians sum to ln(R + e⁻¹⁰) + 10 (Chen 2025, Commun. Biol. 8:798). Unpacked at the first call. */
export const ramachandranMixture: (residueClass: RamachandranClass) => AngleMixture =
  lazyMixtures(packedRamachandranMixtures);
