/** The heavy atoms of a structure as contacts see them: existing hydrogens and atoms without a place left out. */
import type { Structure } from "../../model/structure.ts";
import { knownNucleotides, proteinResidues, waterResidues } from "../../tables/contact-chemistry.ts";

/** Heavy atoms in the order of the file, with the identity that contact rules ask for. All arrays [n] unless said. */
export interface ContactSites {
  readonly structure: Structure;
  readonly nAtoms: number;
  /** Index of each atom in the structure. */
  readonly sourceOf: Int32Array;
  /** Å, [n,3]. */
  readonly xyz: Float64Array;
  readonly element: Uint8Array;
  readonly name: readonly string[];
  /** Number of the alternate label; 0 for none. */
  readonly alt: Uint8Array;
  /** Alternate labels by number. */
  readonly altLabels: readonly string[];
  readonly occ: Float64Array;
  readonly bIso: Float64Array;
  readonly residueOf: Int32Array;
  /** First heavy atom of each residue; [nResidues + 1]. */
  readonly residueStart: Int32Array;
  readonly residues: ResiduePlaces;
}

/** Per residue of the structure. */
export interface ResiduePlaces {
  /** The same number for residues that are alternatives at one place (microheterogeneity). */
  readonly place: Int32Array;
  /** Number of the author chain; chains of one letter are one chain. */
  readonly authorChain: Int32Array;
  readonly isWater: Uint8Array;
  readonly isProtein: Uint8Array;
  readonly isNucleotide: Uint8Array;
}

/** Builds the sites. Atoms without finite coordinates are left out; an occupancy that is no number counts as 1. */
export function contactSites(structure: Structure): ContactSites {
  const { atoms, residues } = structure;
  const kept: number[] = [];
  const residueStart = new Int32Array(residues.nResidues + 1);
  for (let residue = 0; residue < residues.nResidues; residue++) {
    for (let atom = residues.atomStart[residue]!; atom < residues.atomStart[residue + 1]!; atom++) {
      if (atoms.element[atom] !== 1 && hasPlace(atoms.xyz, atom)) kept.push(atom);
    }
    residueStart[residue + 1] = kept.length;
  }
  const altLabels = [""];
  const altNumber = (label: string): number => {
    const known = altLabels.indexOf(label);
    return known >= 0 ? known : altLabels.push(label) - 1;
  };
  const xyz = new Float64Array(3 * kept.length);
  kept.forEach((atom, i) => {
    xyz.set(atoms.xyz.subarray(3 * atom, 3 * atom + 3), 3 * i);
  });
  return {
    structure,
    nAtoms: kept.length,
    sourceOf: Int32Array.from(kept),
    xyz,
    element: Uint8Array.from(kept, (atom) => atoms.element[atom]!),
    name: kept.map((atom) => atoms.name[atom]!),
    alt: Uint8Array.from(kept, (atom) => altNumber(atoms.altLoc[atom]!)),
    altLabels,
    occ: Float64Array.from(kept, (atom) => (Number.isNaN(atoms.occ[atom]) ? 1 : atoms.occ[atom]!)),
    bIso: Float64Array.from(kept, (atom) => atoms.bIso[atom]!),
    residueOf: Int32Array.from(kept, (atom) => atoms.residueOf[atom]!),
    residueStart,
    residues: residuePlaces(structure),
  };
}

const hasPlace = (xyz: Float64Array, atom: number): boolean =>
  Number.isFinite(xyz[3 * atom]! + xyz[3 * atom + 1]! + xyz[3 * atom + 2]!);

function residuePlaces(structure: Structure): ResiduePlaces {
  const { residues, chains } = structure;
  const n = residues.nResidues;
  const place = new Int32Array(n);
  const authorChain = new Int32Array(n);
  const chainNumber = new Map<string, number>();
  for (let residue = 0; residue < n; residue++) {
    const chain = chains.authAsymId[residues.chainOf[residue]!]!;
    if (!chainNumber.has(chain)) chainNumber.set(chain, chainNumber.size);
    authorChain[residue] = chainNumber.get(chain)!;
    const before = residue - 1;
    const alternative =
      residue > 0 &&
      residues.chainOf[before] === residues.chainOf[residue] &&
      residues.authSeqId[before] === residues.authSeqId[residue] &&
      residues.insCode[before] === residues.insCode[residue];
    place[residue] = alternative ? place[before]! : residue;
  }
  const flags = (set: ReadonlySet<string>) => Uint8Array.from(residues.compId, (id) => (set.has(id) ? 1 : 0));
  return {
    place,
    authorChain,
    isWater: flags(waterResidues),
    isProtein: flags(proteinResidues),
    isNucleotide: flags(knownNucleotides),
  };
}
