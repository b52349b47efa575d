/** Interpolated torsions: the judge's own values, and slopes by finite differences. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../../random.ts";
import { rotamerGrid } from "../../tables/rotamers.ts";
import { toDegrees } from "../../units.ts";
import { gridFraction } from "../../validate/angle-grid.ts";
import { rotamerMap } from "../rotamer-list.ts";
import { interpolateTorsions } from "./interpolate-torsions.ts";

describe.each(["SER", "LEU", "GLU", "LYS"])("interpolated torsions of %s", (compId) => {
  const grid = rotamerGrid(compId)!;
  const { axes, cost } = rotamerMap(compId)!;
  const random = createRandom(5).fork(compId);
  const places = Array.from({ length: 200 }, () => axes.map(() => 4 * Math.PI * (random.uniform() - 0.5)));

  it("are those of the judge", () => {
    for (const place of places) {
      const fraction = interpolateTorsions(axes, grid.counts, place) / grid.total;
      expect(fraction).toBeCloseTo(gridFraction(grid, place.map(toDegrees)), 10);
    }
  });

  it("have the slopes that finite differences have", () => {
    const slope = new Float64Array(axes.length);
    const h = 1e-6;
    for (const place of places) {
      interpolateTorsions(axes, cost, place, slope);
      axes.forEach((_, k) => {
        const at = (shift: number): number =>
          interpolateTorsions(
            axes,
            cost,
            place.map((x, axis) => (axis === k ? x + shift : x)),
          );
        expect(slope[k]).toBeCloseTo((at(h) - at(-h)) / (2 * h), 4);
      });
    }
  });

  it("come round after a turn", () => {
    for (const place of places.slice(0, 20)) {
      const turned = place.map((x, k) => x + axes[k]!.turn);
      expect(interpolateTorsions(axes, cost, turned)).toBeCloseTo(interpolateTorsions(axes, cost, place), 8);
    }
  });
});

it("gives the value of a grid point at that point", () => {
  const { axes, cost } = rotamerMap("LEU")!;
  const place = axes.map(({ origin, size, turn }) => origin + (7 * turn) / size);
  expect(interpolateTorsions(axes, cost, place)).toBeCloseTo(cost[7 * axes[1]!.size + 7]!, 10);
});
