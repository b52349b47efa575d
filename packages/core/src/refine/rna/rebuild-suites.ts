/** Rebuilds RNA backbone: every doubtful suite is tried in several conformers where it stands, and the best one is kept. */

import type { GeometryKernels, TermLosses } from "@cryoreel/geometry-wasm";
import type { MonomerDictionary } from "../../model/monomer.ts";
import { type Structure, withCoordinates } from "../../model/structure.ts";
import type { Pucker } from "../../tables/rna-pucker-geometry.ts";
import { suiteClusters } from "../../tables/rna-suites.ts";
import { suiteList } from "../suite-list.ts";
import { Fragment, type FragmentFit, type FragmentState } from "./fragment.ts";
import { puckersByPhosphate } from "./puckers-by-phosphate.ts";
import {
  distanceToCluster,
  puckerBefore,
  puckerBehind,
  puckersOfTargets,
  type SuiteChains,
  suiteAnglesDeg,
  suiteChains,
} from "./suite-chains.ts";
import { clusterCosts, suiteTargets } from "./suite-targets.ts";

export interface RebuildParts {
  /** At the present coordinates. */
  readonly structure: Structure;
  readonly kernels: GeometryKernels;
  readonly dictionaries: readonly MonomerDictionary[];
  /** What holds moving atoms in their place: see `densityFit` and `placeFit`. */
  readonly fitOf: (movingAtoms: Int32Array) => FragmentFit;
  /** From an earlier round; by default chosen from the coordinates. */
  readonly targets?: Int32Array;
}

export interface RebuiltSuites {
  /** [n,3] Å */
  readonly xyz: Float64Array;
  /** Cluster of each suite, in the order of `suiteList(structure)`. */
  readonly targets: Int32Array;
  /** What the targets ask of the sugars, by residue: for `compileRestraints`. */
  readonly puckers: ReadonlyMap<number, Pucker>;
  /** Suites that got another conformer. */
  readonly changes: readonly SuiteChange[];
}

export interface SuiteChange {
  /** The residue behind, by which suites are named. */
  readonly residue: number;
  readonly from: string;
  readonly to: string;
  /** What the change saved, in units of ½z². */
  readonly gain: number;
}

/** First the torsions turn, through anything that is in the way. */
const turning: TermLosses = {
  bond: { weight: 1, harmonic: 1 },
  angle: { weight: 1, harmonic: 1 },
  torsion: { weight: 0.5, harmonic: 1 },
  plane: { weight: 1, harmonic: 1 },
  chirality: { weight: 1, harmonic: 1 },
  suite: { weight: 200, harmonic: 1 },
};
/** Then everything settles. */
const strict = { weight: 1, harmonic: 1, hinge: 20, start: 3 } as const;
const settling: TermLosses = {
  bond: strict,
  angle: strict,
  torsion: { weight: 0.5, harmonic: 1 },
  plane: strict,
  chirality: strict,
  suite: { weight: 40, harmonic: 1 },
  clash: { weight: 1, hinge: 100, start: 0.35 },
};
/** What is compared: all but the pull towards targets. */
const judging: TermLosses = Object.fromEntries(Object.entries(settling).filter(([term]) => term !== "suite"));

const TURNING_STEPS = 40;
const FIRST_STEPS = 25;
const LAST_STEPS = 60;
/** Likeliest clusters that are tried; of these, so many to the end. */
const N_TRIED = 10;
const N_FINISHED = 3;
/** What a suite without suiteness costs, in units of ½z². */
const SUITE_COST = 20;
/** A suite at least this good is left alone. */
const GOOD = 0.5;
/** A change must save this much. */
const MARGIN = 1;

export async function rebuildSuites(parts: RebuildParts): Promise<RebuiltSuites> {
  const rebuild = new SuiteRebuild(parts);
  await rebuild.sweep();
  return rebuild.result();
}

class SuiteRebuild {
  private readonly parts: RebuildParts;
  private readonly chains: SuiteChains;
  private readonly targets: Int32Array;
  private readonly changes: SuiteChange[] = [];
  private xyz: Float64Array;

  constructor(parts: RebuildParts) {
    this.parts = parts;
    this.chains = suiteChains(parts.structure, suiteList(parts.structure));
    this.targets =
      parts.targets?.slice() ??
      suiteTargets(parts.structure, this.chains, puckersByPhosphate(parts.structure));
    this.xyz = parts.structure.atoms.xyz.slice();
  }

  result(): RebuiltSuites {
    const { xyz, targets, changes } = this;
    return { xyz, targets, puckers: puckersOfTargets(this.chains, targets), changes };
  }

  async sweep(): Promise<void> {
    const doubtful = Array.from({ length: this.chains.nSuites }, (_, i) => i)
      .map((i) => ({ i, suiteness: this.suitenessOf(this.xyz, i, this.targets[i]!) }))
      .filter(({ suiteness }) => suiteness < GOOD)
      .sort((a, b) => b.suiteness - a.suiteness);
    for (const { i } of doubtful) await this.tryConformers(i);
  }

  private suitenessOf(xyz: Float64Array, i: number, cluster: number): number {
    const d = distanceToCluster(suiteAnglesDeg(xyz, this.chains, i), suiteClusters[cluster]!);
    return d < 1 ? (Math.cos(Math.PI * d) + 1) / 2 : 0;
  }

  private async tryConformers(i: number): Promise<void> {
    const { chains } = this;
    const { previous, next, before, behind } = chains;
    const around = [previous[i]!, i, next[i]!].filter((suite) => suite >= 0);
    const moving = new Set(around.flatMap((suite) => [before[suite]!, behind[suite]!]));
    const fragment = new Fragment({
      ...this.parts,
      structure: withCoordinates(this.parts.structure, this.xyz),
      moving,
    });
    try {
      const inFragment = this.suitesOf(fragment);
      const trials: Trial[] = [];
      for (const cluster of this.candidates(i)) {
        const targets = this.withCluster(i, cluster);
        const aim = {
          targets: inFragment.map((suite) => targets[suite]!),
          puckers: puckersOfTargets(chains, targets),
        };
        const turned = await fragment.minimise(fragment.start, aim, turning, TURNING_STEPS);
        const first = await fragment.minimise(turned.xyz, aim, settling, FIRST_STEPS);
        trials.push({
          cluster,
          targets,
          aim,
          state: first,
          cost: this.cost(fragment, first, aim, inFragment),
        });
      }
      trials.sort((a, b) => a.cost - b.cost);
      const stay = trials.find(({ cluster }) => cluster === this.targets[i])!;
      const finalists = new Set([...trials.slice(0, N_FINISHED), stay]);
      for (const trial of finalists) {
        trial.state = await fragment.minimise(trial.state.xyz, trial.aim, settling, LAST_STEPS);
        trial.cost = this.cost(fragment, trial.state, trial.aim, inFragment);
      }
      const best = [...finalists].sort((a, b) => a.cost - b.cost)[0]!;
      const chosen = best.cost < stay.cost - MARGIN ? best : stay;
      this.accept(fragment, i, chosen, stay.cost - chosen.cost);
    } finally {
      fragment.dispose();
    }
  }

  private candidates(i: number): number[] {
    const costs = clusterCosts(suiteAnglesDeg(this.xyz, this.chains, i));
    const ranked = [...costs.keys()].sort((a, b) => costs[a]! - costs[b]!);
    return [...new Set([this.targets[i]!, 0, ...ranked.slice(0, N_TRIED)])];
  }

  /** The targets with suite i elsewhere; neighbours that would not share its puckers go to their likeliest cluster that does. */
  private withCluster(i: number, cluster: number): Int32Array {
    const targets = this.targets.slice();
    targets[i] = cluster;
    const [before, behind] = [this.chains.previous[i]!, this.chains.next[i]!];
    if (before >= 0 && puckerBehind(targets[before]!) !== puckerBefore(cluster)) {
      targets[before] = this.likeliest(
        before,
        (c) =>
          puckerBehind(c) === puckerBefore(cluster) &&
          puckerBefore(c) === puckerBefore(this.targets[before]!),
      );
    }
    if (behind >= 0 && puckerBefore(targets[behind]!) !== puckerBehind(cluster)) {
      targets[behind] = this.likeliest(
        behind,
        (c) =>
          puckerBefore(c) === puckerBehind(cluster) &&
          puckerBehind(c) === puckerBehind(this.targets[behind]!),
      );
    }
    return targets;
  }

  private likeliest(i: number, fits: (cluster: number) => boolean): number {
    const costs = clusterCosts(suiteAnglesDeg(this.xyz, this.chains, i));
    return [...costs.keys()].filter(fits).reduce((best, c) => (costs[c]! < costs[best]! ? c : best));
  }

  private suitesOf({ atoms, suites }: Fragment): Int32Array {
    const byAtoms = new Map<string, number>();
    for (let i = 0; i < this.chains.nSuites; i++) {
      byAtoms.set(this.chains.atoms.subarray(10 * i, 10 * i + 10).join(), i);
    }
    return Int32Array.from(
      { length: suites.targetOf.length },
      (_, k) =>
        byAtoms.get(
          suites.atoms
            .subarray(10 * k, 10 * k + 10)
            .map((atom) => atoms[atom]!)
            .join(),
        )!,
    );
  }

  private cost(fragment: Fragment, state: FragmentState, aim: Trial["aim"], inFragment: Int32Array): number {
    const whole = this.xyz.slice();
    spread(state.xyz, fragment.atoms, whole);
    let cost = fragment.valueAt(state.xyz, aim, judging);
    inFragment.forEach((suite, k) => {
      const cluster = aim.targets[k]!;
      cost += SUITE_COST * (1 - this.suitenessOf(whole, suite, cluster)) + rarityCost(cluster);
    });
    return cost;
  }

  private accept({ atoms }: Fragment, i: number, { state, targets }: Trial, gain: number): void {
    spread(state.xyz, atoms, this.xyz);
    targets.forEach((cluster, suite) => {
      const from = this.targets[suite]!;
      if (from === cluster) return;
      const names = { from: suiteClusters[from]!.name, to: suiteClusters[cluster]!.name };
      this.changes.push({ residue: this.chains.behind[suite]!, ...names, gain: suite === i ? gain : 0 });
      this.targets[suite] = cluster;
    });
  }
}

interface Trial {
  readonly cluster: number;
  readonly targets: Int32Array;
  readonly aim: { readonly targets: Int32Array; readonly puckers: ReadonlyMap<number, Pucker> };
  state: FragmentState;
  cost: number;
}

const rarityCost = (cluster: number): number =>
  cluster === 0 ? 0 : suiteClusters[cluster]!.status === "certain" ? 2 : 4;

function spread(xyz: Float64Array, atoms: Int32Array, whole: Float64Array): void {
  atoms.forEach((atom, i) => {
    whole.set(xyz.subarray(3 * i, 3 * i + 3), 3 * atom);
  });
}
