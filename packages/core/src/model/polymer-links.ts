/** Which residues of a chain are bonded to each other as a polymer: by order, sequence and distance, never by residue number. */
import { distanceBetween } from "./atom-grid.ts";
import {
  conformerFor,
  findAtom,
  jointLabels,
  type ResidueConformers,
  residueConformers,
} from "./conformers.ts";
import type { Structure } from "./structure.ts";

export type PolymerLinkKind = "peptide" | "phosphodiester";

/** The bond from C of `residue1` to N of `residue2`, or from O3' to P. */
export interface PolymerLink {
  readonly kind: PolymerLinkKind;
  readonly residue1: number;
  readonly residue2: number;
  /** Å in the input. */
  readonly distance: number;
}

/** Neighbours in a chain that could be bonded by their atoms, but are too far apart. */
export type PolymerGap = PolymerLink;

export interface PolymerLinks {
  readonly links: readonly PolymerLink[];
  readonly gaps: readonly PolymerGap[];
  /** [nResidues] the residue bonded in front, -1 for none; the first one at microheterogeneous places. */
  readonly previous: Int32Array;
  /** [nResidues] the residue bonded behind, -1 for none. */
  readonly next: Int32Array;
}

/** The atoms that a link joins. */
export const linkAtoms: Readonly<Record<PolymerLinkKind, readonly [string, string]>> = {
  peptide: ["C", "N"],
  phosphodiester: ["O3'", "P"],
};

/** Å; up to these distances the ends are bonded, depending on what the sequence says of the two residues. */
const bondingDistance = { consecutive: 3.0, unknown: 2.5, apart: 1.8 };
/** Å; a bond longer than this is told to the user. */
export const stretchedLink = 2.0;

const hasAtoms = (residue: ResidueConformers, names: readonly string[]): boolean =>
  names.every((name) => findAtom(residue.labelled[0] ?? residue.common, name) >= 0);

/** What kind of link could join two residues, by their atoms: caps (ACE, NME) count beside an amino acid. */
function possibleLink(first: ResidueConformers, second: ResidueConformers): PolymerLinkKind | undefined {
  const aminoAcid = ["N", "CA", "C"];
  if (hasAtoms(first, ["C", "O"]) && hasAtoms(second, ["N"])) {
    if (hasAtoms(first, aminoAcid) || hasAtoms(second, aminoAcid)) return "peptide";
  }
  const sugar = ["C4'", "C3'"];
  if (hasAtoms(first, [...sugar, "O3'"]) && hasAtoms(second, [...sugar, "P"])) return "phosphodiester";
  return undefined;
}

function linkDistance(
  xyz: Float64Array,
  kind: PolymerLinkKind,
  first: ResidueConformers,
  second: ResidueConformers,
): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (const label of jointLabels([first, second])) {
    const end1 = findAtom(conformerFor(first, label), linkAtoms[kind][0]);
    const end2 = findAtom(conformerFor(second, label), linkAtoms[kind][1]);
    if (end1 >= 0 && end2 >= 0) shortest = Math.min(shortest, distanceBetween(xyz, end1, end2));
  }
  return shortest;
}

/** How far apart the sequence puts two residues. Only entities whose sequence is known have a say. */
function sequenceRelation(
  structure: Structure,
  residue1: number,
  residue2: number,
): keyof typeof bondingDistance {
  const { residues, chains, entities } = structure;
  const entity = entities[chains.entityOf[residues.chainOf[residue1]!]!];
  const step = residues.labelSeqId[residue2]! - residues.labelSeqId[residue1]!;
  const numbered = residues.labelSeqId[residue1]! > 0 && residues.labelSeqId[residue2]! > 0;
  if (!entity || entity.sequence.length === 0 || !numbered) return "unknown";
  return step === 1 ? "consecutive" : "apart";
}

/** Residues of a chain grouped by place: alternatives at one place (microheterogeneity) stand together. */
function placesOfChain(structure: Structure, chain: number): number[][] {
  const { residues, chains } = structure;
  const places: number[][] = [];
  for (let r = chains.residueStart[chain]!; r < chains.residueStart[chain + 1]!; r++) {
    const last = places.at(-1);
    const before = last?.[0];
    const samePlace =
      before !== undefined &&
      residues.authSeqId[before] === residues.authSeqId[r] &&
      residues.insCode[before] === residues.insCode[r] &&
      residues.compId[before] !== residues.compId[r];
    if (last && samePlace) last.push(r);
    else places.push([r]);
  }
  return places;
}

/** Finds the bonds along all chains of a structure. `conformers` saves building them again. */
export function polymerLinks(
  structure: Structure,
  conformers: readonly ResidueConformers[] = residueConformers(structure),
): PolymerLinks {
  const links: PolymerLink[] = [];
  const previous = new Int32Array(structure.residues.nResidues).fill(-1);
  const next = new Int32Array(structure.residues.nResidues).fill(-1);
  const gaps: PolymerGap[] = [];
  const visit = (residue1: number, residue2: number): void => {
    const [first, second] = [conformers[residue1]!, conformers[residue2]!];
    const kind = possibleLink(first, second);
    if (!kind) return;
    const distance = linkDistance(structure.atoms.xyz, kind, first, second);
    if (distance > bondingDistance[sequenceRelation(structure, residue1, residue2)]) {
      gaps.push({ kind, residue1, residue2, distance });
      return;
    }
    links.push({ kind, residue1, residue2, distance });
    if (next[residue1] === -1) next[residue1] = residue2;
    if (previous[residue2] === -1) previous[residue2] = residue1;
  };
  for (let chain = 0; chain < structure.chains.nChains; chain++) {
    const places = placesOfChain(structure, chain);
    for (let i = 1; i < places.length; i++) {
      for (const residue1 of places[i - 1]!) {
        for (const residue2 of places[i]!) visit(residue1, residue2);
      }
    }
  }
  return { links, gaps, previous, next };
}
