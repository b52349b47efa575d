/** Rebuilds RNA backbone: every doubtful suite is tried in several conformers where it stands, and the best one is kept. */

import type { GeometryKernels, SuiteList } from "@cryoreel/geometry-wasm";
import { distanceBetween } from "../../model/atom-grid.ts";
import type { MonomerDictionary } from "../../model/monomer.ts";
import { type Structure, withCoordinates } from "../../model/structure.ts";
import type { Pucker } from "../../tables/rna-pucker-geometry.ts";
import { suiteClusters } from "../../tables/rna-suites.ts";
import { Fragment, type FragmentFit } from "./fragment.ts";
import { puckersByPhosphate } from "./puckers-by-phosphate.ts";
import {
  atomsOf,
  puckerBefore,
  puckerBehind,
  puckersOfTargets,
  type SuiteChains,
  suiteAnglesDeg,
  suiteChains,
  suitenessOf,
} from "./suite-chains.ts";
import { clusterCosts, suiteTargets } from "./suite-targets.ts";
import { compareProposals, type Proposal } from "./suite-trials.ts";

export interface RebuildParts {
  /** At the present coordinates. */
  readonly structure: Structure;
  /** Those of the model; its links may be stretched at the present coordinates. */
  readonly suites: SuiteList;
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
  /** Cluster of each suite. */
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

/** Likeliest clusters that are tried beside the present one and A-form. */
const N_TRIED = 10;
/** The place of A-form, 1a, among the clusters. */
const A_FORM = 0;
/** Å; see `polymerLinks`. */
const LONGEST_LINK = 2.4;
/** A suite at least this good is left alone. */
const GOOD = 0.5;

/**
 * Tries conformers for every suite that is not well inside the cluster it aims at, the best first: with its neighbours free and
 * all else standing, so that the cost of a change is seen where it arises. Every sugar has one pucker throughout.
 */
export async function rebuildSuites(parts: RebuildParts): Promise<RebuiltSuites> {
  const rebuild = new SuiteRebuild(parts);
  for (const suite of rebuild.doubtful()) await rebuild.tryConformers(suite);
  return rebuild.result();
}

class SuiteRebuild {
  private readonly parts: RebuildParts;
  private readonly chains: SuiteChains;
  private readonly targets: Int32Array;
  private readonly changes: SuiteChange[] = [];
  private readonly xyz: Float64Array;

  constructor(parts: RebuildParts) {
    const { structure, suites, targets } = parts;
    this.parts = parts;
    this.chains = suiteChains(structure, suites);
    this.targets = targets?.slice() ?? suiteTargets(structure, this.chains, puckersByPhosphate(structure));
    this.xyz = structure.atoms.xyz.slice();
  }

  result(): RebuiltSuites {
    const { xyz, targets, changes } = this;
    return { xyz, targets, puckers: puckersOfTargets(this.chains, targets), changes };
  }

  /** Suites that are not good, the better ones first: they are what the worse ones are to fit. */
  doubtful(): number[] {
    return Array.from({ length: this.chains.nSuites }, (_, i) => i)
      .map((i) => ({ i, suiteness: suitenessOf(this.xyz, this.chains, i, this.targets[i]!) }))
      .filter(({ i, suiteness }) => suiteness < GOOD && !this.isStretched(i) && !this.hasAlternates(i))
      .sort((a, b) => b.suiteness - a.suiteness)
      .map(({ i }) => i);
  }

  async tryConformers(i: number): Promise<void> {
    const { parts, xyz } = this;
    const fragment = new Fragment({
      ...parts,
      structure: withCoordinates(parts.structure, xyz),
      moving: this.residuesAround(i),
    });
    try {
      const proposals = this.candidates(i).map((cluster) => this.withCluster(i, cluster));
      const { chosen, gain } = await compareProposals(fragment, proposals);
      fragment.copyTo(chosen.xyz, xyz);
      this.accept(i, chosen.targets, gain);
    } finally {
      fragment.dispose();
    }
  }

  /** Those of the suite and of its neighbours. */
  private residuesAround(i: number): Set<number> {
    const { previous, next, before, behind } = this.chains;
    const around = [previous[i]!, i, next[i]!].filter((suite) => suite >= 0);
    return new Set(around.flatMap((suite) => [before[suite]!, behind[suite]!]));
  }

  /** Whether the link is too long to be seen as a bond in a fragment: what it is to become, minimisation must first bring together. */
  private isStretched(i: number): boolean {
    const [, , , o3, p] = atomsOf(this.chains.atoms, i);
    return distanceBetween(this.xyz, o3!, p!) > LONGEST_LINK;
  }

  /** Alternate conformations would be in each other's way: such stretches stay as they are. */
  private hasAlternates(i: number): boolean {
    const { residues, atoms } = this.parts.structure;
    return [...this.residuesAround(i)].some((residue) =>
      atoms.altLoc
        .slice(residues.atomStart[residue], residues.atomStart[residue + 1])
        .some((label) => label !== ""),
    );
  }

  /** The present cluster first. */
  private candidates(i: number): number[] {
    const costs = clusterCosts(suiteAnglesDeg(this.xyz, this.chains, i));
    const ranked = [...costs.keys()].sort((a, b) => costs[a]! - costs[b]!);
    return [...new Set([this.targets[i]!, A_FORM, ...ranked.slice(0, N_TRIED)])];
  }

  /** The targets with suite i elsewhere; neighbours that would not share its puckers go to their likeliest cluster that does. */
  private withCluster(i: number, cluster: number): Proposal {
    const targets = this.targets.slice();
    targets[i] = cluster;
    const [before, behind] = [this.chains.previous[i]!, this.chains.next[i]!];
    if (before >= 0 && puckerBehind(targets[before]!) !== puckerBefore(cluster)) {
      const farPucker = puckerBefore(targets[before]!);
      targets[before] = this.likeliest(
        before,
        (c) => puckerBehind(c) === puckerBefore(cluster) && puckerBefore(c) === farPucker,
      );
    }
    if (behind >= 0 && puckerBefore(targets[behind]!) !== puckerBehind(cluster)) {
      const farPucker = puckerBehind(targets[behind]!);
      targets[behind] = this.likeliest(
        behind,
        (c) => puckerBefore(c) === puckerBehind(cluster) && puckerBehind(c) === farPucker,
      );
    }
    return { targets, puckers: puckersOfTargets(this.chains, targets) };
  }

  private likeliest(i: number, fits: (cluster: number) => boolean): number {
    const costs = clusterCosts(suiteAnglesDeg(this.xyz, this.chains, i));
    return [...costs.keys()].filter(fits).reduce((best, c) => (costs[c]! < costs[best]! ? c : best));
  }

  private accept(i: number, targets: Int32Array, gain: number): void {
    targets.forEach((cluster, suite) => {
      const from = this.targets[suite]!;
      if (from === cluster) return;
      const names = { from: suiteClusters[from]!.name, to: suiteClusters[cluster]!.name };
      this.changes.push({ residue: this.chains.behind[suite]!, ...names, gain: suite === i ? gain : 0 });
      this.targets[suite] = cluster;
    });
  }
}
