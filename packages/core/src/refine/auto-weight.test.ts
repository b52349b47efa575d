import { describe, expect, it } from "vitest";
import { chooseMapWeight } from "./auto-weight.ts";

const lengths = { map: 0.5, geometry: 20 };

describe("chooseMapWeight", () => {
  it("is the cost in geometry of a gain in the map", () => {
    const choice = chooseMapWeight({ map: 0.5, geometry: 1 }, { map: 0.4, geometry: 9 }, lengths);
    expect(choice.mapWeight).toBeCloseTo(80, 10);
    expect(choice.reason).toBe("gain and cost");
  });

  it("falls back on the gradients where the map gained nothing or the geometry cost nothing", () => {
    for (const after of [
      { map: 0.5, geometry: 9 },
      { map: 0.6, geometry: 9 },
      { map: 0.4, geometry: 0.5 },
    ]) {
      expect(chooseMapWeight({ map: 0.5, geometry: 1 }, after, lengths)).toEqual({
        mapWeight: 40,
        reason: "gradients",
      });
    }
  });

  it("has a default where nothing can be measured", () => {
    const still = { map: 0.5, geometry: 1 };
    expect(chooseMapWeight(still, still, { map: 0, geometry: 0 }).reason).toBe("default");
    expect(chooseMapWeight(still, { map: Number.NaN, geometry: 1 }, { map: 0, geometry: 1 }).reason).toBe(
      "default",
    );
  });
});
