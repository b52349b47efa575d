/** Bonds to metals hold nothing together: what coordinates one metal may still clash. */

import type { Structure } from "../model/structure.ts";
import { elementData } from "../tables/elements.ts";

/**
 * Whether a path of bonds from the site `origin` through the site `via` must not go on to `to`: through a metal, from one residue to
 * another. Within a residue the metal is part of a ring, as in haem. `atomOf` gives the atom of a site, its parent for a hydrogen.
 */
export function metalBarrier(
  { atoms }: Structure,
  atomOf: (site: number) => number = (site) => site,
): (origin: number, via: number, to: number) => boolean {
  const isMetal = Array.from(atoms.element, (z) => elementData(z).isMetal);
  return (origin, via, to) =>
    via !== origin &&
    isMetal[atomOf(via)] === true &&
    atoms.residueOf[atomOf(origin)] !== atoms.residueOf[atomOf(to)];
}
