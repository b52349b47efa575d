/** The backbone of every protein chain and conformer as atom indices, with the breaks between residues. */
import type { Structure } from "../model/structure.ts";
import { atomNamed, conformersOf } from "./conformers.ts";
import { distance } from "./measure.ts";

/** Backbone atoms of one residue; −1 where the model lacks one. */
export interface TraceResidue {
  /** Index into the residues of the structure. */
  readonly residue: number;
  readonly compId: string;
  readonly n: number;
  readonly ca: number;
  readonly c: number;
  readonly o: number;
  readonly cb: number;
  /** Whether C of the residue before in this trace is bonded to N (shorter than 2 Å, as in MolProbity). */
  readonly linked: boolean;
  /** One of the 20 amino acids or selenomethionine: those that have reference distributions. */
  readonly standard: boolean;
}

/** One conformer of one chain; its residues in the order of the chain. */
export interface ProteinTrace {
  readonly chain: number;
  readonly altLoc: string;
  readonly residues: readonly TraceResidue[];
}

/** The amino acids that MolProbity judges. */
export const standardAminoAcids: ReadonlySet<string> = new Set([
  ...["ALA", "ARG", "ASN", "ASP", "CYS", "GLN", "GLU", "GLY", "HIS", "ILE", "LEU"],
  ...["LYS", "MET", "MSE", "PHE", "PRO", "SER", "THR", "TRP", "TYR", "VAL"],
]);

/** Longest C–N distance that counts as a peptide bond, Å. */
const maxPeptideBond = 2;

/** The traces of a structure. A residue is part of one if it is a standard amino acid or has the atoms N, CA and C. */
export function proteinTraces(structure: Structure): ProteinTrace[] {
  const traces: ProteinTrace[] = [];
  for (const { chain, altLoc, residues } of conformersOf(structure)) {
    const trace: TraceResidue[] = [];
    for (const residue of residues) {
      const next = traceResidue(structure, residue, altLoc, trace.at(-1));
      if (next) trace.push(next);
    }
    if (trace.length > 0) traces.push({ chain, altLoc, residues: trace });
  }
  return traces;
}

/** The first conformer of every chain. */
export const firstConformers = (traces: readonly ProteinTrace[]): ProteinTrace[] =>
  traces.filter((trace, i) => trace.chain !== traces[i - 1]?.chain);

function traceResidue(
  structure: Structure,
  residue: number,
  altLoc: string,
  previous: TraceResidue | undefined,
): TraceResidue | undefined {
  const compId = structure.residues.compId[residue]!;
  const standard = standardAminoAcids.has(compId);
  const [n, ca, c, o, cb] = ["N", "CA", "C", "O", "CB"].map((name) =>
    atomNamed(structure, residue, name, altLoc),
  ) as [number, number, number, number, number];
  if (!standard && (n < 0 || ca < 0 || c < 0)) return undefined;
  const linked =
    previous !== undefined &&
    previous.c >= 0 &&
    n >= 0 &&
    distance(structure.atoms.xyz, previous.c, n) < maxPeptideBond;
  return { residue, compId, n, ca, c, o, cb, linked, standard };
}
