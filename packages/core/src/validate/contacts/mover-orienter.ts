/** Chooses the states of all movers as reduce does: single ones one by one, cliques together, then in fine steps. */
import { type BestStates, bestStates, type Factor } from "./best-states.ts";
import { cliqueFactors } from "./clique-factors.ts";
import { chooseDonorAngles } from "./donor-angles.ts";
import { DotScorer } from "./dot-scorer.ts";
import type { Mover } from "./mover.ts";
import { type MoverCliques, moverCliques } from "./mover-cliques.ts";
import type { MoverScene } from "./mover-scene.ts";
import { Rotor } from "./rotor.ts";

/** State and fine step of each mover. */
export interface Orientations {
  readonly state: Int32Array;
  readonly step: Int32Array;
  /** Cliques too large for the exact search. */
  readonly nInexact: number;
}

/** Weights that make biased states as unlikely as usual, or impossible. */
export type PenaltyWeight = 1 | "never";

/** Chooses states in a scene; one at a time, as the atoms are shared. */
export class MoverOrienter {
  private readonly scene: MoverScene;
  private readonly scorer: DotScorer;
  private readonly groups: MoverCliques;
  /** Atoms as they are before any state has been chosen. */
  private readonly start: {
    readonly xyz: Float64Array;
    readonly present: Uint8Array;
    readonly traits: Uint8Array;
  };
  private weight: PenaltyWeight = "never";
  private chosen: { state: Int32Array; step: Int32Array; nInexact: number };
  /** Tables of cliques by the number of the first mover. */
  private readonly factors = new Map<number, readonly Factor[]>();
  /** An earlier result, and which movers stand otherwise now. */
  private earlier: Orientations | undefined;
  private readonly differs: Uint8Array;

  constructor(scene: MoverScene) {
    this.scene = scene;
    this.scorer = new DotScorer(scene);
    scene.movers.forEach((mover, index) => {
      if (mover instanceof Rotor && mover.kind === "donor") chooseDonorAngles(scene, this.scorer, index);
    });
    this.groups = moverCliques(scene);
    const { xyz, present, traits } = scene.atoms;
    this.start = { xyz: xyz.slice(), present: present.slice(), traits: traits.slice() };
    this.chosen = this.nothingChosen();
    this.differs = new Uint8Array(scene.movers.length);
  }

  /** Sets the movers to their best states. `earlier` is the result with another weight: what cannot differ is taken over. */
  orient(weight: PenaltyWeight, earlier?: Orientations): Orientations {
    const { xyz, present, traits } = this.scene.atoms;
    xyz.set(this.start.xyz);
    present.set(this.start.present);
    traits.set(this.start.traits);
    this.weight = weight;
    this.earlier = earlier;
    this.differs.fill(0);
    this.chosen = this.nothingChosen();
    for (const index of this.groups.singles) this.orientSingle(index);
    for (const clique of this.groups.cliques) this.orientClique(clique);
    return this.chosen;
  }

  private nothingChosen() {
    const n = this.scene.movers.length;
    return { state: new Int32Array(n), step: new Int32Array(n).fill(-1), nInexact: 0 };
  }

  private orientSingle(index: number): void {
    const mover = this.scene.movers[index]!;
    const states = this.allowedStates(mover);
    if (states.length === mover.nStates && this.isUnbiased(mover) && this.takeOver([index])) return;
    let best = states[0]!;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const state of states) {
      mover.setState(state);
      const score = this.scorer.score(index) - mover.penalty(state);
      if (score <= bestScore) continue;
      best = state;
      bestScore = score;
    }
    this.set(index, best);
    this.refine(index, [index]);
    this.compare([index]);
  }

  private isUnbiased(mover: Mover): boolean {
    for (let state = 0; state < mover.nStates; state++) if (mover.penalty(state) > 0) return false;
    return true;
  }

  private allowedStates(mover: Mover, maxPenalty = Number.POSITIVE_INFINITY): number[] {
    const limit = this.weight === "never" ? 0 : maxPenalty;
    const states: number[] = [];
    for (let state = 0; state < mover.nStates; state++) if (mover.penalty(state) <= limit) states.push(state);
    return states;
  }

  private orientClique(clique: readonly number[]): void {
    const movers = clique.map((index) => this.scene.movers[index]!);
    const isSame = this.isUndisturbed(clique);
    const known = isSame ? this.factors.get(clique[0]!) : undefined;
    clique.forEach((index) => {
      this.scene.movers[index]!.setState(0);
    });
    const factors = known ?? cliqueFactors(this.scene, clique);
    this.factors.set(clique[0]!, factors);
    const { states, isExact } = this.bestOfClique(movers, factors);
    if (!isExact) this.chosen.nInexact++;
    const isKept = isSame && clique.every((index, part) => this.earlier!.state[index] === states[part]);
    if (isKept && this.takeOver(clique)) return;
    clique.forEach((index, part) => {
      this.set(index, states[part]!);
    });
    for (const index of clique) this.refine(index, clique);
    this.compare(clique);
  }

  /** The best states when each limit to the bias is tried; the largest bias in the clique counts once. */
  private bestOfClique(movers: readonly Mover[], factors: readonly Factor[]): BestStates {
    const penalties = movers.flatMap((mover) =>
      this.allowedStates(mover).map((state) => mover.penalty(state)),
    );
    const limits = [...new Set(penalties)].sort((a, b) => a - b);
    let best: BestStates = { states: [], score: Number.NEGATIVE_INFINITY, isExact: true };
    for (const limit of limits) {
      const allowed = movers.map((mover) => this.allowedStates(mover, limit));
      const found = bestStates(
        movers.map((mover) => mover.nStates),
        factors,
        allowed,
      );
      const penalty = Math.max(...movers.map((mover, part) => mover.penalty(found.states[part]!)));
      if (found.score - penalty > best.score) best = { ...found, score: found.score - penalty };
    }
    return best;
  }

  private set(index: number, state: number): void {
    this.scene.movers[index]!.setState(state);
    this.chosen.state[index] = state;
  }

  /** Tries the fine steps of a mover; `group` are the movers whose scores count. */
  private refine(index: number, group: readonly number[]): void {
    const mover = this.scene.movers[index]!;
    if (mover.nFineSteps === 1) return;
    const state = this.chosen.state[index]!;
    const counted = group.filter((other) => other === index || this.scene.moversNear[index]!.includes(other));
    let best = 0;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let step = 0; step < mover.nFineSteps; step++) {
      mover.setFineStep(state, step);
      const score = counted.reduce((sum, other) => sum + this.scorer.score(other), 0);
      if (score <= bestScore) continue;
      best = step;
      bestScore = score;
    }
    mover.setFineStep(state, best);
    this.chosen.step[index] = best;
  }

  /** Whether all around the group stands as it did in the earlier run. */
  private isUndisturbed(group: readonly number[]): boolean {
    const { moversNear } = this.scene;
    return (
      this.earlier !== undefined &&
      group.every((index) => moversNear[index]!.every((near) => group.includes(near) || !this.differs[near]))
    );
  }

  /** Takes the earlier result for a group if nothing around it differs. */
  private takeOver(group: readonly number[]): boolean {
    if (!this.earlier || !this.isUndisturbed(group)) return false;
    for (const index of group) {
      const [state, step] = [this.earlier.state[index]!, this.earlier.step[index]!];
      this.set(index, state);
      if (step >= 0) this.scene.movers[index]!.setFineStep(state, step);
      this.chosen.step[index] = step;
    }
    return true;
  }

  private compare(group: readonly number[]): void {
    const { earlier, chosen } = this;
    if (!earlier) return;
    for (const index of group) {
      const isSame =
        chosen.state[index] === earlier.state[index] && chosen.step[index] === earlier.step[index];
      this.differs[index] = isSame ? 0 : 1;
    }
  }
}
