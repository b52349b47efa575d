/** The movers of a structure among its atoms: what is near each of them. */
import { buildAtomGrid, findNear } from "./atom-grid.ts";
import type { Mover } from "./mover.ts";
import type { OptimizerAtoms } from "./optimizer-atoms.ts";

/** Movers by number, and by number what can touch their scored atoms in any state. */
export interface MoverScene {
  readonly atoms: OptimizerAtoms;
  readonly movers: readonly Mover[];
  /** Atoms that belong to no mover. */
  readonly fixedNear: readonly Int32Array[];
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
  const maxReach = movers.reduce((most, { reach }) => Math.max(most, reach), 0);
  const centers = Float64Array.from(movers.flatMap(({ center }) => [...place(atoms, center)]));
  const centerGrid = buildAtomGrid(centers, 4);
  const found: number[] = [];
  return {
    atoms,
    movers,
    fixedNear: movers.map(({ center, reach }) => {
      const radius = Math.max(reach + 2 * maxRadius, donorHorizon);
      const n = findNear(fixedGrid, place(atoms, center), radius, found);
      return Int32Array.from(found.slice(0, n));
    }),
    moversNear: movers.map(({ center, reach }, self) => {
      const n = findNear(centerGrid, place(atoms, center), reach + maxReach + 2 * maxRadius, found);
      return found.slice(0, n).filter((other) => other !== self);
    }),
  };
}

const place = ({ xyz }: OptimizerAtoms, atom: number): Float64Array => xyz.subarray(3 * atom, 3 * atom + 3);
