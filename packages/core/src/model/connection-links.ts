/** Bonds that are not along a chain: from the file's connection records and from short distances between the right atoms. */
import { elementData } from "../tables/elements.ts";
import {
  coordinatingMetals,
  coordinationTolerance,
  metalDonorDistance,
} from "../tables/metal-coordination.ts";
import { AtomGrid, distanceBetween } from "./atom-grid.ts";
import { belongsToLabel, type CompileContext } from "./compile-context.ts";
import { conformerFor, findAtom, jointLabels } from "./conformers.ts";
import { addCovalentLink, anomericCarbon } from "./covalent-links.ts";
import { addMetalLink } from "./metal-links.ts";
import { addPolymerLink } from "./polymer-link-restraints.ts";
import { linkAtoms, type PolymerLinkKind } from "./polymer-links.ts";
import { atomLabel, type Connection, type ConnectionEnd } from "./structure.ts";

/** Å; records over longer distances cannot be meant for these coordinates. */
const longestRecord = 4.0;
/** Å; two cysteine sulphurs nearer than this are a disulfide also without a record. */
const longestDisulfide = 2.5;
/** Å; an anomeric carbon without O1 and an acceptor nearer than this are bonded. */
const longestGlycosidic = 1.8;

export const isMetal = (context: CompileContext, atom: number): boolean =>
  elementData(context.structure.atoms.element[atom]!).isMetal;

/** Adds all links of both origins; what was ignored or inferred is noted. */
export function addConnectionLinks(context: CompileContext): void {
  for (const record of context.structure.connections) addRecord(context, record);
  addDisulfidesByDistance(context);
  addGlycosidicByDistance(context);
  addMetalsByDistance(context);
}

const endLabel = (end: ConnectionEnd): string =>
  `${end.authAsymId}/${end.compId} ${end.authSeqId}${end.insCode}/${end.atomName}${end.altLoc && `.${end.altLoc}`}`;

function addRecord(context: CompileContext, record: Connection): void {
  const { structure, lists } = context;
  if (record.type === "hydrog") return;
  const name = `connection ${endLabel(record.end1)} – ${endLabel(record.end2)}`;
  if (record.symmetry !== "") {
    lists.notes.push(
      `${name} goes to a symmetry mate (${record.symmetry}); it is kept in the file, but binds nothing here`,
    );
    return;
  }
  if (record.end1.atom < 0 || record.end2.atom < 0) {
    lists.notes.push(`${name} names an atom that is not there; it is kept in the file, but binds nothing`);
    return;
  }
  const { atom: atom1 } = record.end1;
  const { atom: atom2 } = record.end2;
  if (lists.isBonded(atom1, atom2)) return;
  const labels = [structure.atoms.altLoc[atom1]!, structure.atoms.altLoc[atom2]!];
  if (labels[0] !== "" && labels[1] !== "" && labels[0] !== labels[1]) {
    lists.notes.push(`${name} joins alternate conformations of different label; it binds nothing`);
    return;
  }
  const distance = distanceBetween(structure.atoms.xyz, atom1, atom2);
  const limit = record.type === "other" ? covalentReach(context, atom1, atom2) : longestRecord;
  if (distance > limit) {
    if (record.type !== "other") {
      lists.notes.push(`${name} spans ${distance.toFixed(1)} Å; that is no bond, it binds nothing`);
    }
    return;
  }
  addLink(context, atom1, atom2);
}

/** CONECT records also list contacts: only what is as near as bonded atoms are counts. */
function covalentReach(context: CompileContext, atom1: number, atom2: number): number {
  const radius = (atom: number): number => elementData(context.structure.atoms.element[atom]!).covalentRadius;
  return radius(atom1) + radius(atom2) + 0.5;
}

/** Adds the link between two atoms, and the same in every other alternate conformation. */
function addLink(context: CompileContext, atom1: number, atom2: number): void {
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

function atomsWhere(context: CompileContext, accept: (atom: number) => boolean): number[] {
  return Array.from({ length: context.structure.nAtoms }, (_, atom) => atom).filter(accept);
}

function mayMeet(context: CompileContext, atom1: number, atom2: number): boolean {
  const { altLoc, residueOf } = context.structure.atoms;
  const sameLabel = altLoc[atom1] === "" || altLoc[atom2] === "" || altLoc[atom1] === altLoc[atom2];
  return sameLabel && residueOf[atom1] !== residueOf[atom2];
}

function addDisulfidesByDistance(context: CompileContext): void {
  const { structure, lists } = context;
  const { xyz, name, residueOf } = structure.atoms;
  const sulphurs = atomsWhere(
    context,
    (atom) => name[atom] === "SG" && structure.residues.compId[residueOf[atom]!] === "CYS",
  );
  const grid = new AtomGrid(xyz, longestDisulfide, sulphurs);
  const bound = (a: number, b: number): boolean =>
    sulphurs.some((s) => s !== a && s !== b && (lists.isBonded(a, s) || lists.isBonded(b, s)));
  for (const sulphur of sulphurs) {
    for (const other of grid.near(sulphur, longestDisulfide)) {
      if (other < sulphur || !mayMeet(context, sulphur, other)) continue;
      if (lists.isBonded(sulphur, other) || bound(sulphur, other)) continue;
      lists.notes.push(
        `disulfide ${atomLabel(structure, sulphur)} – ${atomLabel(structure, other)} found by distance`,
      );
      addLink(context, sulphur, other);
    }
  }
}

function addGlycosidicByDistance(context: CompileContext): void {
  const { structure, lists } = context;
  const { xyz, element } = structure.atoms;
  const donors = structure.residues.compId.flatMap((_, residue) => anomericCarbon(context, residue) ?? []);
  if (donors.length === 0) return;
  const acceptors = atomsWhere(context, (atom) => isAcceptor(context, atom));
  const grid = new AtomGrid(xyz, longestGlycosidic, acceptors);
  for (const carbon of donors) {
    for (const other of grid.near(carbon, longestGlycosidic)) {
      if (!mayMeet(context, carbon, other) || lists.isBonded(carbon, other)) continue;
      const what = element[other] === 7 ? "N-glycosidic" : "glycosidic";
      lists.notes.push(
        `${what} bond ${atomLabel(structure, carbon)} – ${atomLabel(structure, other)} found by distance`,
      );
      addLink(context, carbon, other);
    }
  }
}

/** Hydroxyls of sugars, Ser, Thr, Tyr, and ND2 of Asn. */
function isAcceptor(context: CompileContext, atom: number): boolean {
  const { structure, monomers } = context;
  const residue = structure.atoms.residueOf[atom]!;
  const name = structure.atoms.name[atom]!;
  const compId = structure.residues.compId[residue]!;
  if (monomers[residue]?.group === "pyranose") return /^O[1-9]$/.test(name);
  const side: Readonly<Record<string, string>> = { ASN: "ND2", SER: "OG", THR: "OG1", TYR: "OH" };
  return side[compId] === name;
}

function addMetalsByDistance(context: CompileContext): void {
  const { structure, lists } = context;
  const { element, xyz } = structure.atoms;
  const metals = atomsWhere(context, (atom) => coordinatingMetals.has(element[atom]!));
  if (metals.length === 0) return;
  const grid = new AtomGrid(
    xyz,
    4,
    atomsWhere(context, (atom) => isDonor(context, atom)),
  );
  for (const metal of metals) {
    for (const donor of grid.near(metal, 4)) {
      if (!mayMeet(context, metal, donor) || lists.isBonded(metal, donor)) continue;
      const ideal = metalDonorDistance(element[metal]!, element[donor]!);
      const distance = distanceBetween(xyz, metal, donor);
      if (distance > ideal + coordinationTolerance) continue;
      lists.notes.push(
        `metal bond ${atomLabel(structure, metal)} – ${atomLabel(structure, donor)} found by distance (${distance.toFixed(2)} Å)`,
      );
      addLink(context, metal, donor);
    }
  }
}

/** Every oxygen, cysteine sulphur, histidine ring nitrogen. */
function isDonor(context: CompileContext, atom: number): boolean {
  const { structure } = context;
  const { element, name, residueOf } = structure.atoms;
  const compId = structure.residues.compId[residueOf[atom]!];
  if (element[atom] === 8) return true;
  if (compId === "CYS") return name[atom] === "SG";
  return compId === "HIS" && (name[atom] === "ND1" || name[atom] === "NE2");
}
