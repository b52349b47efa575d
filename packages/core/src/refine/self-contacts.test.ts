import { describe, expect, it } from "vitest";
import { keptContacts } from "./self-contacts.ts";

describe("keptContacts", () => {
  it("lets go of pairs that parted and widens the reach of the others", () => {
    const list = {
      atoms: Int32Array.of(0, 1, 0, 2),
      ideal: Float64Array.of(3, 3),
      sigma: Float64Array.of(0.4, 1),
    };
    const xyz = Float64Array.of(0, 0, 0, 3.5, 0, 0, 0, 5.6, 0);
    const kept = keptContacts(list, xyz);
    expect([...kept.atoms]).toEqual([0, 1]);
    expect([...kept.ideal]).toEqual([3]);
    expect(kept.sigma[0]).toBeCloseTo(0.7, 12);
  });
});
