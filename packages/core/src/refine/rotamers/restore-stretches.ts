/** First, do no harm: stretches of a chain that moved out of the map go back to where they were. */
import type { Volume } from "../../map/volume.ts";
import { omegaAtoms } from "../../model/backbone-torsions.ts";
import { torsionOf } from "../../model/measure.ts";
import { polymerLinks } from "../../model/polymer-links.ts";
import type { Structure } from "../../model/structure.ts";
import { residueCorrelations } from "./residue-correlations.ts";
import { angleBetween } from "./turn-side-chain.ts";

export interface StretchParts {
  readonly structure: Structure;
  /** [n,3] Å each. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly map: { readonly density: Volume; readonly resolution: number };
}

export interface RestoredStretches {
  /** [n,3] Å: bonds at the ends of what went back are strained. */
  readonly xyz: Float64Array;
  /** Residues that are where they were before, ascending. */
  readonly residues: readonly number[];
}

/** Residues first … end − 1 of one chain. */
interface Stretch {
  readonly first: number;
  readonly end: number;
}

/** A loss of correlation (mean over a residue and its two neighbours) beyond this is clear, … */
const clearLoss = 0.1;
/** … where the backbone fitted at least so well before … */
const leastFit = 0.4;
/** … and moved by more than this, Å. */
const leastMove = 0.5;
/** Residues on either side that follow by less and less, and how far these may have moved: beyond, a whole domain did, Å. */
const [nFollowing, farthestEnd] = [3, 2.5];
/** Residues between two stretches that go back with them. */
const longestGap = 2;

/**
 * Polymer residues whose backbone fits the map clearly worse than before go back, with their side chains; three neighbours on each side
 * are shifted along by three, two and one quarters of their way. Stretches at the ends of which the chain moved far, or with a peptide that
 * turned from cis to trans or back, stay. So do those whose correlation with the map does not rise by it.
 */
export function restoreStretches({ structure, before, after, map }: StretchParts): RestoredStretches {
  const then = residueCorrelations(structure, before, map).backbone;
  const now = residueCorrelations(structure, after, map).backbone;
  const moves = backboneMoves(structure, before, after);
  const turned = turnedPeptides(structure, before, after);
  const lengthOf = (residue: number): number => Math.hypot(...moves[residue]!);
  const stretches = lostStretches(structure, then, now, lengthOf).filter(
    (stretch) =>
      endsOf(structure, stretch).every((residue) => lengthOf(residue) <= farthestEnd) &&
      !residuesOf(stretch).some((residue) => turned.has(residue)),
  );
  const tried = after.slice();
  for (const stretch of stretches) putBack(structure, stretch, { before, moves, xyz: tried });
  const left = residueCorrelations(structure, tried, map).backbone;
  const xyz = after.slice();
  const gaining = stretches.filter((stretch) => {
    const gain = residuesOf(stretch).reduce((sum, residue) => sum + left[residue]! - now[residue]!, 0);
    return gain / (stretch.end - stretch.first) > clearLoss / 2;
  });
  for (const stretch of gaining) putBack(structure, stretch, { before, moves, xyz });
  return { xyz, residues: gaining.flatMap(residuesOf) };
}

const residuesOf = ({ first, end }: Stretch): number[] =>
  Array.from({ length: end - first }, (_, i) => first + i);

/** How the backbone of each residue would have to move to be back, Å. */
function backboneMoves(
  { atoms, residues }: Structure,
  before: Float64Array,
  after: Float64Array,
): (readonly [number, number, number])[] {
  return Array.from({ length: residues.nResidues }, (_, residue) => {
    const sum: [number, number, number] = [0, 0, 0];
    let n = 0;
    for (let atom = residues.atomStart[residue]!; atom < residues.atomStart[residue + 1]!; atom++) {
      if (!["N", "CA", "C", "P", "C4'", "C3'"].includes(atoms.name[atom]!)) continue;
      n++;
      for (let k = 0; k < 3; k++) sum[k]! += before[3 * atom + k]! - after[3 * atom + k]!;
    }
    return sum.map((x) => (n > 0 ? x / n : 0)) as [number, number, number];
  });
}

/** Residues behind a peptide bond that is cis on one side of the refinement alone. */
function turnedPeptides(structure: Structure, before: Float64Array, after: Float64Array): Set<number> {
  return new Set(
    omegaAtoms(structure, polymerLinks(structure))
      .filter(
        ({ omega }) =>
          Math.abs(angleBetween(torsionOf(before, omega), torsionOf(after, omega))) > Math.PI / 2,
      )
      .map(({ residue }) => residue),
  );
}

function lostStretches(
  structure: Structure,
  then: Float64Array,
  now: Float64Array,
  lengthOf: (residue: number) => number,
): Stretch[] {
  const loss = (residue: number): number => {
    const around = [residue - 1, residue, residue + 1].filter((other) =>
      isSameChain(structure, residue, other),
    );
    const known = around.map((other) => then[other]! - now[other]!).filter(Number.isFinite);
    return known.reduce((sum, x) => sum + x, 0) / Math.max(1, known.length);
  };
  const stretches: Stretch[] = [];
  for (let residue = 0; residue < then.length; residue++) {
    const isLost = loss(residue) > clearLoss && then[residue]! > leastFit && lengthOf(residue) > leastMove;
    if (!isLost || !isPolymer(structure, residue)) continue;
    const last = stretches.at(-1);
    const joins = last && residue - last.end <= longestGap && isSameChain(structure, last.first, residue);
    if (joins) stretches[stretches.length - 1] = { first: last.first, end: residue + 1 };
    else stretches.push({ first: residue, end: residue + 1 });
  }
  return stretches;
}

const isSameChain = ({ residues }: Structure, residue: number, other: number): boolean =>
  other >= 0 && other < residues.nResidues && residues.chainOf[other] === residues.chainOf[residue];

const isPolymer = ({ residues, chains, entities }: Structure, residue: number): boolean =>
  entities[chains.entityOf[residues.chainOf[residue]!]!]!.type === "polymer";

/** The last of the residues on each side that follow a stretch, as far as the chain goes. */
function endsOf(structure: Structure, { first, end }: Stretch): number[] {
  return [first - nFollowing, end - 1 + nFollowing].filter((residue) =>
    isSameChain(structure, first, residue),
  );
}

interface PutBackParts {
  readonly before: Float64Array;
  readonly moves: readonly (readonly [number, number, number])[];
  readonly xyz: Float64Array;
}

function putBack(structure: Structure, { first, end }: Stretch, { before, moves, xyz }: PutBackParts): void {
  const { atomStart } = structure.residues;
  for (let residue = first - nFollowing; residue < end + nFollowing; residue++) {
    if (!isSameChain(structure, first, residue)) continue;
    const away = Math.max(0, first - residue, residue - end + 1);
    const share = 1 - away / (nFollowing + 1);
    for (let i = 3 * atomStart[residue]!; i < 3 * atomStart[residue + 1]!; i++) {
      xyz[i] = away === 0 ? before[i]! : xyz[i]! + share * moves[residue]![i % 3]!;
    }
  }
}
