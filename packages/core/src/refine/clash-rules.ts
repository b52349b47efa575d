/** Which sites clash, and how near others may come: what the `clash` term takes, by probe's radii with hydrogens explicit. */

import { excludeBonded, type IndexLists, type RepulsionRules } from "@cryoreel/geometry-wasm";
import { bondedGraph } from "../model/bonded-graph.ts";
import type { Restraints } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { contactRules } from "../tables/contact-radii.ts";
import type { ModelHydrogens } from "./hydrogen-list.ts";
import { metalBarrier } from "./metal-barrier.ts";
import { type SiteKind, siteKinds } from "./site-kinds.ts";

/**
 * How much nearer a polar hydrogen and an acceptor may come than their radii say, Å: the least that probe grants is 0.6, which
 * would let hydrogen bonds shrink to 1.45 Å; the paper (Chen 2025, Commun. Biol. 8:798) grants 0.4.
 */
const hydrogenBondAllowance = 0.4;

/**
 * The rules for all sites: the atoms, then the `hydrogens`. z = overlap of probe's radii (Word et al. 1999, J. Mol.
 * Biol. 285, 1711), less the allowance for hydrogen bonds: the judges call it a clash from 0.4 Å on. Sites up to three bonds
 * apart, four where one is a hydrogen, do not clash, nor those of different alternate labels; links, disulfides and bonds to
 * metals count as bonds, though not those of two residues to one metal as a path between them. Hydrogens among the structure's own atoms do not take part.
 */
export function clashRules(
  structure: Structure,
  restraints: Restraints,
  hydrogens: ModelHydrogens,
): RepulsionRules {
  const parents = hydrogens.name.map((_, i) => hydrogens.list.atoms[4 * i]!);
  const kinds = siteKinds(structure, hydrogens);
  const labels = ["", ...new Set(structure.atoms.altLoc.filter((label) => label !== ""))];
  return {
    ...classesOf(kinds),
    excluded: excludeBonded(
      bondsOfSites(restraints, parents),
      kinds.map((_, site) => contactRules.excludedBonds + Number(site >= structure.nAtoms)),
      metalBarrier(structure, (site) => (site < structure.nAtoms ? site : parents[site - structure.nAtoms]!)),
    ),
    conformerOf: Int32Array.from([...structure.atoms.altLoc, ...hydrogens.altLoc], (label) =>
      labels.indexOf(label),
    ),
  };
}

function classesOf(kinds: readonly SiteKind[]): Pick<RepulsionRules, "classOf" | "nClasses" | "minDistance"> {
  const classes: SiteKind[] = [];
  const known = new Map<string, number>();
  const classOf = Int32Array.from(kinds, (kind) => {
    const key = `${kind.radius} ${kind.role}`;
    if (!known.has(key)) known.set(key, classes.push(kind) - 1);
    return known.get(key)!;
  });
  const minDistance = classes.flatMap((a) => classes.map((b) => contactDistance(a, b)));
  return { classOf, nClasses: classes.length, minDistance: Float64Array.from(minDistance) };
}

/** Where the overlap is zero, Å. */
function contactDistance(a: SiteKind, b: SiteKind): number {
  if (a.radius === 0 || b.radius === 0) return 0;
  const roles = [a.role, b.role];
  const isHydrogenBond = roles.includes("polarHydrogen") && roles.includes("acceptor");
  return a.radius + b.radius - (isHydrogenBond ? hydrogenBondAllowance : 0);
}

/** The bonds of the model and those of the hydrogens to their parents. */
function bondsOfSites({ nAtoms, bonded }: Restraints, parents: readonly number[]): IndexLists {
  const pairs: number[] = [];
  for (let atom = 0; atom < nAtoms; atom++) {
    for (let k = bonded.start[atom]!; k < bonded.start[atom + 1]!; k++) {
      if (bonded.list[k]! > atom) pairs.push(atom, bonded.list[k]!);
    }
  }
  const onHydrogens = parents.flatMap((parent, i) => [parent, nAtoms + i]);
  return bondedGraph(nAtoms + parents.length, [pairs, onHydrogens]);
}
