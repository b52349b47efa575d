/** Rotamer rebuild: every side chain tries every rotamer in its place in the map and among its neighbours. */
import { rotamerOutlier } from "../../tables/rotamers.ts";
import { isClearlyLegal, type RotamerLabel, rotamerLabel } from "./rotamer-library.ts";
import { libraryPlacements, settlePlacement } from "./search-placements.ts";
import { type Placement, type SideChainParts, SideChainScene } from "./side-chain-scene.ts";
import { angleBetween } from "./turn-side-chain.ts";

/** One side chain before and after. */
export interface RotamerChange {
  readonly residue: number;
  readonly from: RotamerLabel;
  readonly to: RotamerLabel;
  /** What the map has at the atoms over what they would make there: 1 as much as around the backbone. Absent without a map. */
  readonly densityBefore?: number;
  readonly densityAfter?: number;
  /** Overlaps with all else: 1 for one of 0.4 Å, 4 for one of 0.6 Å. */
  readonly clashBefore: number;
  readonly clashAfter: number;
}

/** Which side chains try other rotamers: all, those that are outliers or clash, outliers alone. */
export type RebuildScope = "all" | "troubled" | "outliers";

export interface RebuildParts extends SideChainParts {
  /** Default: all in a map of 3.5 Å or better, else those in trouble. */
  readonly scope?: RebuildScope;
}

export interface RebuiltRotamers {
  /** [n,3] Å */
  readonly xyz: Float64Array;
  /** In the order of the residues. */
  readonly changes: readonly RotamerChange[];
  /** Outliers that the map shows clearly and that therefore stay. */
  readonly keptOutliers: readonly RotamerChange[];
}

/** What to gain before a legal side chain changes (−ln of a likelihood). */
const leastGain = 1.5;
/** What to gain, and how much of it in the map, before one changes that is in no trouble. */
const [leastCalmGain, leastMapGain] = [3, 1.5];
/** Coarser maps do not tell one legal rotamer from another, Å: their Q-scores fall as often as they rise. */
const tellingResolution = 3.5;
/** Side chains that cost less by their contacts have no clash of 0.4 Å. */
const clashCost = 1;
const nPasses = 4;
/** Rotamers of the library that are turned on, and those of each of two that clash. */
const [nSettled, nPaired] = [4, 16];
/** Turning a rotamer of the library on hardly ever gains more: side chains in no trouble leave out those that are farther behind. */
const settlingGain = 8;
/** Outliers may stay at this resolution, Å, … */
const clearResolution = 2.5;
/** … where the map has at least this share of what they would make, and this much speaks for them against the best legal place. */
const clearSupport = 0.7;
const clearGain = 6;
/** Turns of χ beyond this are a change, rad. */
const noticed = Math.PI / 9;

/**
 * Tries every rotamer of the free side chains (`freeSideChains`) of a scope: likelihood of the local map, rotamer distribution, contacts
 * with hydrogens. A legal side chain changes where that gains clearly; an outlier takes the best legal place, unless a map of 2.5 Å
 * or better shows it clearly. Passes repeat while neighbours change; side chains that clash with each other then try pairs of
 * rotamers. Deterministic.
 */
export function rebuildRotamers(parts: RebuildParts): RebuiltRotamers {
  const scene = new SideChainScene(parts);
  const { resolution } = scene;
  const isTelling = resolution !== undefined && resolution <= tellingResolution;
  const rebuild = new RotamerRebuild(scene, parts.scope ?? (isTelling ? "all" : "troubled"));
  rebuild.run();
  return { xyz: scene.coordinates(), ...rebuild.report() };
}

class RotamerRebuild {
  private readonly scene: SideChainScene;
  /** As it was at the beginning, and is. */
  private readonly before: readonly Placement[];
  private readonly now: Placement[];
  private readonly kept = new Set<number>();
  private readonly scope: RebuildScope;

  constructor(scene: SideChainScene, scope: RebuildScope) {
    this.scene = scene;
    this.scope = scope;
    this.before = scene.chains.map((_, index) => {
      scene.lift(index);
      const placement = scene.assess(index);
      scene.drop(index, placement);
      return placement;
    });
    this.now = [...this.before];
  }

  run(): void {
    let waiting = new Set(this.now.keys());
    for (let pass = 0; pass < nPasses && waiting.size > 0; pass++) {
      const order = [...waiting].sort((a, b) => this.now[b]!.total - this.now[a]!.total || a - b);
      const touched = new Set<number>();
      for (const index of order) {
        if (this.improve(index)) for (const other of this.neighbours(index)) touched.add(other);
      }
      for (const index of this.scope === "outliers" ? [] : this.now.keys()) {
        const partner = this.clashingPartner(index);
        if (partner === undefined || !this.improvePair(index, partner)) continue;
        for (const one of [index, partner]) for (const other of this.neighbours(one)) touched.add(other);
      }
      waiting = touched;
    }
  }

  private label(index: number, { chi }: Placement): RotamerLabel {
    return rotamerLabel(this.scene.chains[index]!.compId, chi)!;
  }

  private isOutlier(index: number, placement: Placement): boolean {
    return this.label(index, placement).fraction < rotamerOutlier;
  }

  private isLegal(index: number, placement: Placement): boolean {
    return isClearlyLegal(this.scene.chains[index]!.compId, placement.chi);
  }

  /** Whether the side chain changed. */
  private improve(index: number): boolean {
    const { scene } = this;
    scene.lift(index);
    const now = scene.assess(index);
    const isOutlier = this.isOutlier(index, now);
    const isTroubled = isOutlier || now.clash >= clashCost;
    const isTried = { all: true, troubled: isTroubled, outliers: isOutlier }[this.scope];
    const best = isTried ? this.bestLegal(index, now, isTroubled) : undefined;
    const chosen = best && this.isBetter(index, best, now, isOutlier) ? best : now;
    scene.drop(index, chosen);
    this.now[index] = chosen;
    return chosen !== now;
  }

  private bestLegal(index: number, now: Placement, isTroubled: boolean): Placement | undefined {
    const { scene } = this;
    const found = libraryPlacements(scene, index, now, { most: nSettled });
    const starts = isTroubled
      ? [...found, now]
      : found.filter(({ total }) => total < now.total + settlingGain);
    return starts
      .map((start) => settlePlacement(scene, index, start))
      .filter((placement) => this.isLegal(index, placement))
      .sort((a, b) => a.total - b.total)[0];
  }

  private isBetter(index: number, best: Placement, now: Placement, isOutlier: boolean): boolean {
    if (!isOutlier) {
      const gain = now.total - best.total;
      if (now.clash >= clashCost) return gain > leastGain;
      return gain > leastCalmGain && now.map - best.map > leastMapGain;
    }
    const { resolution } = this.scene;
    const isClear =
      resolution !== undefined &&
      resolution <= clearResolution &&
      now.support >= clearSupport &&
      best.map - now.map >= clearGain;
    if (isClear) this.kept.add(index);
    else this.kept.delete(index);
    return !isClear;
  }

  /** The side chain that this one clashes with most, where it does; outliers that stay are none. */
  private clashingPartner(index: number): number | undefined {
    const costs = new Map<number, number>();
    const { contacts } = this.scene;
    for (const other of this.kept.has(index) ? [] : this.neighbours(index)) {
      if (this.kept.has(other)) continue;
      const cost = contacts.costBetween(index, other);
      if (cost >= clashCost) costs.set(other, cost);
    }
    return [...costs].sort(([a, x], [b, y]) => y - x || a - b)[0]?.[0];
  }

  /** Tries pairs of rotamers; whether the two changed. */
  private improvePair(index: number, partner: number): boolean {
    const { scene } = this;
    for (const one of [index, partner]) scene.lift(one);
    const before = [scene.assess(index), scene.assess(partner, index)] as const;
    const firsts = this.choices(index, before[0], partner);
    const seconds = this.choices(partner, before[1], index);
    let best: readonly [Placement, Placement] = before;
    let least = before[0].total + before[1].total - leastGain;
    for (const first of firsts) {
      for (const second of seconds) {
        if (first.total + second.total >= least) continue;
        const cost = first.total + second.total + scene.costBetween([index, first], [partner, second]);
        if (cost < least) [least, best] = [cost, [first, second]];
      }
    }
    scene.drop(index, best[0]);
    scene.drop(partner, best[1]);
    for (const [one, placement] of [
      [index, best[0]],
      [partner, best[1]],
    ] as const) {
      this.now[one] = placement;
    }
    return best !== before;
  }

  /** Legal places of one of a pair as if the other were not there; where it is now among them. */
  private choices(index: number, now: Placement, partner: number): Placement[] {
    const { scene } = this;
    const own = scene.attempt(index, now, now.chi, { skip: partner })!;
    const found = [own, ...libraryPlacements(scene, index, now, { most: nPaired, skip: partner })];
    scene.attempt(index, now, now.chi);
    return found.filter((placement) => this.isLegal(index, placement));
  }

  /** Side chains near this one's present place. */
  private neighbours(index: number): readonly number[] {
    return this.scene.contacts.ownersAround(index);
  }

  report(): Pick<RebuiltRotamers, "changes" | "keptOutliers"> {
    this.now.forEach((_, index) => {
      this.scene.lift(index);
      this.now[index] = this.scene.assess(index);
      this.scene.drop(index, this.now[index]!);
    });
    const rows = this.now.map((now, index) => this.changeOf(index, now));
    return {
      changes: rows.filter((_, index) => this.hasChanged(index)),
      keptOutliers: rows.filter((_, index) => this.kept.has(index)),
    };
  }

  private hasChanged(index: number): boolean {
    const { axes } = this.scene.chains[index]!.map;
    const [before, now] = [this.before[index]!, this.now[index]!];
    return (
      this.label(index, before).name !== this.label(index, now).name ||
      now.chi.some((chi, k) => Math.abs(angleBetween(chi, before.chi[k]!, axes[k]!.turn)) > noticed)
    );
  }

  private changeOf(index: number, now: Placement): RotamerChange {
    const before = this.before[index]!;
    return {
      residue: this.scene.chains[index]!.residue,
      from: this.label(index, before),
      to: this.label(index, now),
      ...(this.scene.hasMap && { densityBefore: before.support, densityAfter: now.support }),
      clashBefore: before.clash,
      clashAfter: now.clash,
    };
  }
}
