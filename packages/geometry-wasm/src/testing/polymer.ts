/** A folded chain with the makings of a protein: counts of restraints per atom and packing as in crystals. For tests and benchmarks. */
import { excludeBonded, type IndexLists, toIndexLists } from "../neighbors/exclusions.ts";
import type {
  AngleList,
  BondList,
  ChiralityList,
  PlaneList,
  RepulsionRules,
  TorsionList,
} from "../system/term-lists.ts";
import { createUniform } from "./term-contract.ts";

/** Coordinates and restraints of n atoms. */
export interface Polymer {
  readonly nAtoms: number;
  readonly xyz: Float64Array;
  readonly bond: BondList;
  readonly angle: AngleList;
  readonly torsion: TorsionList;
  readonly plane: PlaneList;
  readonly chirality: ChiralityList;
  readonly repulsion: RepulsionRules;
}

/** Å between neighbours on the lattice: 0.08 atoms a cubic ångström. */
const SPACING = 0.08 ** (-1 / 3);

/**
 * A chain that snakes through a cube of lattice points, jittered, with cross-links every 37 atoms: per atom 1.03 bonds, 1.4 angles,
 * 0.55 torsions, 0.19 planes of five, 0.49 chiral volumes. Targets are what the unjittered lattice has, so deviations are a few σ.
 */
export function createPolymer(nAtoms: number, seed: number): Polymer {
  const side = Math.ceil(nAtoms ** (1 / 3));
  const uniform = createUniform(seed);
  const xyz = new Float64Array(3 * nAtoms);
  for (let i = 0; i < nAtoms; i++) {
    const place = snake(i, side);
    for (let k = 0; k < 3; k++) xyz[3 * i + k] = SPACING * (place[k]! + 0.5 * (uniform() - 0.5));
  }
  const rows = (share: number, size: number): number[][] =>
    Array.from({ length: Math.round(share * nAtoms) }, (_, i) => {
      const first = Math.min(Math.floor(i / share), nAtoms - size);
      return Array.from({ length: size }, (_, k) => first + k);
    });
  const bonds = rows(1, 2).concat(
    Array.from({ length: Math.floor(nAtoms / 37) }, (_, i) => [37 * i, Math.min(nAtoms - 1, 37 * i + side)]),
  );
  const numbers = (count: number, low: number, high: number): Float64Array =>
    Float64Array.from({ length: count }, () => low + (high - low) * uniform());
  const angles = rows(1.4, 3);
  const torsions = rows(0.55, 4);
  const planes = rows(0.19, 5);
  const chirals = rows(0.49, 4);
  return {
    nAtoms,
    xyz,
    bond: {
      atoms: Int32Array.from(bonds.flat()),
      ideal: numbers(bonds.length, 2.2, 2.5),
      sigma: numbers(bonds.length, 0.1, 0.3),
    },
    angle: {
      atoms: Int32Array.from(angles.flat()),
      ideal: numbers(angles.length, 1.6, 2.6),
      sigma: numbers(angles.length, 0.1, 0.3),
    },
    torsion: {
      atoms: Int32Array.from(torsions.flat()),
      ideal: numbers(torsions.length, -3, 3),
      sigma: numbers(torsions.length, 0.1, 0.5),
      period: Int32Array.from(torsions, (_, i) => 1 + (i % 3)),
    },
    plane: {
      atoms: Int32Array.from(planes.flat()),
      start: Int32Array.from({ length: planes.length + 1 }, (_, i) => 5 * i),
      sigma: numbers(planes.length, 0.1, 0.3),
    },
    chirality: {
      atoms: Int32Array.from(chirals.flat()),
      ideal: numbers(chirals.length, -3, 3),
      sigma: numbers(chirals.length, 0.2, 0.5),
      bothHands: Uint8Array.from(chirals, (_, i) => (i % 5 === 0 ? 1 : 0)),
    },
    repulsion: repulsionOf(bonds, nAtoms),
  };
}

/** The i-th lattice point on a path that turns back at every wall. */
function snake(i: number, side: number): readonly [number, number, number] {
  const z = Math.floor(i / side ** 2);
  const row = Math.floor((i % side ** 2) / side);
  const y = z % 2 === 0 ? row : side - 1 - row;
  const column = i % side;
  const x = (row + z) % 2 === 0 ? column : side - 1 - column;
  return [x, y, z];
}

function repulsionOf(bonds: readonly (readonly number[])[], nAtoms: number): RepulsionRules {
  const bonded: number[][] = Array.from({ length: nAtoms }, () => []);
  for (const [i, j] of bonds) {
    bonded[i!]!.push(j!);
    bonded[j!]!.push(i!);
  }
  const lists: IndexLists = toIndexLists(bonded);
  return {
    classOf: Int32Array.from({ length: nAtoms }, (_, i) => i % 3),
    nClasses: 3,
    // Carbon, nitrogen, oxygen, with hydrogen bonds between the latter two.
    minDistance: Float64Array.of(3.4, 3.25, 3.15, 3.25, 3.1, 2.6, 3.15, 2.6, 2.8),
    excluded: excludeBonded(lists, 3),
  };
}
