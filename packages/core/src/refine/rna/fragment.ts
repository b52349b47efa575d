/** A few nucleotides cut out with their surroundings: they alone move, and see all that is near them. */

import {
  createSystem,
  type GeometryKernels,
  type GeometrySystem,
  type SuiteList,
  type TermLosses,
} from "@cryoreel/geometry-wasm";
import { AtomGrid } from "../../model/atom-grid.ts";
import { compileRestraints } from "../../model/compile-restraints.ts";
import type { MonomerDictionary } from "../../model/monomer.ts";
import { selectAtoms } from "../../model/select-atoms.ts";
import type { Structure } from "../../model/structure.ts";
import type { Pucker } from "../../tables/rna-pucker-geometry.ts";
import { clashRules } from "../clash-rules.ts";
import { hydrogenList, type ModelHydrogens } from "../hydrogen-list.ts";
import { minimiseLbfgs } from "../lbfgs.ts";
import { atomsOf } from "./suite-chains.ts";

/** What the moving atoms are held by besides stereochemistry: adds ∂value/∂xyz to `gradient` ([n,3]) and returns the value. */
export type FragmentFit = (xyz: Float64Array, gradient: Float64Array) => number;

export interface FragmentParts {
  /** At the present coordinates. */
  readonly structure: Structure;
  /** Of the whole structure. */
  readonly suites: SuiteList;
  /** Residues that move. */
  readonly moving: ReadonlySet<number>;
  readonly kernels: GeometryKernels;
  readonly dictionaries: readonly MonomerDictionary[];
  /** Of the fragment's atoms, given as indices into `structure`; -1 for those that stand. */
  readonly fitOf: (movingAtoms: Int32Array) => FragmentFit;
}

/** Where a minimisation is to go: clusters by suite as in `Fragment.suites`, puckers by residue of the whole structure. */
export interface FragmentAim {
  readonly targets: Int32Array;
  readonly puckers: ReadonlyMap<number, Pucker>;
}

export interface FragmentState {
  /** Of the fragment's atoms, [n,3] Å. */
  readonly xyz: Float64Array;
  /** What was minimised. */
  readonly value: number;
}

/** Atoms this far from moving ones are seen, Å: two van der Waals radii and a hydrogen on either side. */
const REACH = 6;
const MAX_MOVE = 0.3;

/** Nucleotides that move among others that stand. The owner disposes of it. */
export class Fragment {
  /** [n] of the fragment's atoms: indices into the whole structure. */
  readonly atoms: Int32Array;
  readonly start: Float64Array;
  /** Suites inside the fragment with an atom that moves, by the fragment's atoms; and their places among all. */
  readonly suites: SuiteList;
  readonly among: Int32Array;
  private readonly structure: Structure;
  private readonly residues: Int32Array;
  private readonly dictionaries: readonly MonomerDictionary[];
  private readonly system: GeometrySystem;
  private readonly isMoving: Uint8Array;
  /** Places in `xyz` of the coordinates that move. */
  private readonly free: Int32Array;
  private readonly fit: FragmentFit;
  private aim: FragmentAim | undefined;

  constructor({ structure, suites, moving, kernels, dictionaries, fitOf }: FragmentParts) {
    const { residueOf } = structure.atoms;
    const seen = residuesAround(structure, moving);
    this.atoms = Int32Array.from({ length: structure.nAtoms }, (_, atom) => atom).filter((atom) =>
      seen.has(residueOf[atom]!),
    );
    this.structure = selectAtoms(structure, (atom) => seen.has(residueOf[atom]!));
    this.residues = Int32Array.from(seen).sort();
    this.dictionaries = dictionaries;
    this.start = this.structure.atoms.xyz;
    this.isMoving = Uint8Array.from(this.atoms, (atom) => Number(moving.has(residueOf[atom]!)));
    this.free = Int32Array.from(this.start.keys()).filter((k) => this.isMoving[Math.floor(k / 3)]);
    this.fit = fitOf(this.atoms.map((atom, i) => (this.isMoving[i] ? atom : -1)));
    this.among = this.touched(suites);
    this.suites = this.localised(suites);
    const restraints = compileRestraints(this.structure, { dictionaries });
    const hydrogens = withoutHydroxyls(
      this.structure,
      hydrogenList(this.structure, restraints, dictionaries),
    );
    this.system = createSystem(kernels, this.structure.nAtoms, hydrogens.list);
    this.system.set("clash", {
      ...clashRules(this.structure, restraints, hydrogens),
      conformerOf: standingApart(this.isMoving, hydrogens),
    });
  }

  /** Minimises from `from` by at most `steps` steps. */
  async minimise(
    from: Float64Array,
    aim: FragmentAim,
    losses: TermLosses,
    steps: number,
  ): Promise<FragmentState> {
    this.aimAt(aim);
    const objective = async (x: Float64Array) => {
      const { value, gradient } = this.evaluate(this.spread(x, from), losses);
      return { value, gradient: this.pick(gradient) };
    };
    const options = { maxSteps: steps, maxMove: MAX_MOVE, valueTolerance: 1e-4 };
    const { x, value } = await minimiseLbfgs(objective, this.pick(from), options);
    return { xyz: this.spread(x, from), value };
  }

  /** The value of `losses` and of the fit at `xyz`. */
  valueAt(xyz: Float64Array, aim: FragmentAim, losses: TermLosses): number {
    this.aimAt(aim);
    return this.evaluate(xyz, losses).value;
  }

  /** Lays the fragment's coordinates into those of the whole model. */
  copyTo(xyz: Float64Array, whole: Float64Array): void {
    this.atoms.forEach((atom, i) => {
      whole.set(xyz.subarray(3 * i, 3 * i + 3), 3 * atom);
    });
  }

  dispose(): void {
    this.system.dispose();
  }

  private aimAt(aim: FragmentAim): void {
    if (aim === this.aim) return;
    this.aim = aim;
    const { targets, puckers } = aim;
    const own = new Map([...this.residues].map((residue, i) => [i, puckers.get(residue)] as const));
    const asked = new Map([...own].filter((entry): entry is [number, Pucker] => entry[1] !== undefined));
    const restraints = compileRestraints(this.structure, { dictionaries: this.dictionaries, puckers: asked });
    this.system.set("bond", restraints.bonds);
    this.system.set("angle", restraints.angles);
    this.system.set("torsion", restraints.torsions);
    this.system.set("plane", restraints.planes);
    this.system.set("chirality", restraints.chirality);
    this.system.set("suite", { ...this.suites, targetOf: targets });
  }

  private evaluate(xyz: Float64Array, losses: TermLosses): { value: number; gradient: Float64Array } {
    const gradient = new Float64Array(xyz.length);
    const { total } = this.system.evaluate(xyz, gradient, losses);
    return { value: total + this.fit(xyz, gradient), gradient };
  }

  private pick(all: Float64Array): Float64Array {
    return Float64Array.from(this.free, (k) => all[k]!);
  }

  private spread(moved: Float64Array, among: Float64Array): Float64Array {
    const all = among.slice();
    this.free.forEach((k, i) => {
      all[k] = moved[i]!;
    });
    return all;
  }

  private touched({ atoms, targetOf }: SuiteList): Int32Array {
    const local = this.localIndices();
    return Int32Array.from(targetOf.keys()).filter((i) => {
      const own = atomsOf(atoms, i).map((atom) => local.get(atom) ?? -1);
      return !own.includes(-1) && own.some((atom) => this.isMoving[atom]);
    });
  }

  private localised(suites: SuiteList): SuiteList {
    const local = this.localIndices();
    const atoms = [...this.among].flatMap((i) => [...atomsOf(suites.atoms, i)]);
    return {
      ...suites,
      atoms: Int32Array.from(atoms, (atom) => local.get(atom)!),
      targetOf: this.among.map((i) => suites.targetOf[i]!),
    };
  }

  private localIndices(): Map<number, number> {
    return new Map([...this.atoms].map((atom, i) => [atom, i]));
  }
}

function residuesAround(
  { nAtoms, atoms: { xyz, residueOf } }: Structure,
  moving: ReadonlySet<number>,
): Set<number> {
  const all = Array.from({ length: nAtoms }, (_, atom) => atom);
  const movingAtoms = all.filter((atom) => moving.has(residueOf[atom]!));
  const bounds = [0, 1, 2].map((axis) => {
    const along = movingAtoms.map((atom) => xyz[3 * atom + axis]!);
    return [Math.min(...along) - REACH, Math.max(...along) + REACH] as const;
  });
  // The box first: a grid of all atoms for each fragment would be most of the time in a ribosome.
  const inBox = all.filter((atom) =>
    bounds.every(([low, high], axis) => xyz[3 * atom + axis]! >= low && xyz[3 * atom + axis]! <= high),
  );
  const grid = new AtomGrid(xyz, REACH, inBox);
  const near = movingAtoms.flatMap((atom) => grid.near(atom, REACH).map((other) => residueOf[other]!));
  return new Set([...moving, ...near]);
}

/** Labels that keep the clashes among standing sites out: sites of different labels do not meet, 0 meets all. */
function standingApart(isMoving: Uint8Array, { name, list }: ModelHydrogens): Int32Array {
  const parents = [...isMoving.keys(), ...name.map((_, i) => list.atoms[4 * i]!)];
  return Int32Array.from(parents, (parent, site) => (isMoving[parent] ? 0 : site + 1));
}

const oxygen = 8;

/** Hydroxyls turn out of the way of anything: what they touch at default torsions says nothing about a conformation. */
function withoutHydroxyls({ atoms: { element } }: Structure, hydrogens: ModelHydrogens): ModelHydrogens {
  const { list, name, altLoc } = hydrogens;
  const kept = [...name.keys()].filter((i) => element[list.atoms[4 * i]!] !== oxygen);
  return {
    list: {
      rule: Uint8Array.from(kept, (i) => list.rule[i]!),
      atoms: Int32Array.from(kept.flatMap((i) => [...list.atoms.subarray(4 * i, 4 * i + 4)])),
      length: Float64Array.from(kept, (i) => list.length[i]!),
      parameter1: Float64Array.from(kept, (i) => list.parameter1[i]!),
      parameter2: Float64Array.from(kept, (i) => list.parameter2[i]!),
    },
    name: kept.map((i) => name[i]!),
    altLoc: kept.map((i) => altLoc[i]!),
  };
}
