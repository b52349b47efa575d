/** One variant of the hydrogens of a structure, as a list for others and as atoms for contacts. */
import { residueLabel } from "../../model/structure.ts";
import type { DefaultHydrogens, Groundwork } from "./contact-groundwork.ts";
import { type ContactModel, contactModel } from "./contact-model.ts";
import type { ContactSites } from "./contact-sites.ts";
import { ligandPlans } from "./ligand-plans.ts";
import { withWaterPhantoms } from "./model-phantoms.ts";
import type { OptimizedAtoms } from "./optimize-hydrogens.ts";

/** Hydrogens in the order of residues. Arrays [n]; `xyz` [n,3] in Å. */
export interface HydrogenSet {
  readonly nHydrogens: number;
  readonly name: readonly string[];
  readonly xyz: Float64Array;
  /** Atom of the structure that each is bonded to. */
  readonly parent: Int32Array;
  /** Residue of the structure. */
  readonly residue: Int32Array;
  /** "" for none. */
  readonly altLoc: readonly string[];
  readonly occ: Float64Array;
  /** The structure's atoms: those of side chains that were turned around have moved. Å, [nAtoms,3]. */
  readonly heavyXyz: Float64Array;
  /** Residues whose side chain was turned around. */
  readonly turned: readonly number[];
  /** Sentences: what got no hydrogens, and why. */
  readonly notes: readonly string[];
}

/** The set of the default hydrogens, or of those of an optimised variant. */
export function hydrogenSet(
  { sites }: Groundwork,
  hydrogens: DefaultHydrogens,
  optimized?: OptimizedAtoms,
): HydrogenSet {
  const { kept, xyz } = keptHydrogens(hydrogens, optimized);
  const heavyXyz = sites.structure.atoms.xyz.slice();
  if (optimized) {
    sites.sourceOf.forEach((atom, i) => {
      heavyXyz.set(optimized.heavyXyz.subarray(3 * i, 3 * i + 3), 3 * atom);
    });
  }
  return {
    nHydrogens: kept.length,
    name: kept.map((h) => h.plan.hydrogen),
    xyz,
    parent: Int32Array.from(kept, (h) => sites.sourceOf[h.parent]!),
    residue: Int32Array.from(kept, (h) => h.residue),
    altLoc: kept.map((h) => sites.altLabels[h.alt]!),
    occ: Float64Array.from(kept, (h) => h.occ),
    heavyXyz,
    turned: optimized?.flipped ?? [],
    notes: placementNotes(sites, hydrogens, optimized),
  };
}

/** The atoms of a variant with their roles in contacts. */
export function variantModel(
  { sites, grid }: Groundwork,
  hydrogens: DefaultHydrogens,
  optimized?: OptimizedAtoms,
): ContactModel {
  const { kept, xyz } = keptHydrogens(hydrogens, optimized);
  const atoms = {
    nHydrogens: kept.length,
    name: kept.map((h) => h.plan.hydrogen),
    xyz,
    parent: Int32Array.from(kept, (h) => h.parent),
    alt: Uint8Array.from(kept, (h) => h.alt),
    occ: Float64Array.from(kept, (h) => h.occ),
  };
  return withWaterPhantoms(contactModel(sites, atoms, optimized?.heavyXyz), grid);
}

function keptHydrogens({ placed }: DefaultHydrogens, optimized?: OptimizedAtoms) {
  const isKept = (i: number): boolean => !optimized || optimized.isPresent[i] === 1;
  const indices = Array.from(placed.keys()).filter(isKept);
  const xyz = new Float64Array(3 * indices.length);
  indices.forEach((i, k) => {
    xyz.set(optimized ? optimized.hydrogenXyz.subarray(3 * i, 3 * i + 3) : placed[i]!.xyz, 3 * k);
  });
  return { kept: indices.map((i) => placed[i]!), xyz };
}

/** Names of residues that a note lists at most. */
const maxNamed = 3;

/** Sentences on residues without hydrogens, atoms without a place, and groups that were optimised less well. */
export function placementNotes(
  { structure, nAtoms }: ContactSites,
  { unknown }: DefaultHydrogens,
  optimized?: OptimizedAtoms,
): string[] {
  const notes = unknown.flatMap(({ compId, residues }) => {
    const plans = ligandPlans(compId);
    if (plans?.length === 0) return [];
    const named = residues.slice(0, maxNamed).map((residue) => residueLabel(structure, residue));
    const where =
      named.join(", ") + (residues.length > maxNamed ? ` and ${residues.length - maxNamed} more` : "");
    return plans
      ? `${compId} has hydrogens when rotated or flipped, but none at default torsions, as in reduce: ${where}.`
      : `${compId} is in no table of hydrogens: ${where} got none.`;
  });
  const nHydrogens = structure.atoms.element.reduce((n, z) => n + (z === 1 ? 1 : 0), 0);
  const nPlaceless = structure.nAtoms - nAtoms - nHydrogens;
  if (nPlaceless > 0) notes.push(`${nPlaceless} atoms without coordinates were left out.`);
  if (optimized && optimized.nInexact > 0) {
    notes.push(
      `${optimized.nInexact} networks of rotatable groups were too large for the exact search: theirs is a local one.`,
    );
  }
  return notes;
}
