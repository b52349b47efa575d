/** Compiles the stereochemistry of a structure: monomers, polymer links, other links, and the input's own geometry for the rest. */
import { InputError } from "../errors.ts";
import { builtInMonomer } from "../tables/monomers.ts";
import type { Pucker } from "../tables/rna-pucker-geometry.ts";
import type { CompileContext } from "./compile-context.ts";
import { type Conformer, conformerFor, type ResidueConformers, residueConformers } from "./conformers.ts";
import { addRecordedLinks } from "./connection-links.ts";
import { addLinksByDistance } from "./distance-links.ts";
import { addInputGeometry } from "./input-geometry.ts";
import type { Monomer, MonomerDictionary } from "./monomer.ts";
import { addPolymerLink } from "./polymer-link-restraints.ts";
import { type PolymerLink, type PolymerLinks, polymerLinks, stretchedLink } from "./polymer-links.ts";
import { addResidueRestraints } from "./residue-restraints.ts";
import { noteSentence, RestraintLists } from "./restraint-lists.ts";
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
  /** Puckers of riboses that are to become so whatever the coordinates are, by residue. */
  readonly puckers?: ReadonlyMap<number, Pucker>;
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
  for (const note of (options.dictionaries ?? []).flatMap((d) => d.notes)) context.lists.addNote(note, "");
  const links = polymerLinks(structure, conformers);
  notePolymer(context, links);
  const unknownAtoms = addMonomers(context, links, options.puckers);
  for (const link of links.links) addPolymerLink(context, link, options.transPeptides);
  addRecordedLinks(context);
  addLinksByDistance(context);
  if (unknownAtoms.length > 0) {
    const unknown = unknownItems(structure, unknownAtoms);
    if (options.strict)
      throw new InputError(`${noteSentence(unknownTopic, unknown)}; give their restraints with --dictionary`);
    for (const item of unknown) context.lists.addNote(unknownTopic, item);
    addInputGeometry(context, unknownAtoms);
  }
  return context.lists.finish();
}

/** Restraints inside residues. Returns the atoms that no dictionary knows. */
function addMonomers(
  context: CompileContext,
  links: PolymerLinks,
  puckers: CompileOptions["puckers"],
): number[] {
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
    const variantOf =
      monomer.group === "rna"
        ? puckerChooser(structure, monomer, conformers[links.next[residue]!], puckers?.get(residue))
        : () => monomer;
    unknown.push(...addResidueRestraints(context, residue, variantOf));
  }
  return unknown;
}

function puckerChooser(
  structure: Structure,
  monomer: Monomer,
  next: ResidueConformers | undefined,
  asked: Pucker | undefined,
): (conformer: Conformer) => Monomer {
  if (asked) {
    const variant = puckeredMonomer(monomer, asked);
    return () => variant;
  }
  return (conformer) => {
    const behind = next && conformerFor(next, conformer.altLoc);
    return puckeredMonomer(monomer, sugarPucker(structure.atoms.xyz, conformer, behind));
  };
}

function notePolymer({ structure, lists }: CompileContext, { links, gaps }: PolymerLinks): void {
  const item = ({ residue1, residue2, distance }: PolymerLink): string => {
    const pair = `${residueLabel(structure, residue1)} – ${residueLabel(structure, residue2)}`;
    return distance < Number.POSITIVE_INFINITY ? `${pair} (${distance.toFixed(1)} Å)` : pair;
  };
  for (const gap of gaps) lists.addNote("gaps, not bonded", item(gap));
  for (const link of links) {
    if (link.distance > stretchedLink) lists.addNote("bonded along the chain although far apart", item(link));
  }
}

const unknownTopic = "no dictionary describes these atoms, they are held at the geometry of the input";

/** Whole residues by name, single atoms where the rest of a residue is known. */
function unknownItems(structure: Structure, atoms: readonly number[]): string[] {
  const byResidue = new Map<number, number[]>();
  for (const atom of atoms) {
    const residue = structure.atoms.residueOf[atom]!;
    const own = byResidue.get(residue);
    if (own) own.push(atom);
    else byResidue.set(residue, [atom]);
  }
  return [...byResidue].map(([residue, own]) => {
    const { atomStart } = structure.residues;
    const isWhole = own.length === atomStart[residue + 1]! - atomStart[residue]!;
    if (isWhole) return `${residueLabel(structure, residue)} (${own.length} atoms)`;
    return own.map((atom) => atomLabel(structure, atom)).join(", ");
  });
}
