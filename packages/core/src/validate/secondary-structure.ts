/** Secondary structure from CA positions: helix, strand in a sheet, or loop, for every residue. */
import type { Structure } from "../model/structure.ts";
import type { SecondaryStructure } from "../tables/rama-z.ts";
import { findSegments } from "./ca-segments.ts";
import { distance, position, type Vector } from "./measure.ts";
import { firstConformers, type ProteinTrace, type TraceResidue } from "./protein-traces.ts";
import { findSheets } from "./strand-pairs.ts";

/** Consecutive CA atoms further apart than this are not bonded, Å. */
const maxCaStep = 6;
/** Below this completeness of N, CA and O the CA atoms alone are used. */
const minComplete = 0.95;

/**
 * The letter of every residue (index into the structure's residues): H, S or L; residues outside protein are absent.
 * Strands count only where they pair with another strand of their chain, as Rama-Z was calibrated.
 */
export function assignSecondaryStructure(
  structure: Structure,
  traces: readonly ProteinTrace[],
): Map<number, SecondaryStructure> {
  const letters = new Map<number, SecondaryStructure>();
  for (const residue of traces.flatMap((trace) => trace.residues)) letters.set(residue.residue, "L");
  const chains = firstConformers(traces);
  const usable = residueFilter(chains);
  for (const { residues } of chains) assignChain(structure, residues.filter(usable), letters);
  return letters;
}

/** Known residues with CA; of a nearly complete model only those with the whole backbone. */
function residueFilter(traces: readonly ProteinTrace[]): (residue: TraceResidue) => boolean {
  const all = traces.flatMap((trace) => trace.residues).filter(({ compId }) => compId !== "UNK");
  const complete = Math.min(
    ...(["n", "ca", "o"] as const).map((atom) => all.filter((residue) => residue[atom] >= 0).length),
  );
  if (complete === all.length || complete < minComplete * all.length) {
    return ({ ca, compId }) => ca >= 0 && compId !== "UNK";
  }
  return ({ n, ca, c, o, compId }) => Math.min(n, ca, c, o) >= 0 && compId !== "UNK";
}

function assignChain(
  structure: Structure,
  residues: readonly TraceResidue[],
  letters: Map<number, SecondaryStructure>,
): void {
  const strands: TraceResidue[][] = [];
  for (const stretch of stretchesOf(structure, residues)) {
    for (const { kind, first, last } of findSegments(positions(structure, stretch))) {
      const members = stretch.slice(first, last + 1);
      if (kind === "strand") strands.push(members);
      else for (const { residue } of members) letters.set(residue, "H");
    }
  }
  const sheets = findSheets(strands.map((strand) => positions(structure, strand)));
  for (const { strand, range } of sheets.flat()) {
    for (const { residue } of strands[strand]!.slice(range[0], range[1] + 1)) letters.set(residue, "S");
  }
}

const positions = (structure: Structure, residues: readonly TraceResidue[]): Vector[] =>
  residues.map(({ ca }) => position(structure.atoms.xyz, ca));

/** Cuts a chain where the numbering skips, an insertion code stands, or consecutive CA atoms lie far apart. */
function stretchesOf(structure: Structure, residues: readonly TraceResidue[]): TraceResidue[][] {
  const { authSeqId } = structure.residues;
  const stretches: TraceResidue[][] = [];
  residues.forEach((residue, i) => {
    const before = residues[i - 1];
    const follows =
      before !== undefined &&
      authSeqId[residue.residue] === authSeqId[before.residue]! + 1 &&
      distance(structure.atoms.xyz, before.ca, residue.ca) < maxCaStep;
    if (follows) stretches.at(-1)!.push(residue);
    else stretches.push([residue]);
  });
  return stretches;
}
