/** Which z of a term its judges would call an outlier. */

import type { Structure } from "@cryoreel/core/model";
import { defaultTorsionCosts, outlierCost, ramachandranList } from "@cryoreel/core/refine";
import {
  ramachandranClasses,
  ramachandranFavoured,
  ramachandranOutlier,
  rotamerFavoured,
  rotamerOutlier,
} from "@cryoreel/core/tables";
import type { TermName } from "@cryoreel/geometry-wasm";

interface OutlierRule {
  readonly words: string;
  readonly isOutlier: (z: number, restraint: number) => boolean;
}

const beyond = (limit: number, words: string): OutlierRule => ({
  words,
  isOutlier: (z) => Math.abs(z) > limit,
});

/** σ of peptide bonds, degrees: outliers are twisted by 30. */
const OMEGA_SIGMA_DEG = 5;

/** The rules of the terms that have judges. */
export function outlierRules(structure: Structure): Partial<Record<TermName, OutlierRule>> {
  const { mapOf } = ramachandranList(structure);
  const borders = ramachandranClasses.map((residueClass) =>
    outlierCost(
      { favoured: ramachandranFavoured, outlier: ramachandranOutlier[residueClass] },
      defaultTorsionCosts,
    ),
  );
  const rotamers = { favoured: rotamerFavoured, outlier: rotamerOutlier };
  return {
    bond: beyond(4, "4σ"),
    angle: beyond(4, "4σ"),
    omega: beyond(30 / OMEGA_SIGMA_DEG, "30°"),
    plane: beyond(4, "4σ"),
    chirality: beyond(4, "4σ"),
    cbeta: beyond(2.5, "0.25 Å"),
    ramachandran: { words: "contour", isOutlier: (z, i) => z > borders[mapOf[i]!]! },
    rotamer: beyond(outlierCost(rotamers, defaultTorsionCosts), "contour"),
    suite: beyond(1, "cluster's edge"),
    clash: beyond(0.4, "0.4 Å"),
  };
}
