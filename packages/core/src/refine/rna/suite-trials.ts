/** Tries conformers of a stretch of RNA against each other: each is turned to, settled, and judged by what it costs. */

import type { TermLosses } from "@cryoreel/geometry-wasm";
import type { Pucker } from "../../tables/rna-pucker-geometry.ts";
import { suiteClusters } from "../../tables/rna-suites.ts";
import type { Fragment, FragmentAim } from "./fragment.ts";
import { suitenessOf } from "./suite-chains.ts";

/** Clusters of all suites of the model, and what they ask of its sugars. */
export interface Proposal {
  readonly targets: Int32Array;
  readonly puckers: ReadonlyMap<number, Pucker>;
}

export interface Comparison {
  readonly chosen: {
    readonly targets: Int32Array;
    /** Of the fragment's atoms, [n,3] Å. */
    readonly xyz: Float64Array;
  };
  /** What it saves against the first proposal, in units of ½z². */
  readonly gain: number;
}

const held = { weight: 1, harmonic: 1 } as const;
/** First the torsions turn, through anything that is in the way. */
const turning: TermLosses = {
  bond: held,
  angle: held,
  torsion: { weight: 0.5, harmonic: 1 },
  plane: held,
  chirality: held,
  suite: { weight: 200, harmonic: 1 },
};
/** Then everything settles. */
const strict = { ...held, hinge: 20, start: 3 } as const;
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
/** Proposals that settle at all, by what turning cost, and those that settle to the end. */
const N_SETTLED = 7;
const N_FINISHED = 3;
/** What a suite without suiteness costs, in units of ½z². */
const SUITE_COST = 20;
/** Clusters that are rarer than A-form must earn it: three of four suites in good structures are 1a, wannabes are rare. */
const rarityCost = suiteClusters.map(({ name, status }) =>
  name === "1a" ? 0 : status === "certain" ? 2 : 4,
);
/** A change must save this much. */
const MARGIN = 1;

/** Settles the most promising of the proposals in the fragment; the first is kept unless another is clearly better. */
export async function compareProposals(
  fragment: Fragment,
  proposals: readonly Proposal[],
): Promise<Comparison> {
  const turned = await inTurn(proposals, (proposal) => turn(fragment, proposal));
  const settled = await inTurn(bestAndFirst(turned, N_SETTLED), (trial) =>
    settle(fragment, trial, FIRST_STEPS),
  );
  const [first, ...others] = await inTurn(bestAndFirst(settled, N_FINISHED), (trial) =>
    settle(fragment, trial, LAST_STEPS),
  );
  const best = others.reduce((a, b) => (b.cost < a.cost ? b : a), first!);
  const chosen = best.cost < first!.cost - MARGIN ? best : first!;
  return {
    chosen: { targets: chosen.proposal.targets, xyz: chosen.xyz },
    gain: first!.cost - chosen.cost,
  };
}

interface Trial {
  readonly proposal: Proposal;
  readonly aim: FragmentAim;
  readonly xyz: Float64Array;
  readonly cost: number;
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

/** The first trial, which stands for what is there, and the cheapest n of the others. */
function bestAndFirst([first, ...others]: readonly Trial[], n: number): Trial[] {
  return [first!, ...others.sort((a, b) => a.cost - b.cost).slice(0, n)];
}

async function turn(fragment: Fragment, proposal: Proposal): Promise<Trial> {
  const { targets, puckers } = proposal;
  const aim = { targets: fragment.among.map((suite) => targets[suite]!), puckers };
  const { xyz, value } = await fragment.minimise(fragment.start, aim, turning, TURNING_STEPS);
  return { proposal, aim, xyz, cost: value };
}

async function settle(fragment: Fragment, trial: Trial, steps: number): Promise<Trial> {
  const { aim } = trial;
  const { xyz } = await fragment.minimise(trial.xyz, aim, settling, steps);
  let cost = fragment.valueAt(xyz, aim, judging);
  aim.targets.forEach((cluster, k) => {
    cost += SUITE_COST * (1 - suitenessOf(xyz, fragment.suites, k, cluster)) + rarityCost[cluster]!;
  });
  return { ...trial, xyz, cost };
}
