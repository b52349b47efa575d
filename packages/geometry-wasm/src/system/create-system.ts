/** A structure's stereochemistry: terms that are set once and evaluated many times, value and gradient. */
import { type ChunkPlan, planChunks, type Reach } from "../chunk-plan.ts";
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
  /** Gives a term its restraints, in place of earlier ones. Throws RangeError for indices or numbers that cannot be meant. */
  set<T extends TermName>(term: T, list: TermLists[T]): void;
  /** Evaluates the terms of `losses` at `xyz` ([n,3], Å) and writes ∂total/∂xyz ([n,3], 1/Å) over `gradient`. Terms without restraints give 0. */
  evaluate(xyz: Float64Array, gradient: Float64Array, losses: TermLosses): Evaluation;
  /** z of each restraint of a term at `xyz`, in the order of its list; for `repulsion` of each overlapping pair, with its atoms. */
  measure(term: TermName, xyz: Float64Array): Measurement;
  dispose(): void;
}

/** Opens a system of n atoms without any term. */
export function createSystem(kernels: GeometryKernels, nAtoms: number): GeometrySystem {
  return new KernelSystem(kernels, nAtoms);
}

class KernelSystem implements GeometrySystem {
  readonly nAtoms: number;
  readonly #kernels: GeometryKernels;
  readonly #plan: ChunkPlan;
  readonly #scope;
  readonly #xyz;
  readonly #gradient;
  readonly #terms = new Map<TermName, CompiledTerm>();
  /** Made for the present terms; undefined after one was set. */
  #windows: GradientWindows | undefined;

  constructor(kernels: GeometryKernels, nAtoms: number) {
    this.nAtoms = nAtoms;
    this.#kernels = kernels;
    this.#plan = planChunks(nAtoms);
    this.#scope = kernels.memory.scope();
    this.#xyz = this.#scope.float64(3 * nAtoms);
    this.#gradient = this.#scope.float64(3 * nAtoms);
  }

  set<T extends TermName>(term: T, list: TermLists[T]): void {
    const definition: TermDefinition<TermLists[T]> = termTable[term];
    const context: TermContext = {
      kernels: this.#kernels,
      plan: this.#plan,
      xyz: this.#xyz.pointer,
      gradient: this.#gradient.pointer,
    };
    const compiled = definition.compile(context, list);
    this.#terms.get(term)?.dispose();
    this.#terms.set(term, compiled);
    this.#windows?.free();
    this.#windows = undefined;
  }

  evaluate(xyz: Float64Array, gradient: Float64Array, losses: TermLosses): Evaluation {
    this.#place(xyz);
    const taking: CompiledTerm[] = [];
    let nCapped = 0;
    for (const [name, term] of this.#terms) {
      const loss = losses[name];
      if (!loss) continue;
      term.setLoss(loss);
      nCapped += term.prepare();
      taking.push(term);
    }
    const windows = this.#run(taking);
    windows.sum();
    for (const term of taking) term.finish();
    gradient.set(this.#gradient.view);
    const perTerm = Object.fromEntries(
      termNames.map((name) => [name, losses[name] ? (this.#terms.get(name)?.value() ?? 0) : 0]),
    ) as Record<TermName, number>;
    const total = termNames.reduce((sum, name) => sum + (losses[name]?.weight ?? 0) * perTerm[name], 0);
    return { total, perTerm, nCapped };
  }

  measure(name: TermName, xyz: Float64Array): Measurement {
    const term = this.#terms.get(name);
    if (!term) return { z: new Float64Array(0) };
    this.#place(xyz);
    term.setLoss({ weight: 1, harmonic: 1 });
    term.prepare();
    return term.measure(() => this.#run([term]));
  }

  dispose(): void {
    for (const term of this.#terms.values()) term.dispose();
    this.#terms.clear();
    this.#windows?.free();
    this.#windows = undefined;
    this.#scope.free();
  }

  #place(xyz: Float64Array): void {
    if (xyz.length !== 3 * this.nAtoms) {
      throw new RangeError(`${xyz.length} coordinates for ${this.nAtoms} atoms`);
    }
    this.#xyz.view.set(xyz);
  }

  /** Runs all chunks of the terms; leaves their gradients in the windows. */
  #run(terms: readonly CompiledTerm[]): GradientWindows {
    this.#windows ??= createWindows(this.#kernels, this.#plan, this.#reach(), this.#gradient.pointer);
    const windows = this.#windows;
    const chunks = Array.from({ length: this.#plan.nChunks + 1 }, (_, chunk): KernelCall[] => [
      ["clearWindow", chunk, windows.table],
      ...terms.flatMap((term) => term.calls(chunk, windows.origin(chunk))),
    ]);
    this.#kernels.run(chunks);
    return windows;
  }

  /** The atoms that each chunk's terms touch together. */
  #reach(): Reach[] {
    return Array.from({ length: this.#plan.nChunks + 1 }, (_, chunk) => {
      const union = { first: this.nAtoms, end: 0 };
      for (const term of this.#terms.values()) {
        const { first, end } = term.reach(chunk);
        union.first = Math.min(union.first, first);
        union.end = Math.max(union.end, end);
      }
      return union;
    });
  }
}
