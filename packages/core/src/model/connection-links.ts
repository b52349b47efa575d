/** Bonds that are not along a chain, from the connection records of the file. */
import { elementData } from "../tables/elements.ts";
import { distanceBetween } from "./atom-grid.ts";
import { belongsToLabel, type CompileContext } from "./compile-context.ts";
import { conformerFor, findAtom, jointLabels } from "./conformers.ts";
import { addCovalentLink } from "./covalent-links.ts";
import { addMetalLink } from "./metal-links.ts";
import { addPolymerLink } from "./polymer-link-restraints.ts";
import { linkAtoms, type PolymerLinkKind } from "./polymer-links.ts";
import type { Connection, ConnectionEnd } from "./structure.ts";

/** Å; records over longer distances cannot be meant for these coordinates. */
const longestRecord = 4.0;
const isMetal = (context: CompileContext, atom: number): boolean =>
  elementData(context.structure.atoms.element[atom]!).isMetal;

/** Adds the links of the file's records; what binds nothing is noted. */
export function addRecordedLinks(context: CompileContext): void {
  for (const record of context.structure.connections) addRecord(context, record);
}

const endLabel = (end: ConnectionEnd): string =>
  `${end.authAsymId}/${end.compId} ${end.authSeqId}${end.insCode}/${end.atomName}${end.altLoc && `.${end.altLoc}`}`;

function addRecord(context: CompileContext, record: Connection): void {
  const { structure, lists } = context;
  if (record.type === "hydrog") return;
  const name = `${endLabel(record.end1)} – ${endLabel(record.end2)}`;
  if (record.symmetry !== "") {
    lists.addNote(
      "connection records to symmetry mates, which bind nothing here",
      `${name} (${record.symmetry})`,
    );
    return;
  }
  if (record.end1.atom < 0 || record.end2.atom < 0) {
    lists.addNote("connection records that name an absent atom and bind nothing", name);
    return;
  }
  const { atom: atom1 } = record.end1;
  const { atom: atom2 } = record.end2;
  if (lists.isBonded(atom1, atom2)) return;
  const labels = [structure.atoms.altLoc[atom1]!, structure.atoms.altLoc[atom2]!];
  if (labels[0] !== "" && labels[1] !== "" && labels[0] !== labels[1]) {
    lists.addNote("connection records between different alternate labels, which bind nothing", name);
    return;
  }
  const distance = distanceBetween(structure.atoms.xyz, atom1, atom2);
  const limit = record.type === "other" ? covalentReach(context, atom1, atom2) : longestRecord;
  if (distance > limit) {
    if (record.type !== "other") {
      lists.addNote(
        "connection records over distances that are no bond and bind nothing",
        `${name} (${distance.toFixed(1)} Å)`,
      );
    }
    return;
  }
  addAtomLink(context, atom1, atom2);
}

/** CONECT records also list contacts: only what is as near as bonded atoms are counts. */
function covalentReach(context: CompileContext, atom1: number, atom2: number): number {
  const radius = (atom: number): number => elementData(context.structure.atoms.element[atom]!).covalentRadius;
  return radius(atom1) + radius(atom2) + 0.5;
}

/** Adds the link between two atoms, and the same in every other alternate conformation. */
export function addAtomLink(context: CompileContext, atom1: number, atom2: number): void {
  const { structure, conformers } = context;
  const [residue1, residue2] = [structure.atoms.residueOf[atom1]!, structure.atoms.residueOf[atom2]!];
  const [name1, name2] = [structure.atoms.name[atom1]!, structure.atoms.name[atom2]!];
  for (const kind of ["peptide", "phosphodiester"] as const) {
    const forward = isPolymerEnd(context, kind, atom1, atom2);
    if (forward || isPolymerEnd(context, kind, atom2, atom1)) {
      const [from, to] = forward ? [residue1, residue2] : [residue2, residue1];
      const distance = distanceBetween(structure.atoms.xyz, atom1, atom2);
      addPolymerLink(context, { kind, residue1: from, residue2: to, distance });
      return;
    }
  }
  jointLabels([conformers[residue1]!, conformers[residue2]!]).forEach((label, index) => {
    const first = conformerFor(conformers[residue1]!, label);
    const second = conformerFor(conformers[residue2]!, label);
    const pair = [findAtom(first, name1), findAtom(second, name2)] as const;
    if (pair.includes(-1) || !belongsToLabel(structure, pair, label, index === 0)) return;
    if (context.lists.isBonded(...pair)) return;
    const link = { atom1: pair[0], atom2: pair[1], conformer1: first, conformer2: second };
    if (isMetal(context, pair[0])) addMetalLink(context, link);
    else if (isMetal(context, pair[1])) {
      addMetalLink(context, { atom1: pair[1], atom2: pair[0], conformer1: second, conformer2: first });
    } else addCovalentLink(context, link);
  });
}

function isPolymerEnd(context: CompileContext, kind: PolymerLinkKind, from: number, to: number): boolean {
  const { structure, conformers } = context;
  if (structure.atoms.name[from] !== linkAtoms[kind][0] || structure.atoms.name[to] !== linkAtoms[kind][1]) {
    return false;
  }
  const needed = kind === "peptide" ? ["CA"] : ["C3'"];
  const has = (atom: number, name: string): boolean => {
    const residue = conformers[structure.atoms.residueOf[atom]!]!;
    return findAtom(residue.labelled[0] ?? residue.common, name) >= 0;
  };
  return needed.every((name) => has(from, name) && has(to, name));
}
