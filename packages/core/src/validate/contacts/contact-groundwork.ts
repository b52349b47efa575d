/** What all variants of hydrogens start from: the heavy atoms, their neighbours and bonds, and the placed hydrogens. */
import type { Structure } from "../../model/structure.ts";
import { type AtomGrid, buildAtomGrid } from "./atom-grid.ts";
import { heavyBonds } from "./bond-graph.ts";
import { type ContactSites, contactSites } from "./contact-sites.ts";
import { placeDefaultHydrogens } from "./hydrogen-placer.ts";
import type { PlacedHydrogen } from "./placed-hydrogen.ts";
import { residuePlans, type UnknownResidues } from "./residue-plans.ts";

export interface Groundwork {
  readonly sites: ContactSites;
  /** Over the heavy atoms. */
  readonly grid: AtomGrid;
  /** Bonded heavy atoms in pairs. */
  readonly heavyPairs: readonly number[];
}

/** Hydrogens at default torsions, and residues that got none. */
export interface DefaultHydrogens {
  readonly placed: readonly PlacedHydrogen[];
  readonly unknown: readonly UnknownResidues[];
}

/** Cells of the grid, Å: about the reach of a contact. */
const gridCell = 4;

export function contactGroundwork(structure: Structure): Groundwork {
  const sites = contactSites(structure);
  const grid = buildAtomGrid(sites.xyz, gridCell);
  return { sites, grid, heavyPairs: heavyBonds(sites, grid) };
}

/** Places the hydrogens of standard residues and, with `ligands`, of components of the ligand table. */
export function hydrogensOf(
  { sites, grid }: Groundwork,
  options: { readonly ligands: boolean },
): DefaultHydrogens {
  const { plans, unknown } = residuePlans(sites, options);
  return { placed: placeDefaultHydrogens(sites, grid, plans), unknown };
}

/** Those of `all` that are there without the ligand table too: what `hydrogensOf` gives with `ligands: false`. */
export function withoutLigands({ sites }: Groundwork, all: DefaultHydrogens): DefaultHydrogens {
  const { plans, unknown } = residuePlans(sites, { ligands: false });
  const plansOf = new Map(plans.map(({ residue, plans: own }) => [residue, new Set(own)]));
  return { placed: all.placed.filter(({ residue, plan }) => plansOf.get(residue)!.has(plan)), unknown };
}
