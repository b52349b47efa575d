/** Bonds that are not along a chain and that no record names: right atoms at short distances. */
import {
  coordinatingMetals,
  coordinationTolerance,
  metalDonorDistance,
} from "../tables/metal-coordination.ts";
import { AtomGrid, distanceBetween } from "./atom-grid.ts";
import type { CompileContext } from "./compile-context.ts";
import { addAtomLink } from "./connection-links.ts";
import { anomericCarbon } from "./covalent-links.ts";
import { atomLabel } from "./structure.ts";

/** Å; two cysteine sulphurs nearer than this are a disulfide also without a record. */
const longestDisulfide = 2.5;
/** Å; an anomeric carbon without O1 and an acceptor nearer than this are bonded. */
const longestGlycosidic = 1.8;

/** Adds disulfides, glycosidic bonds and metal bonds that no record names, and notes them. */
export function addLinksByDistance(context: CompileContext): void {
  addDisulfidesByDistance(context);
  addGlycosidicByDistance(context);
  addMetalsByDistance(context);
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
      lists.addNote(
        "disulfides found by distance",
        `${atomLabel(structure, sulphur)} – ${atomLabel(structure, other)}`,
      );
      addAtomLink(context, sulphur, other);
    }
  }
}

function addGlycosidicByDistance(context: CompileContext): void {
  const { structure, lists } = context;
  const { xyz } = structure.atoms;
  const donors = structure.residues.compId.flatMap((_, residue) => anomericCarbon(context, residue) ?? []);
  if (donors.length === 0) return;
  const acceptors = atomsWhere(context, (atom) => isAcceptor(context, atom));
  const grid = new AtomGrid(xyz, longestGlycosidic, acceptors);
  for (const carbon of donors) {
    for (const other of grid.near(carbon, longestGlycosidic)) {
      if (!mayMeet(context, carbon, other) || lists.isBonded(carbon, other)) continue;
      lists.addNote(
        "glycosidic bonds found by distance",
        `${atomLabel(structure, carbon)} – ${atomLabel(structure, other)}`,
      );
      addAtomLink(context, carbon, other);
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
      if (distance > ideal + coordinationTolerance[element[donor] === 8 ? "oxygen" : "other"]) continue;
      lists.addNote(
        "metal bonds found by distance",
        `${atomLabel(structure, metal)} – ${atomLabel(structure, donor)} (${distance.toFixed(2)} Å)`,
      );
      addAtomLink(context, metal, donor);
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
