/** The Ramachandran term's input: φ and ψ of every residue, and what each place on its class's map costs. */

import type { TorsionMap, TorsionMapList } from "@cryoreel/geometry-wasm";
import {
  type RamachandranClass as ChainClass,
  type PolymerLinks,
  polymerLinks,
  ramachandranAtoms,
  type Structure,
} from "../model/index.ts";
import {
  type RamachandranClass as GridClass,
  ramachandranClasses as gridClasses,
  ramachandranFavoured,
  ramachandranGrid,
} from "../tables/ramachandran.ts";

/** The distribution of each class of residue. */
const gridOf: Readonly<Record<ChainClass, GridClass>> = {
  general: "general",
  gly: "glycine",
  "cis-pro": "cisProline",
  "trans-pro": "transProline",
  "pre-pro": "preProline",
  "ile-val": "isoleucineValine",
};

/** ln(R + C) with C = e⁻¹⁰, as Chen 2025 has it. */
const FLOOR = Math.exp(-10);
/** What a degree away from the favoured region costs beyond −ln(R + C): it points home where the distribution is empty. */
const COST_PER_DEGREE = 0.06;
const GRID_SIZE = 180;

/** All residues that are bonded on both sides, in every alternate conformation. */
export function ramachandranList(
  structure: Structure,
  links: PolymerLinks = polymerLinks(structure),
): TorsionMapList {
  const residues = ramachandranAtoms(structure, links);
  return {
    atoms: Int32Array.from(residues.flatMap(({ phi, psi }) => [...phi, psi[3]])),
    start: Int32Array.from({ length: residues.length + 1 }, (_, i) => 5 * i),
    mapOf: Int32Array.from(residues, (residue) => gridClasses.indexOf(gridOf[residue.class])),
    maps: ramachandranMaps(),
  };
}

const axis = { size: GRID_SIZE, turn: 2 * Math.PI, origin: -Math.PI * (1 - 1 / GRID_SIZE) };
let maps: readonly TorsionMap[] | undefined;

function ramachandranMaps(): readonly TorsionMap[] {
  maps ??= gridClasses.map((_, k) => ({
    axes: [axis, axis],
    cost: ramachandranCosts().slice(k * GRID_SIZE ** 2, (k + 1) * GRID_SIZE ** 2),
  }));
  return maps;
}

let costs: Float64Array | undefined;

/** −ln(R + e⁻¹⁰) of the Top8000 grids plus the way home: [6, 180, 180], in the order of the classes' table. */
export function ramachandranCosts(): Float64Array {
  costs ??= Float64Array.from(gridClasses.flatMap((name) => [...costOf(name)]));
  return costs;
}

function costOf(name: GridClass): Float64Array {
  const { counts, total, widthDeg } = ramachandranGrid(name);
  const away = distanceFrom((cell) => counts[cell]! / total >= ramachandranFavoured);
  return Float64Array.from(counts, (count, cell) => {
    const cost = -Math.log(count / total + FLOOR);
    return cost + COST_PER_DEGREE * widthDeg[0]! * away[cell]!;
  });
}

/** Distance of every cell from the cells of a region on the periodic grid, in cells: two passes of chamfer steps, until nothing changes. */
function distanceFrom(isInside: (cell: number) => boolean): Float64Array {
  const n = GRID_SIZE;
  const distance = Float64Array.from({ length: n * n }, (_, cell) =>
    isInside(cell) ? 0 : Number.POSITIVE_INFINITY,
  );
  const steps = [
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, Math.SQRT2],
    [1, -1, Math.SQRT2],
  ] as const;
  for (let changed = true; changed; ) {
    changed = false;
    for (let at = 0; at < 2 * n * n; at++) {
      const cell = at < n * n ? at : 2 * n * n - 1 - at;
      const [i, j] = [Math.floor(cell / n), cell % n];
      for (const [di, dj, length] of steps) {
        for (const sign of [1, -1]) {
          const other = ((i + sign * di + n) % n) * n + ((j + sign * dj + n) % n);
          if (distance[other]! + length < distance[cell]! - 1e-9) {
            distance[cell] = distance[other]! + length;
            changed = true;
          }
        }
      }
    }
  }
  return distance;
}
