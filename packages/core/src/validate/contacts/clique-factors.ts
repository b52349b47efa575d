/**
 * Splits the score of a clique over its movers: a dot's score depends on the mover that it belongs to and on those whose atoms
 * can cover it, so that the sum over all dots is a sum of small tables (Leaver-Fay, Liu, Snoeyink & Wang 2008, ACM J. Exp.
 * Algorithmics 12, 2.5).
 */
import { contactRules } from "../../tables/contact-radii.ts";
import { advance, type Factor } from "./best-states.ts";
import { CliqueShells } from "./clique-shells.ts";
import { contact } from "./contact-kind.ts";
import { dotScore } from "./dot-scorer.ts";
import { dotsOfRadius } from "./dot-sphere.ts";
import { restoreSnapshot, takeSnapshot } from "./mover.ts";
import type { MoverScene } from "./mover-scene.ts";

/** The tables of a clique; part k is the mover `clique[k]`. Movers elsewhere stay as they are. */
export function cliqueFactors(scene: MoverScene, clique: readonly number[]): Factor[] {
  const { atoms, movers } = scene;
  const shells = new CliqueShells(scene, clique);
  const tables = new FactorTables(shells);
  clique.forEach((index, part) => {
    const mover = movers[index]!;
    const before = takeSnapshot(atoms, mover);
    shells.snapshots[part]!.forEach((snapshot, state) => {
      restoreSnapshot(atoms, mover, snapshot);
      mover.scored.forEach((atom, k) => {
        if (atoms.present[atom]) tables.addAtom({ part, state, k }, dotsOfRadius(atoms.radius[atom]!));
      });
    });
    restoreSnapshot(atoms, mover, before);
  });
  return tables.factors();
}

/** A scored atom: number k of a part in a state. */
interface ScoredAtom {
  readonly part: number;
  readonly state: number;
  readonly k: number;
}

class FactorTables {
  private readonly shells: CliqueShells;
  private readonly tables = new Map<string, Factor>();
  /** Gap and kind of contact of a dot in each state of the parts near its atom; hidden is an infinite gap. */
  private readonly gaps: number[] = [];
  private readonly kinds: number[] = [];

  constructor(shells: CliqueShells) {
    this.shells = shells;
  }

  factors(): Factor[] {
    return [...this.tables.values()];
  }

  addAtom(scored: ScoredAtom, dots: Float64Array): void {
    const near = this.shells.gather(scored.part, scored.k);
    if (this.shells.fixed.touching.n === 0 && near.length === 0) return;
    for (let d = 0; d < dots.length; d += 3) this.addDot(scored, near, dots.subarray(d, d + 3));
  }

  private addDot({ part, state }: ScoredAtom, near: readonly number[], dot: Float64Array): void {
    const { touching, covering } = this.shells.fixed;
    const owner = touching.deepest(dot[0]!, dot[1]!, dot[2]!);
    const { gap } = touching;
    const kind = owner < 0 ? contact.none : touching.kind(owner);
    const relevant: number[] = [];
    const offsets: number[] = [];
    let next = 0;
    for (const other of near) {
      if (this.lookAtStates(next, this.shells.nStates[other]!, dot, gap)) {
        relevant.push(other);
        offsets.push(next);
      }
      next += this.shells.nStates[other]!;
    }
    if ((owner < 0 && relevant.length === 0) || covering.covers(dot[0]!, dot[1]!, dot[2]!)) return;
    this.addOutcomes({ part, state, gap, kind }, relevant, offsets);
  }

  /** Notes gap and kind of a dot for each state of one part; true if any state makes a difference to `gap`. */
  private lookAtStates(from: number, nStates: number, dot: Float64Array, gap: number): boolean {
    const [x, y, z] = [dot[0]!, dot[1]!, dot[2]!];
    let differs = false;
    for (let k = from; k < from + nStates; k++) {
      const { touching, covering } = this.shells.ofState(k);
      const owner = touching.deepest(x, y, z);
      this.gaps[k] = touching.gap;
      this.kinds[k] = owner < 0 ? contact.none : touching.kind(owner);
      if (covering.n > 0 && covering.covers(x, y, z)) this.gaps[k] = Number.NEGATIVE_INFINITY;
      if (this.gaps[k]! < gap) differs = true;
    }
    return differs;
  }

  /** Adds the dot's score for all combinations of states of the parts that matter. */
  private addOutcomes(
    own: { readonly part: number; readonly state: number; readonly gap: number; readonly kind: number },
    relevant: readonly number[],
    offsets: readonly number[],
  ): void {
    const sizes = relevant.map((part) => this.shells.nStates[part]!);
    const table = this.tableOf([own.part, ...relevant]);
    const counter = new Array<number>(relevant.length).fill(0);
    const nOutcomes = sizes.reduce((n, size) => n * size, 1);
    const start = own.state * nOutcomes;
    for (let i = 0; i < nOutcomes; i++) {
      let { gap, kind } = own;
      for (let k = 0; k < counter.length; k++) {
        const at = offsets[k]! + counter[k]!;
        if (this.gaps[at]! >= gap) continue;
        gap = this.gaps[at]!;
        kind = this.kinds[at]!;
      }
      const counts = gap < 0 && gap > Number.NEGATIVE_INFINITY;
      if (counts) table[start + i]! += dotScore(gap, kind) / contactRules.dotDensity;
      advance(counter, sizes);
    }
  }

  /** The table over the parts in this order; the same parts in another order have their own. */
  private tableOf(parts: readonly number[]): Float64Array {
    const key = parts.join(" ");
    let factor = this.tables.get(key);
    if (!factor) {
      const size = parts.reduce((n, part) => n * this.shells.nStates[part]!, 1);
      factor = { parts, table: new Float64Array(size) };
      this.tables.set(key, factor);
    }
    return factor.table;
  }
}
