/** Compiles the stereochemistry of a structure: monomers, polymer links, other links, and the input's own geometry for the rest. */
import { InputError } from "../errors.ts";
import { builtInMonomer } from "../tables/monomers.ts";
import type { CompileContext } from "./compile-context.ts";
import { type Conformer, conformerFor, type ResidueConformers, residueConformers } from "./conformers.ts";
import { addConnectionLinks } from "./connection-links.ts";
import { addInputGeometry } from "./input-geometry.ts";
import type { Monomer, MonomerDictionary } from "./monomer.ts";
import { addPolymerLink } from "./polymer-link-restraints.ts";
import { type PolymerLinks, polymerLinks } from "./polymer-links.ts";
import { addResidueRestraints } from "./residue-restraints.ts";
import { RestraintLists } from "./restraint-lists.ts";
import type { Restraints } from "./restraints.ts";
import { atomLabel, residueLabel, type Structure } from "./structure.ts";
import { puckeredMonomer, sugarPucker } from "./sugar-pucker.ts";

export interface CompileOptions {
  /** Looked up in this order, before the built-in table; see `loadDictionaries`. */
  readonly dictionaries?: readonly MonomerDictionary[];
  /** Makes it an InputError when atoms have no dictionary, instead of restraining them to the input geometry. */
  readonly strict?: boolean;
  /** Residues whose peptide bond in front is restrained to trans although the input's is cis. */
  readonly transPeptides?: ReadonlySet<number>;
}

/** The dictionary entry of every residue. */
export function monomersOf(
  structure: Structure,
  dictionaries: readonly MonomerDictionary[],
): (Monomer | undefined)[] {
  const found = new Map<string, Monomer | undefined>();
  return structure.residues.compId.map((id) => {
    if (!found.has(id)) {
      const entry = dictionaries.find((d) => d.monomers.has(id))?.monomers.get(id);
      found.set(id, entry ?? builtInMonomer(id));
    }
    return found.get(id);
  });
}

/**
 * All restraints of a structure at its present coordinates. These decide what is bonded along chains, cis and trans, the pucker
 * of each ribose (compile again after moves that change them), and the geometry of what no dictionary knows.
 */
export function compileRestraints(structure: Structure, options: CompileOptions = {}): Restraints {
  const conformers = residueConformers(structure);
  const context: CompileContext = {
    structure,
    conformers,
    monomers: monomersOf(structure, options.dictionaries ?? []),
    lists: new RestraintLists(structure.nAtoms),
  };
  const { notes } = context.lists;
  for (const dictionary of options.dictionaries ?? []) notes.push(...dictionary.notes);
  const links = polymerLinks(structure, conformers);
  notes.push(...links.notes);
  const unknownAtoms = addMonomers(context, links);
  for (const link of links.links) addPolymerLink(context, link, options.transPeptides);
  addConnectionLinks(context);
  if (unknownAtoms.length > 0) {
    const sentence = unknownSentence(structure, unknownAtoms);
    if (options.strict) throw new InputError(sentence);
    notes.push(sentence);
    addInputGeometry(context, unknownAtoms);
  }
  return context.lists.finish();
}

/** Restraints inside residues. Returns the atoms that no dictionary knows. */
function addMonomers(context: CompileContext, links: PolymerLinks): number[] {
  const { structure, conformers, monomers } = context;
  const unknown: number[] = [];
  for (let residue = 0; residue < structure.residues.nResidues; residue++) {
    const monomer = monomers[residue];
    if (!monomer) {
      for (
        let a = structure.residues.atomStart[residue]!;
        a < structure.residues.atomStart[residue + 1]!;
        a++
      ) {
        unknown.push(a);
      }
      continue;
    }
    const next = links.next[residue]!;
    const variantOf =
      monomer.group === "rna" ? puckerChooser(structure, monomer, conformers[next]) : () => monomer;
    unknown.push(...addResidueRestraints(context, residue, variantOf));
  }
  return unknown;
}

function puckerChooser(
  structure: Structure,
  monomer: Monomer,
  next: ResidueConformers | undefined,
): (conformer: Conformer) => Monomer {
  return (conformer) => {
    const behind = next && conformerFor(next, conformer.altLoc);
    return puckeredMonomer(monomer, sugarPucker(structure.atoms.xyz, conformer, behind));
  };
}

const mostNamed = 12;

function unknownSentence(structure: Structure, atoms: readonly number[]): string {
  const byResidue = new Map<number, number[]>();
  for (const atom of atoms) {
    const residue = structure.atoms.residueOf[atom]!;
    byResidue.set(residue, [...(byResidue.get(residue) ?? []), atom]);
  }
  const named = [...byResidue].slice(0, mostNamed).map(([residue, own]) => {
    const whole =
      own.length === structure.residues.atomStart[residue + 1]! - structure.residues.atomStart[residue]!;
    return whole
      ? `${residueLabel(structure, residue)} (${own.length} atoms)`
      : own.map((atom) => atomLabel(structure, atom)).join(", ");
  });
  const more = byResidue.size > mostNamed ? ` and ${byResidue.size - mostNamed} more residues` : "";
  return `no dictionary describes ${named.join(", ")}${more}; they are held at the geometry of the input; give their restraints with --dictionary`;
}
