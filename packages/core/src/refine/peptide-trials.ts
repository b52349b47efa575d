/** Tries cis and twisted peptides of the input as trans ones, and keeps those that are better so. */

import type { Volume } from "../map/volume.ts";
import { torsionOf } from "../model/measure.ts";
import { torsionKinds } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { toDegrees } from "../units.ts";
import type { PreparedModel } from "./prepare-model.ts";
import { densityFit } from "./rna/fragment-fits.ts";

/** One peptide that was tried, named by the residue behind its bond. */
export interface PeptideTrial {
  readonly residue: number;
  /** ω of the input, degrees. */
  readonly omegaDeg: number;
  readonly became: "trans" | "as it was";
  /** What trans saves, in units of ½z²; negative where it costs. */
  readonly gain: number;
}

export interface PeptideTrials {
  readonly xyz: Float64Array;
  readonly trials: readonly PeptideTrial[];
}

/** Within so much of 180° a peptide is trans, degrees (Williams et al. 2018, Protein Sci. 27:293). */
const TRANS_WITHIN = 30;
/** Residues on either side of the bond that are judged, and whose coordinates are exchanged. */
const WINDOW = 2;
/**
 * What speaks against a peptide that is not trans before any map is looked at: about 1 in 3,000 before other residues than proline
 * is cis (Williams et al. 2018), as a negative logarithm.
 */
const UNLIKELY = 8;

/** What trials work with. */
export interface PeptideTrialParts {
  readonly model: PreparedModel;
  /** Where it says something, the peptide stays or turns by it. */
  readonly density?: Volume;
  /** Brings coordinates to a minimum of the model's present restraints. */
  readonly minimise: (xyz: Float64Array) => Promise<Float64Array>;
}

/**
 * Minimises the model once as it is and once with all doubtful peptides restrained to trans; each peptide then takes what costs less
 * in density, restraints, Ramachandran angles and clashes around it. The model's restraints follow. Prolines are left alone.
 */
export async function tryTransPeptides(
  xyz: Float64Array,
  { model, density, minimise }: PeptideTrialParts,
): Promise<PeptideTrials> {
  const doubtful = findDoubtful(model, xyz);
  if (doubtful.length === 0) return { xyz, trials: [] };
  const windows = doubtful.map(({ residue }) => windowAround(model.structure, residue));
  const fit = density && densityFit(density, xyz, model.structure.atoms.element);
  const costs = (at: Float64Array): number[] =>
    windows.map(
      (window) => model.costAround(at, new Set(window)) + (fit ? fitOf(fit, model, at, window) : 0),
    );

  const asItIs = await minimise(xyz);
  const before = costs(asItIs);
  model.aim({ transPeptides: Int32Array.from(doubtful, ({ residue }) => residue) });
  const turned = await minimise(xyz);
  const after = costs(turned);

  const merged = asItIs.slice();
  const accepted: number[] = [];
  const trials = doubtful.map(({ residue, omega }, i): PeptideTrial => {
    const isTrans = transness(torsionOf(turned, omega)) <= TRANS_WITHIN;
    const stays = transness(torsionOf(asItIs, omega)) <= TRANS_WITHIN;
    const gain = before[i]! - after[i]! + (stays ? 0 : UNLIKELY);
    const turns = isTrans && gain > 0;
    if (turns) {
      accepted.push(residue);
      copyResidues(model.structure, windows[i]!, turned, merged);
    }
    return {
      residue,
      omegaDeg: toDegrees(torsionOf(xyz, omega)),
      became: turns || stays ? "trans" : "as it was",
      gain,
    };
  });
  model.aim({ transPeptides: Int32Array.from(accepted) });
  return { xyz: merged, trials };
}

type Quadruple = [number, number, number, number];

/** How far a torsion is from 180°, degrees. */
const transness = (omega: number): number => 180 - Math.abs(toDegrees(omega));

function findDoubtful(
  { structure, restraints: { torsions } }: PreparedModel,
  xyz: Float64Array,
): { residue: number; omega: Quadruple }[] {
  const { atoms, residues } = structure;
  const found = new Map<number, Quadruple>();
  const omegaKind = torsionKinds.indexOf("omega");
  for (const [i, kind] of torsions.kind.entries()) {
    if (kind !== omegaKind) continue;
    const omega = [...torsions.atoms.subarray(4 * i, 4 * i + 4)] as Quadruple;
    const residue = atoms.residueOf[omega[2]]!;
    const isTrans = transness(torsionOf(xyz, omega)) <= TRANS_WITHIN;
    if (residues.compId[residue] !== "PRO" && !isTrans) found.set(residue, omega);
  }
  return [...found].map(([residue, omega]) => ({ residue, omega }));
}

/** The residues before and behind the bond in front of `residue`, and their neighbours in the chain. */
function windowAround({ residues }: Structure, residue: number): number[] {
  const chain = residues.chainOf[residue];
  const numbers = Array.from({ length: 2 * WINDOW }, (_, k) => residue - WINDOW + k);
  return numbers.filter((i) => i >= 0 && i < residues.nResidues && residues.chainOf[i] === chain);
}

function fitOf(
  fit: ReturnType<typeof densityFit>,
  { structure }: PreparedModel,
  xyz: Float64Array,
  window: readonly number[],
): number {
  const atoms = Int32Array.from(window.flatMap((residue) => atomsOf(structure, residue)));
  const at = Float64Array.from([...atoms].flatMap((atom) => [...xyz.subarray(3 * atom, 3 * atom + 3)]));
  return fit(atoms)(at, new Float64Array(at.length));
}

function atomsOf({ residues }: Structure, residue: number): number[] {
  const [start, end] = [residues.atomStart[residue]!, residues.atomStart[residue + 1]!];
  return Array.from({ length: end - start }, (_, k) => start + k);
}

function copyResidues(
  structure: Structure,
  window: readonly number[],
  from: Float64Array,
  to: Float64Array,
): void {
  for (const atom of window.flatMap((residue) => atomsOf(structure, residue))) {
    to.set(from.subarray(3 * atom, 3 * atom + 3), 3 * atom);
  }
}
