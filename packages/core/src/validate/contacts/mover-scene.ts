/** The movers of a structure among its atoms: what is near each of them. */
import { distance } from "../measure.ts";
import { buildAtomGrid, findNear } from "./atom-grid.ts";
import type { Mover } from "./mover.ts";
import { areExclusive, type OptimizerAtoms } from "./optimizer-atoms.ts";

/** Movers by number, and by number what can touch their scored atoms in any state. */
export interface MoverScene {
  readonly atoms: OptimizerAtoms;
  readonly movers: readonly Mover[];
  /** Atoms that belong to no mover, near to the centre of each. */
  readonly fixedNear: readonly Int32Array[];
  /** Those of them that each scored atom can touch. */
  readonly fixedTouching: readonly (readonly Int32Array[])[];
  /** Other movers. */
  readonly moversNear: readonly (readonly number[])[];
}

/** Acceptors within this distance of a donor's parent guide its states, Å. */
const donorHorizon = 4;

export function moverScene(atoms: OptimizerAtoms, movers: readonly Mover[]): MoverScene {
  const isMoving = new Uint8Array(atoms.nAtoms);
  for (const mover of movers) for (const atom of mover.moving) isMoving[atom] = 1;
  const fixed: number[] = [];
  for (let i = 0; i < atoms.nAtoms; i++) if (!isMoving[i]) fixed.push(i);
  const fixedGrid = buildAtomGrid(atoms.xyz, 4, fixed);
  const maxRadius = atoms.radius.reduce((a, b) => Math.max(a, b), 0);
  const reachOf = ({ reaches }: Mover): number => Math.max(...reaches);
  const maxReach = movers.reduce((most, mover) => Math.max(most, reachOf(mover)), 0);
  const centers = Float64Array.from(movers.flatMap(({ center }) => [...place(atoms, center)]));
  const centerGrid = buildAtomGrid(centers, 4);
  const found: number[] = [];
  const fixedNear = movers.map((mover) => {
    const radius = Math.max(reachOf(mover) + 2 * maxRadius, donorHorizon);
    const n = findNear(fixedGrid, place(atoms, mover.center), radius, found);
    return Int32Array.from(found.slice(0, n));
  });
  return {
    atoms,
    movers,
    fixedNear,
    fixedTouching: movers.map((mover, index) =>
      mover.scored.map((_, k) => fixedNear[index]!.filter((other) => canTouch(atoms, mover, k, other))),
    ),
    moversNear: movers.map((mover, self) => {
      const radius = reachOf(mover) + maxReach + 2 * maxRadius;
      const n = findNear(centerGrid, place(atoms, mover.center), radius, found);
      return found.slice(0, n).filter((other) => other !== self);
    }),
  };
}

/** Whether scored atom number `k` of a mover can touch a fixed atom in any state. */
function canTouch(atoms: OptimizerAtoms, mover: Mover, k: number, other: number): boolean {
  const atom = mover.scored[k]!;
  if (other === atom || !atoms.present[other] || areExclusive(atoms, atom, other)) return false;
  return (
    distance(atoms.xyz, mover.center, other) < mover.reaches[k]! + atoms.radius[atom]! + atoms.radius[other]!
  );
}

const place = ({ xyz }: OptimizerAtoms, atom: number): Float64Array => xyz.subarray(3 * atom, 3 * atom + 3);
