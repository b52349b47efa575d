/** Groups of hydrogens with freedom: what all of them offer to the search for the best state. */
import type { OptimizerAtoms } from "./optimizer-atoms.ts";

/** One group. Setting a state changes the coordinates, presence and roles in the shared atoms. */
export interface Mover {
  /** Sorts the groups: chain, number, residue, atom, alternate label. */
  readonly key: string;
  readonly residue: number;
  /** Atoms that change place, presence or traits. */
  readonly moving: readonly number[];
  /** Atoms whose dots tell how good a state is. */
  readonly scored: readonly number[];
  /** For each scored atom the atoms up to three bonds away. */
  readonly bonded: readonly (readonly number[])[];
  readonly nStates: number;
  /** Steps around a state to try when it has been chosen; 1 for none. */
  readonly nFineSteps: number;
  readonly center: number;
  /** How far each scored atom may come from `center`, Å. */
  readonly reaches: readonly number[];
  setState(state: number): void;
  setFineStep(state: number, step: number): void;
  /** Bias against a state, at weight 1; 0 or positive. */
  penalty(state: number): number;
  /** Places that its atoms may take, [n,4] with the radius, Å: where they overlap another group's, both are one problem. */
  bumpers(): number[];
}

/** What a mover's atoms were in each state: to put it back, or to look at one state while another is set. */
export interface MoverSnapshot {
  /** Of the moving atoms in order: [n,3], Å. */
  readonly xyz: Float64Array;
  readonly present: Uint8Array;
  readonly traits: Uint8Array;
}

export function takeSnapshot(atoms: OptimizerAtoms, mover: Mover): MoverSnapshot {
  const xyz = new Float64Array(3 * mover.moving.length);
  mover.moving.forEach((atom, k) => {
    xyz.set(atoms.xyz.subarray(3 * atom, 3 * atom + 3), 3 * k);
  });
  return {
    xyz,
    present: Uint8Array.from(mover.moving, (atom) => atoms.present[atom]!),
    traits: Uint8Array.from(mover.moving, (atom) => atoms.traits[atom]!),
  };
}

export function restoreSnapshot(atoms: OptimizerAtoms, mover: Mover, snapshot: MoverSnapshot): void {
  mover.moving.forEach((atom, k) => {
    atoms.xyz.set(snapshot.xyz.subarray(3 * k, 3 * k + 3), 3 * atom);
    atoms.present[atom] = snapshot.present[k]!;
    atoms.traits[atom] = snapshot.traits[k]!;
  });
}
