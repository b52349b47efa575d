import { expect, it } from "vitest";
import { judgeSuite } from "../validate/rna-suites.ts";
import { satelliteWidthsDeg, suiteClusters, suiteHalfWidthsDeg } from "./rna-suites.ts";

it("has 46 certain clusters and 8 wannabes, each with seven angles", () => {
  expect(suiteClusters.filter(({ status }) => status === "certain")).toHaveLength(46);
  expect(suiteClusters.filter(({ status }) => status === "wannabe")).toHaveLength(8);
  expect(new Set(suiteClusters.map(({ name }) => name)).size).toBe(54);
  for (const { centreDeg } of suiteClusters) {
    expect(centreDeg).toHaveLength(7);
    for (const deg of centreDeg) expect(deg >= 0 && deg < 360).toBe(true);
  }
  expect(suiteHalfWidthsDeg).toHaveLength(7);
});

it("has special widths for every satellite, and a dominant cluster in its bin", () => {
  const satellites = suiteClusters.filter(({ dominance }) => dominance === "sat");
  expect(satellites.map(({ name }) => name).sort()).toEqual(Object.keys(satelliteWidthsDeg).sort());
  for (const { bin } of satellites) {
    expect(
      suiteClusters.filter((cluster) => cluster.bin === bin && cluster.dominance === "dom"),
    ).toHaveLength(1);
  }
});

it.each(suiteClusters)("names the centre of $name after itself", ({ name, bin, centreDeg }) => {
  expect(judgeSuite(centreDeg)).toEqual({ status: "named", name, bin, suiteness: 1, triageCause: null });
});
