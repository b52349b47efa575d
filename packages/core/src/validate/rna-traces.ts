/** The backbone of every RNA chain as atom indices, with the breaks between residues. */
import type { Structure } from "../model/structure.ts";
import { atomNamed, type Conformer, conformersOf } from "./conformers.ts";
import { distance } from "./measure.ts";

/** The atoms that the backbone torsions and the pucker need. */
export const rnaBackboneAtoms = ["P", "O5'", "C5'", "C4'", "C3'", "O3'", "C2'", "C1'", "O2'"] as const;
export type RnaBackboneAtom = (typeof rnaBackboneAtoms)[number];

/** One ribonucleotide. */
export interface RnaResidue {
  /** Index into the residues of the structure. */
  readonly residue: number;
  readonly compId: string;
  /** Atom index by name, −1 where the model lacks it. */
  readonly atoms: Readonly<Record<RnaBackboneAtom, number>>;
  /** The base atom bonded to C1': N9, N1, or C5 of a pseudouridine. */
  readonly baseAtom: number;
  /** Whether O3' of the residue before in this trace is bonded to P. */
  readonly linked: boolean;
}

/** Longest O3'–P distance that counts as a bond, Å: bad models stretch it a good deal. */
const maxLink = 2.5;
/** Longest glycosidic bond, Å. */
const maxGlycosidicBond = 1.8;

/** The ribonucleotides of every polymer, in its first conformer. Without O2' a nucleotide is not RNA. */
export function rnaTraces(structure: Structure): RnaResidue[][] {
  const { chains, entities } = structure;
  return conformersOf(structure)
    .filter(({ chain }, i, all) => chain !== all[i - 1]?.chain)
    .filter(({ chain }) => entities[chains.entityOf[chain]!]!.type === "polymer")
    .map((conformer) => traceOf(structure, conformer))
    .filter((trace) => trace.length > 0);
}

function traceOf(structure: Structure, { residues, altLoc }: Conformer): RnaResidue[] {
  const { xyz } = structure.atoms;
  const trace: RnaResidue[] = [];
  for (const residue of residues) {
    // Old files write O2* for O2'.
    const find = (name: string): number => {
      const atom = atomNamed(structure, residue, name, altLoc);
      return atom >= 0 ? atom : atomNamed(structure, residue, name.replace("'", "*"), altLoc);
    };
    const atoms = Object.fromEntries(rnaBackboneAtoms.map((name) => [name, find(name)])) as Record<
      RnaBackboneAtom,
      number
    >;
    if (atoms["O2'"] < 0 || atoms["C3'"] < 0) continue;
    const c1 = atoms["C1'"];
    const baseAtom = ["N9", "N1", "C5"]
      .map(find)
      .find((atom) => atom >= 0 && c1 >= 0 && distance(xyz, c1, atom) <= maxGlycosidicBond);
    const o3Before = trace.at(-1)?.atoms["O3'"] ?? -1;
    const linked = o3Before >= 0 && atoms.P >= 0 && distance(xyz, o3Before, atoms.P) <= maxLink;
    const compId = structure.residues.compId[residue]!;
    trace.push({ residue, compId, atoms, baseAtom: baseAtom ?? -1, linked });
  }
  return trace;
}
