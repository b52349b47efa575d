/** The best places of one side chain: every rotamer of the library, the best of them turned on. */
import { toRadians } from "../../units.ts";
import { isClearlyLegal, rotamerLibrary } from "./rotamer-library.ts";
import type { Placement, SideChainScene } from "./side-chain-scene.ts";

/** Steps of each χ, degrees, one after the other as long as they help. */
const stepsDeg = [12, 6, 3] as const;
const sweepsPerStep = 3;
/** Steps that gain less are none. */
const leastStep = 0.01;

/** Places of a lifted side chain at the rotamers of the library, the best first; `most` of them. Contacts with the side chain `skip` do not count. */
export function libraryPlacements(
  scene: SideChainScene,
  index: number,
  from: Placement,
  { most, skip = index }: { readonly most: number; readonly skip?: number },
): Placement[] {
  const tries = rotamerLibrary(scene.chains[index]!.compId)
    .map(({ chi }) => ({ chi, least: scene.costApart(index, from, chi) }))
    .sort((a, b) => a.least - b.least);
  const best: Placement[] = [];
  for (const { chi, least } of tries) {
    const enough = best.length < most ? Number.POSITIVE_INFINITY : best.at(-1)!.total;
    // Contacts only add to what a place costs.
    if (least >= enough) break;
    const next = scene.attempt(index, from, chi, { skip, enough });
    if (!next) continue;
    best.splice(best.length < most ? best.length : most - 1, 1, next);
    best.sort((a, b) => a.total - b.total);
  }
  return best;
}

/** Turns one χ after the other as long as the cost falls; what is clearly legal stays so. */
export function settlePlacement(scene: SideChainScene, index: number, from: Placement): Placement {
  const { compId } = scene.chains[index]!;
  let best = from;
  for (const stepDeg of stepsDeg) {
    for (let sweep = 0; sweep < sweepsPerStep; sweep++) {
      const before = best;
      for (let k = 0; k < from.chi.length; k++) {
        for (const step of [toRadians(stepDeg), -toRadians(stepDeg)]) {
          const chi = best.chi.map((angle, i) => (i === k ? angle + step : angle));
          if (isClearlyLegal(compId, best.chi) && !isClearlyLegal(compId, chi)) continue;
          best = scene.attempt(index, best, chi, { enough: best.total - leastStep }) ?? best;
        }
      }
      if (best === before) break;
    }
  }
  return best;
}
