/** Sites that clash, in cells: what a side chain overlaps with, wherever it is turned. */
import type { RepulsionRules } from "@cryoreel/geometry-wasm";

/** Overlaps cost from here on, Å: half of what the judges count. */
const tolerated = 0.2;
/** An overlap this much beyond costs 1, so a clash of the judges' 0.4 Å does; twice as much beyond 4 … */
const unit = 0.2;
/** … and from here on a clash grows no steeper, Å beyond: what is out of the question already shall not drown all else. */
const steepest = 0.8;

/** What an overlap costs. */
export function overlapCost(overlap: number): number {
  const beyond = overlap - tolerated;
  if (beyond <= 0) return 0;
  const bounded = Math.min(beyond, steepest);
  return (bounded * (2 * beyond - bounded)) / unit ** 2;
}

/** ∂cost/∂overlap, 1/Å. */
function overlapSlope(overlap: number): number {
  return (2 * Math.min(Math.max(overlap - tolerated, 0), steepest)) / unit ** 2;
}

/** All sites of a model at changing places, each free side chain an owner of those that it moves. */
export class ContactScene {
  /** [nSites,3] Å; whoever changes it says so by `settle`, or changes it back. */
  readonly xyz: Float64Array;
  /** [nSites] the side chain that moves a site, or −1. */
  readonly ownerOf: Int32Array;
  private readonly rules: RepulsionRules;
  /** The sites of each owner. */
  private readonly owned: readonly Int32Array[];
  private readonly cellSize: number;
  private readonly low: readonly number[];
  private readonly nCells: readonly number[];
  private readonly cellOf: Int32Array;
  private readonly cells: number[][];

  constructor(xyz: Float64Array, rules: RepulsionRules, owned: readonly Int32Array[]) {
    this.xyz = xyz;
    this.rules = rules;
    this.owned = owned;
    const nSites = xyz.length / 3;
    this.ownerOf = new Int32Array(nSites).fill(-1);
    owned.forEach((sites, owner) => {
      for (const site of sites) this.ownerOf[site] = owner;
    });
    this.cellSize = rules.minDistance.reduce((most, d) => Math.max(most, d), 1);
    const bounds = [0, 1, 2].map((axis) => {
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let i = axis; i < xyz.length; i += 3) {
        low = Math.min(low, xyz[i]!);
        high = Math.max(high, xyz[i]!);
      }
      return [low, high] as const;
    });
    this.low = bounds.map(([low]) => low);
    this.nCells = bounds.map(([low, high]) => 1 + Math.floor((high - low) / this.cellSize));
    this.cells = Array.from({ length: this.nCells.reduce((n, m) => n * m, 1) }, () => []);
    this.cellOf = Int32Array.from({ length: nSites }, (_, site) => this.cellAt(site));
    this.cellOf.forEach((cell, site) => {
      this.cells[cell]!.push(site);
    });
  }

  /** Cell number along an axis; what lies outside the first model's box counts to its border. */
  private along(axis: number, x: number): number {
    const index = Math.floor((x - this.low[axis]!) / this.cellSize);
    return Math.min(Math.max(index, 0), this.nCells[axis]! - 1);
  }

  private cellAt(site: number): number {
    const [i, j, k] = [0, 1, 2].map((axis) => this.along(axis, this.xyz[3 * site + axis]!)) as [
      number,
      number,
      number,
    ];
    return i + this.nCells[0]! * (j + this.nCells[1]! * k);
  }

  /** Takes note of the present places of an owner's sites. */
  settle(owner: number): void {
    for (const site of this.owned[owner]!) {
      const cell = this.cellAt(site);
      const before = this.cellOf[site]!;
      if (cell === before) continue;
      this.cells[before]!.splice(this.cells[before]!.indexOf(site), 1);
      this.cells[cell]!.push(site);
      this.cellOf[site] = cell;
    }
  }

  /** Calls `visit` with every overlap of the owner's i-th site, with others' (but those of `skip`) and with those behind it in its own list. */
  private forOverlapsOf(
    i: number,
    owner: number,
    skip: number,
    visit: (overlap: number, site: number, other: number) => void,
  ): void {
    const { ownerOf } = this;
    const sites = this.owned[owner]!;
    const site = sites[i]!;
    this.forCellsAround(site, (cell) => {
      for (let s = 0; s < cell.length; s++) {
        const other = cell[s]!;
        const itsOwner = ownerOf[other]!;
        if (itsOwner >= 0 && (itsOwner === owner || itsOwner === skip)) continue;
        const overlap = this.overlap(site, other);
        if (overlap > 0) visit(overlap, site, other);
      }
    });
    for (let j = i + 1; j < sites.length; j++) {
      const overlap = this.overlap(site, sites[j]!);
      if (overlap > 0) visit(overlap, site, sites[j]!);
    }
  }

  /** Other owners with sites in the cells around an owner's, ascending. */
  ownersAround(owner: number): number[] {
    const owners = new Set<number>();
    for (const site of this.owned[owner]!) {
      this.forCellsAround(site, (cell) => {
        for (const other of cell) owners.add(this.ownerOf[other]!);
      });
    }
    for (const nobody of [-1, owner]) owners.delete(nobody);
    return [...owners].sort((a, b) => a - b);
  }

  /** Cells that hold all sites within contact of one. */
  private forCellsAround(site: number, visit: (cell: readonly number[]) => void): void {
    const { cells, cellSize, xyz } = this;
    const [nx, ny] = [this.nCells[0]!, this.nCells[1]!];
    const [x, y, z] = [xyz[3 * site]!, xyz[3 * site + 1]!, xyz[3 * site + 2]!];
    const [i1, j1, k1] = [
      this.along(0, x + cellSize),
      this.along(1, y + cellSize),
      this.along(2, z + cellSize),
    ];
    for (let k = this.along(2, z - cellSize); k <= k1; k++) {
      for (let j = this.along(1, y - cellSize); j <= j1; j++) {
        for (let i = this.along(0, x - cellSize); i <= i1; i++) {
          visit(cells[i + nx * (j + ny * k)]!);
        }
      }
    }
  }

  /** Å; 0 for sites that do not touch, are bonded or belong to different alternates. */
  overlap(site: number, other: number): number {
    const { xyz, rules } = this;
    const least = rules.minDistance[rules.classOf[site]! * rules.nClasses + rules.classOf[other]!]!;
    const dx = xyz[3 * site]! - xyz[3 * other]!;
    const dy = xyz[3 * site + 1]! - xyz[3 * other + 1]!;
    const dz = xyz[3 * site + 2]! - xyz[3 * other + 2]!;
    const square = dx * dx + dy * dy + dz * dz;
    if (square >= least * least || this.isExcluded(site, other)) return 0;
    return least - Math.sqrt(square);
  }

  private isExcluded(site: number, other: number): boolean {
    const { start, list } = this.rules.excluded;
    for (let k = start[site]!; k < start[site + 1]!; k++) if (list[k] === other) return true;
    const [a, b] = [this.rules.conformerOf?.[site] ?? 0, this.rules.conformerOf?.[other] ?? 0];
    return a !== 0 && b !== 0 && a !== b;
  }

  /** What the overlaps of an owner's sites cost, but those with what `skip` owns; once it is more than `enough`, only so much is sure. */
  cost(owner: number, skip = owner, enough = Number.POSITIVE_INFINITY): number {
    let sum = 0;
    const add = (overlap: number): void => {
      sum += overlapCost(overlap);
    };
    const { length } = this.owned[owner]!;
    for (let i = 0; i < length && sum <= enough; i++) this.forOverlapsOf(i, owner, skip, add);
    return sum;
  }

  /** Adds the derivatives of `cost` by an owner's own sites to `gradient` [nSites,3], 1/Å. */
  pull(owner: number, gradient: Float64Array): void {
    const { xyz } = this;
    const add = (overlap: number, site: number, other: number): void => {
      const v = [0, 1, 2].map((k) => xyz[3 * site + k]! - xyz[3 * other + k]!);
      const distance = Math.hypot(...v);
      if (distance === 0) return;
      const force = overlapSlope(overlap) / distance;
      const isOwn = this.ownerOf[other] === owner;
      for (let k = 0; k < 3; k++) {
        gradient[3 * site + k]! -= force * v[k]!;
        if (isOwn) gradient[3 * other + k]! += force * v[k]!;
      }
    };
    this.owned[owner]!.forEach((_, i) => {
      this.forOverlapsOf(i, owner, owner, add);
    });
  }

  /** What the overlaps between two owners' sites cost. */
  costBetween(first: number, second: number): number {
    let sum = 0;
    for (const site of this.owned[first]!) {
      for (const other of this.owned[second]!) sum += overlapCost(this.overlap(site, other));
    }
    return sum;
  }
}
