/** A structure's stereochemistry: terms that are set once and evaluated many times, value and gradient. */
import { planChunks, type Reach } from "../chunk-plan.ts";
import {
  checkHydrogens,
  createRidingHydrogens,
  type HydrogenList,
  type RidingHydrogens,
} from "../hydrogens/riding-hydrogens.ts";
import type { Block, Scope } from "../memory.ts";
import type { GeometryKernels } from "../open-geometry.ts";
import type { KernelCall } from "../pool/program.ts";
import type { CompiledTerm, Loss, Measurement, TermContext } from "./compiled-term.ts";
import { type TermDefinition, type TermLists, type TermName, termNames, termTable } from "./term-table.ts";
import { createWindows, type GradientWindows } from "./windows.ts";

/** The loss of each term that takes part. */
export type TermLosses = { readonly [T in TermName]?: Loss };

/** One evaluation. */
export interface Evaluation {
  /** Σ weight·value. */
  readonly total: number;
  /** Each term's sum of losses, unweighted; 0 for terms that do not take part. */
  readonly perTerm: Readonly<Record<TermName, number>>;
  /** Atoms with more neighbours than a pair list holds: some of their contacts were left out. */
  readonly nCapped: number;
}

/** Terms over one set of atoms. */
export interface GeometrySystem {
  readonly nAtoms: number;
  /** Atoms and hydrogens. */
  readonly nSites: number;
  /** Gives a term its restraints, in place of earlier ones. Throws RangeError for indices or numbers that cannot be meant. */
  set<T extends TermName>(term: T, list: TermLists[T]): void;
  /** Evaluates the terms of `losses` at `xyz` ([n,3], Å) and writes ∂total/∂xyz ([n,3], 1/Å) over `gradient`. Terms without restraints give 0. */
  evaluate(xyz: Float64Array, gradient: Float64Array, losses: TermLosses): Evaluation;
  /** z of each restraint of a term at `xyz`, in the order of its list; for pair terms of each overlapping pair, with its sites. */
  measure(term: TermName, xyz: Float64Array): Measurement;
  /** Where the hydrogens are at `xyz`: [nSites − nAtoms, 3], Å. */
  placeHydrogens(xyz: Float64Array): Float64Array;
  dispose(): void;
}

/**
 * Opens a system of n atoms, and of hydrogens that ride on them, without any term. Throws RangeError for hydrogens that cannot
 * be meant.
 */
export function createSystem(
  kernels: GeometryKernels,
  nAtoms: number,
  hydrogens?: HydrogenList,
): GeometrySystem {
  if (hydrogens) checkHydrogens(hydrogens, nAtoms);
  return new KernelSystem(kernels, nAtoms, hydrogens);
}

class KernelSystem implements GeometrySystem {
  readonly nAtoms: number;
  readonly nSites: number;
  readonly #scope: Scope;
  readonly #xyz: Block<Float64Array>;
  readonly #gradient: Block<Float64Array>;
  readonly #context: TermContext;
  readonly #hydrogens: RidingHydrogens | undefined;
  readonly #terms = new Map<TermName, CompiledTerm>();
  /** Made for the present terms; undefined after one was set. */
  #windows: (GradientWindows & { readonly scope: Scope }) | undefined;

  constructor(kernels: GeometryKernels, nAtoms: number, hydrogens: HydrogenList | undefined) {
    this.nAtoms = nAtoms;
    this.nSites = nAtoms + (hydrogens?.rule.length ?? 0);
    this.#scope = kernels.memory.scope();
    this.#xyz = this.#scope.float64(3 * this.nSites);
    this.#gradient = this.#scope.float64(3 * this.nSites);
    this.#context = {
      kernels,
      plan: planChunks(nAtoms),
      sites: planChunks(this.nSites),
      xyz: this.#xyz.pointer,
      gradient: this.#gradient.pointer,
    };
    this.#hydrogens = hydrogens && createRidingHydrogens(kernels, this.#scope, this.#context, hydrogens);
  }

  set<T extends TermName>(term: T, list: TermLists[T]): void {
    const definition: TermDefinition<TermLists[T]> = termTable[term];
    const compiled = definition.compile(this.#context, list);
    this.#terms.get(term)?.dispose();
    this.#terms.set(term, compiled);
    this.#forgetWindows();
  }

  evaluate(xyz: Float64Array, gradient: Float64Array, losses: TermLosses): Evaluation {
    const taking = this.#takingPart(losses);
    const needHydrogens = taking.some((term) => term.usesHydrogens);
    this.#place(xyz, needHydrogens);
    const nCapped = taking.reduce((sum, term) => sum + term.prepare(), 0);
    this.#gradient.view.fill(0, 3 * this.nAtoms);
    this.#run(taking).sum();
    for (const term of taking) term.finish();
    if (needHydrogens) this.#hydrogens?.pull();
    gradient.set(this.#gradient.view.subarray(0, 3 * this.nAtoms));
    const perTerm = Object.fromEntries(
      termNames.map((name) => [name, losses[name] ? (this.#terms.get(name)?.value() ?? 0) : 0]),
    ) as Record<TermName, number>;
    const total = termNames.reduce((sum, name) => sum + (losses[name]?.weight ?? 0) * perTerm[name], 0);
    return { total, perTerm, nCapped };
  }

  measure(name: TermName, xyz: Float64Array): Measurement {
    const term = this.#terms.get(name);
    if (!term) return { z: new Float64Array(0) };
    term.setLoss({ weight: 1, harmonic: 1 });
    this.#place(xyz, term.usesHydrogens);
    term.prepare();
    return term.measure(() => this.#run([term]));
  }

  placeHydrogens(xyz: Float64Array): Float64Array {
    this.#place(xyz, true);
    return Float64Array.from(this.#xyz.view.subarray(3 * this.nAtoms));
  }

  dispose(): void {
    for (const term of this.#terms.values()) term.dispose();
    this.#terms.clear();
    this.#forgetWindows();
    this.#scope.free();
  }

  /** The terms of `losses` that have restraints, with their losses set. */
  #takingPart(losses: TermLosses): CompiledTerm[] {
    const taking: CompiledTerm[] = [];
    for (const [name, term] of this.#terms) {
      const loss = losses[name];
      if (!loss) continue;
      term.setLoss(loss);
      taking.push(term);
    }
    return taking;
  }

  #place(xyz: Float64Array, withHydrogens: boolean): void {
    if (xyz.length !== 3 * this.nAtoms) {
      throw new RangeError(`${xyz.length} coordinates for ${this.nAtoms} atoms`);
    }
    this.#xyz.view.set(xyz);
    if (withHydrogens) this.#hydrogens?.place();
  }

  /** Runs all chunks of the terms; leaves their gradients in the windows. */
  #run(terms: readonly CompiledTerm[]): GradientWindows {
    const windows = this.#openWindows();
    const { nChunks } = this.#context.plan;
    const nCalls = terms.reduce((most, term) => Math.max(most, term.nChunks), nChunks + 1);
    const chunks = Array.from({ length: nCalls }, (_, chunk): KernelCall[] =>
      chunk > nChunks
        ? terms.flatMap((term) => term.calls(chunk, 0))
        : [
            ["clearWindow", chunk, windows.table],
            ...terms.flatMap((term) => term.calls(chunk, windows.origin(chunk))),
          ],
    );
    this.#context.kernels.run(chunks);
    return windows;
  }

  /** Windows over the atoms that each chunk's terms touch together. */
  #openWindows(): GradientWindows {
    if (this.#windows) return this.#windows;
    const { kernels, plan, gradient } = this.#context;
    const reach = Array.from({ length: plan.nChunks + 1 }, (_, chunk): Reach => {
      const union = { first: this.nAtoms, end: 0 };
      for (const term of this.#terms.values()) {
        const { first, end } = term.reach(chunk);
        union.first = Math.min(union.first, first);
        union.end = Math.max(union.end, end);
      }
      return union;
    });
    const scope = kernels.memory.scope();
    this.#windows = { ...createWindows(kernels, scope, plan, reach, gradient), scope };
    return this.#windows;
  }

  #forgetWindows(): void {
    this.#windows?.scope.free();
    this.#windows = undefined;
  }
}
