import { describe, expect, it } from "vitest";
import {
  ramachandranClasses,
  ramachandranFavoured,
  ramachandranGrid,
  ramachandranOutlier,
} from "../tables/ramachandran.ts";
import { ramachandranCosts } from "./ramachandran-list.ts";

const cells = 180 * 180;

describe("ramachandranCosts", () => {
  it.each(ramachandranClasses.map((name, i) => [name, i] as const))(
    "of %s are lowest where the distribution is highest, and dear where it is not",
    (name, index) => {
      const { counts, total } = ramachandranGrid(name);
      const cost = ramachandranCosts().subarray(index * cells, (index + 1) * cells);
      const dearestFavoured = -Math.log(ramachandranFavoured);
      cost.forEach((value, cell) => {
        const fraction = counts[cell]! / total;
        if (fraction >= ramachandranFavoured) expect(value).toBeLessThanOrEqual(dearestFavoured + 1e-9);
        else if (fraction < ramachandranOutlier[name]) {
          expect(value).toBeGreaterThan(-Math.log(ramachandranOutlier[name] + Math.exp(-10)) - 1e-9);
        }
      });
    },
  );

  it("leave no place without a way home: some neighbour of every place that is not favoured costs less, but for few", () => {
    ramachandranClasses.forEach((name, index) => {
      const { counts, total } = ramachandranGrid(name);
      const cost = ramachandranCosts().subarray(index * cells, (index + 1) * cells);
      let trapped = 0;
      cost.forEach((value, cell) => {
        if (counts[cell]! / total >= ramachandranOutlier[name]) return;
        const [i, j] = [Math.floor(cell / 180), cell % 180];
        const isTrapped = [-1, 0, 1].every((di) =>
          [-1, 0, 1].every((dj) => {
            const other = ((i + di + 180) % 180) * 180 + ((j + dj + 180) % 180);
            return other === cell || cost[other]! >= value;
          }),
        );
        if (isTrapped) trapped++;
      });
      expect(trapped / cells, name).toBeLessThan(0.005);
    });
  });
});
