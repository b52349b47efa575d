/** Groups movers that can touch each other: their states must be chosen together. */
import { contactRadii } from "../../tables/contact-radii.ts";
import { buildAtomGrid, findNear } from "./atom-grid.ts";
import type { MoverScene } from "./mover-scene.ts";

export interface MoverCliques {
  /** Numbers of movers that touch no other. */
  readonly singles: readonly number[];
  /** Numbers of movers connected by possible contacts, in order. */
  readonly cliques: readonly (readonly number[])[];
}

/** Places that atoms of movers may take. */
interface Bumpers {
  readonly xyz: Float64Array;
  readonly radius: Float64Array;
  readonly mover: Int32Array;
  readonly maxRadius: number;
}

/** Connects movers of different residues of which any two bumpers overlap. */
export function moverCliques(scene: MoverScene): MoverCliques {
  const bumpers = collectBumpers(scene);
  const grid = buildAtomGrid(bumpers.xyz, 3);
  const { xyz, radius, mover, maxRadius } = bumpers;
  const isHeld = heldByMetals(scene, bumpers);
  const group = new Groups(scene.movers.length);
  const found: number[] = [];
  for (let i = 0; i < mover.length; i++) {
    if (isHeld[i]) continue;
    const place = xyz.subarray(3 * i, 3 * i + 3);
    const n = findNear(grid, place, radius[i]! + maxRadius, found);
    for (let k = 0; k < n; k++) {
      const j = found[k]!;
      if (j <= i || isHeld[j] || group.areJoined(mover[i]!, mover[j]!)) continue;
      if (scene.movers[mover[i]!]!.residue === scene.movers[mover[j]!]!.residue) continue;
      if (gap(xyz, i, j) < radius[i]! + radius[j]!) group.join(mover[i]!, mover[j]!);
    }
  }
  const cliques = group.members();
  return {
    singles: cliques.filter((c) => c.length === 1).flat(),
    cliques: cliques.filter((c) => c.length > 1),
  };
}

const gap = (xyz: Float64Array, i: number, j: number): number =>
  Math.hypot(xyz[3 * i]! - xyz[3 * j]!, xyz[3 * i + 1]! - xyz[3 * j + 1]!, xyz[3 * i + 2]! - xyz[3 * j + 2]!);

function collectBumpers({ movers }: MoverScene): Bumpers {
  const xyz: number[] = [];
  const radius: number[] = [];
  const owner: number[] = [];
  movers.forEach((mover, index) => {
    const places = mover.bumpers();
    for (let k = 0; k < places.length; k += 4) {
      xyz.push(places[k]!, places[k + 1]!, places[k + 2]!);
      radius.push(places[k + 3]!);
      owner.push(index);
    }
  });
  return {
    xyz: Float64Array.from(xyz),
    radius: Float64Array.from(radius),
    mover: Int32Array.from(owner),
    maxRadius: radius.reduce((a, b) => Math.max(a, b), 0),
  };
}

/** Bumpers that a metal is in the way of. */
function heldByMetals({ atoms }: MoverScene, { xyz, radius, maxRadius }: Bumpers): Uint8Array {
  const isHeld = new Uint8Array(radius.length);
  const metals: number[] = [];
  for (let i = 0; i < atoms.nHeavy; i++) if (contactRadii(atoms.sites.element[i]!).isMetal) metals.push(i);
  if (metals.length === 0) return isHeld;
  const grid = buildAtomGrid(atoms.xyz, 4, metals);
  const reach = metals.reduce((most, metal) => Math.max(most, atoms.radius[metal]!), 0) + maxRadius;
  const found: number[] = [];
  for (let i = 0; i < radius.length; i++) {
    const place = xyz.subarray(3 * i, 3 * i + 3);
    const n = findNear(grid, place, reach, found);
    for (let k = 0; k < n; k++) {
      const at = 3 * found[k]!;
      const d = Math.hypot(
        atoms.xyz[at]! - place[0]!,
        atoms.xyz[at + 1]! - place[1]!,
        atoms.xyz[at + 2]! - place[2]!,
      );
      if (d < radius[i]! + atoms.radius[found[k]!]!) isHeld[i] = 1;
    }
  }
  return isHeld;
}

/** Disjoint sets of the numbers 0 to n − 1. */
class Groups {
  private readonly parent: Int32Array;

  constructor(n: number) {
    this.parent = Int32Array.from({ length: n }, (_, i) => i);
  }

  areJoined(a: number, b: number): boolean {
    return this.root(a) === this.root(b);
  }

  join(a: number, b: number): void {
    const [rootA, rootB] = [this.root(a), this.root(b)];
    // The lowest number is the root, so that groups come out in order.
    this.parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }

  members(): number[][] {
    const groups = new Map<number, number[]>();
    for (let i = 0; i < this.parent.length; i++) {
      const known = groups.get(this.root(i));
      if (known) known.push(i);
      else groups.set(i, [i]);
    }
    return [...groups.values()];
  }

  private root(a: number): number {
    let i = a;
    while (this.parent[i] !== i) {
      this.parent[i] = this.parent[this.parent[i]!]!;
      i = this.parent[i]!;
    }
    return i;
  }
}
