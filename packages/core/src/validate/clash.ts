/** Clashes of all atoms, hydrogens placed three ways: what MolProbity's clashscore counts. */
import { atomLabel, residueLabel, type Structure } from "../model/structure.ts";
import type { ClashReport, ClashVariant, ReportedClash } from "./clash-report.ts";
import { bondGraph } from "./contacts/bond-graph.ts";
import { type Clash, findClashes } from "./contacts/clash-search.ts";
import {
  contactGroundwork,
  type Groundwork,
  hydrogensOf,
  withoutLigands,
} from "./contacts/contact-groundwork.ts";
import { trait } from "./contacts/contact-kind.ts";
import type { ContactModel } from "./contacts/contact-model.ts";
import { placementNotes, variantModel } from "./contacts/hydrogen-set.ts";
import { optimizeHydrogens } from "./contacts/optimize-hydrogens.ts";
import { type ResidueId, residueId } from "./residue-id.ts";

/** Clashes of one variant with what the score is made of. */
export interface CountedClashes extends ClashVariant {
  /** Atoms that the score relates to: all but waters and those of no occupancy. */
  readonly nAtoms: number;
  /** Hydrogens among the model's atoms: without any, contacts cannot tell how good a model is. */
  readonly nHydrogens: number;
}

/** Clashes three ways, ready for JSON. */
export interface ClashResult extends ClashReport {
  readonly rotated: CountedClashes;
  readonly defaultTorsions: CountedClashes;
  readonly flipped: CountedClashes;
  /** Side chains that the flipped variant turned around. */
  readonly turned: readonly ResidueId[];
  /** Sentences: what took part without hydrogens, and why. */
  readonly notes: readonly string[];
}

const minOccupancy = 0.01;

/**
 * Pairs of atoms that overlap by 0.4 Å or more and are neither bonded nor in a hydrogen bond, by the rules of reduce 4.16 and
 * probe 2.25 (Word et al. 1999, J. Mol. Biol. 285, 1711 and 1735). Hydrogens of the file do not count; ligands have theirs in
 * the rotated and flipped variants only, as there. A model without atoms has a clashscore of 0.
 */
export function validateClashes(structure: Structure): ClashResult {
  const groundwork = contactGroundwork(structure);
  const all = hydrogensOf(groundwork, { ligands: true });
  const standard = withoutLigands(groundwork, all);
  const { rotated, flipped } = optimizeHydrogens({ ...groundwork, hydrogens: all.placed });
  return {
    rotated: countClashes(groundwork, variantModel(groundwork, all, rotated)),
    defaultTorsions: countClashes(groundwork, variantModel(groundwork, standard)),
    flipped: countClashes(groundwork, variantModel(groundwork, all, flipped)),
    turned: flipped.flipped.map((residue) => residueId(structure, residue)),
    notes: placementNotes(groundwork.sites, standard, rotated),
  };
}

function countClashes({ heavyPairs }: Groundwork, model: ContactModel): CountedClashes {
  const clashes = findClashes(model, bondGraph(heavyPairs, model.parent));
  let [nAtoms, nHydrogens] = [0, 0];
  for (let i = 0; i < model.nAtoms; i++) {
    if (model.traits[i]! & trait.water || model.occ[i]! <= minOccupancy) continue;
    nAtoms++;
    if (model.parent[i]! >= 0) nHydrogens++;
  }
  return {
    clashscore: nAtoms > 0 ? (1000 * clashes.length) / nAtoms : 0,
    nAtoms,
    nHydrogens,
    clashes: clashes.map((clash) => reported(model, clash)),
  };
}

function reported(model: ContactModel, { atom1, atom2, overlap }: Clash): ReportedClash {
  return {
    atom1: labelOf(model, atom1),
    atom2: labelOf(model, atom2),
    residue1: model.residueOf[atom1]!,
    residue2: model.residueOf[atom2]!,
    overlap,
  };
}

/** As `atomLabel` names the structure's atoms, hydrogens too. */
function labelOf({ sites, nHeavy, residueOf, name, alt }: ContactModel, i: number): string {
  if (i < nHeavy) return atomLabel(sites.structure, sites.sourceOf[i]!);
  const label = sites.altLabels[alt[i]!]!;
  return `${residueLabel(sites.structure, residueOf[i]!)}/${name[i]}${label === "" ? "" : `.${label}`}`;
}
