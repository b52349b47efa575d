/** Hydrogens that ride on a model's heavy atoms: all that reduce would place at default torsions, in the form of the kernels. */

import type { HydrogenList } from "@cryoreel/geometry-wasm";
import type { MonomerDictionary } from "../model/monomer.ts";
import type { Restraints } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { placementRules } from "../tables/hydrogen-placement.ts";
import { toRadians } from "../units.ts";
import { bondHydrogens } from "./bond-hydrogens.ts";
import { type HydrogenSite, hydrogenContext } from "./hydrogen-sites.ts";
import { standardHydrogens } from "./standard-hydrogens.ts";

/** The hydrogens of a model; hydrogen i has the parent `list.atoms[4 * i]`. */
export interface ModelHydrogens {
  readonly list: HydrogenList;
  /** [n] as in `HB2`. */
  readonly name: readonly string[];
  /** [n] alternate label; "" for none. */
  readonly altLoc: readonly string[];
}

/**
 * All hydrogens of amino acids and nucleotides by reduce's plans (Word et al. 1999, J. Mol. Biol. 285, 1735: electron-cloud
 * lengths, default torsions, His with both N–H, NH3+ at chain starts, no H on the N behind a gap), those of all else from
 * their dictionary. What is bonded decides: atoms of disulfides, links and metals bear none in the way of the bond. Waters,
 * and atoms whose references are absent, stay bare; hydrogens of the structure do not count.
 */
export function hydrogenList(
  structure: Structure,
  restraints: Restraints,
  dictionaries: readonly MonomerDictionary[] = [],
): ModelHydrogens {
  const context = hydrogenContext(structure, restraints, dictionaries);
  const residues = Array.from({ length: structure.residues.nResidues }, (_, residue) => residue);
  const sites = residues.flatMap(
    (residue) => standardHydrogens(context, residue) ?? bondHydrogens(context, residue),
  );
  return {
    list: listOf(sites),
    name: sites.map((site) => site.name),
    altLoc: sites.map((site) => site.altLoc),
  };
}

function listOf(sites: readonly HydrogenSite[]): HydrogenList {
  return {
    rule: Uint8Array.from(sites, (site) => site.rule),
    atoms: Int32Array.from(sites.flatMap(({ atoms }) => [0, 1, 2, 3].map((k) => atoms[k] ?? atoms[0]!))),
    length: Float64Array.from(sites, (site) => site.length),
    parameter1: Float64Array.from(sites, (site) => toRadians(site.parameter1)),
    parameter2: Float64Array.from(sites, ({ rule, parameter2 }) =>
      rule === placementRules.torsion ? toRadians(parameter2) : parameter2,
    ),
  };
}
