/** Finds where hydrogens with freedom go, with and without turning Asn, Gln and His side chains around. */
import type { AtomGrid } from "./atom-grid.ts";
import { bondGraph } from "./bond-graph.ts";
import type { ContactSites } from "./contact-sites.ts";
import { findMovers } from "./find-movers.ts";
import { Flip } from "./flip.ts";
import { MoverOrienter, type Orientations } from "./mover-orienter.ts";
import { moverScene } from "./mover-scene.ts";
import { optimizerAtoms } from "./optimizer-atoms.ts";
import type { PlacedHydrogen } from "./placed-hydrogen.ts";

/** Where atoms are in one variant. */
export interface OptimizedAtoms {
  /** Heavy atoms, Å, [n,3]. */
  readonly heavyXyz: Float64Array;
  /** Hydrogens in the order in which they were placed, Å, [n,3]. */
  readonly hydrogenXyz: Float64Array;
  /** 0 for hydrogens that the protonation of a His lacks. */
  readonly isPresent: Uint8Array;
  /** Residues of the structure whose side chain was turned around. */
  readonly flipped: readonly number[];
  /** Groups of side chains that were too many for the exact search. */
  readonly nInexact: number;
}

/** The structure that the optimiser works on. */
export interface OptimizerInput {
  readonly sites: ContactSites;
  /** Over the heavy atoms. */
  readonly grid: AtomGrid;
  /** Bonded heavy atoms in pairs. */
  readonly heavyPairs: readonly number[];
  readonly hydrogens: readonly PlacedHydrogen[];
}

/** The two variants: groups rotated and His protonated as fits best; and side chains turned around as well. */
export function optimizeHydrogens(input: OptimizerInput): {
  rotated: OptimizedAtoms;
  flipped: OptimizedAtoms;
} {
  const { sites, grid, heavyPairs, hydrogens } = input;
  const atoms = optimizerAtoms(sites, grid, hydrogens);
  const movers = findMovers(atoms, hydrogens, grid, bondGraph(heavyPairs, atoms.parent));
  const orienter = new MoverOrienter(moverScene(atoms, movers));
  const { nHeavy, nHydrogens } = atoms;
  const stand = (orientations: Orientations): OptimizedAtoms => {
    const turned = movers.flatMap((mover, index) =>
      mover instanceof Flip && mover.states[orientations.state[index]!]!.isFlipped ? [{ mover, index }] : [],
    );
    for (const { mover, index } of turned) mover.dock(orientations.state[index]!);
    return {
      heavyXyz: atoms.xyz.slice(0, 3 * nHeavy),
      hydrogenXyz: atoms.xyz.slice(3 * nHeavy, 3 * (nHeavy + nHydrogens)),
      isPresent: atoms.present.slice(nHeavy, nHeavy + nHydrogens),
      flipped: turned.map(({ mover }) => mover.residue),
      nInexact: orientations.nInexact,
    };
  };
  const withoutFlips = orienter.orient("never");
  const rotated = stand(withoutFlips);
  const flipped = stand(orienter.orient(1, withoutFlips));
  return { rotated, flipped };
}
