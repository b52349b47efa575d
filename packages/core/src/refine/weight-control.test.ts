import { describe, expect, it } from "vitest";
import { controlledWeight, nextWeight, rootMeanSquareZ } from "./weight-control.ts";

const counts = { bond: 30, angle: 70, contact: 50 };

describe("rootMeanSquareZ", () => {
  it("is √(2·value/n) over the terms together", () => {
    expect(rootMeanSquareZ({ bond: 150, angle: 50 }, counts, ["bond", "angle"])).toBeCloseTo(2, 12);
    expect(rootMeanSquareZ({}, {}, ["bond"])).toBe(0);
  });
});

describe("controlledWeight", () => {
  const options = {
    counts,
    targets: { covalent: () => 1, contact: () => 0.2 },
    done: 0.5,
    ceiling: 1e6,
    atypicality: 1,
  };
  const values = (covalent: number, contact: number) => ({
    bond: 0.5 * covalent ** 2 * 30,
    angle: 0.5 * covalent ** 2 * 70,
    contact: 0.5 * contact ** 2 * 50,
  });

  it("stays where the worst strain is at its target", () => {
    expect(controlledWeight(10, values(1, 0.1), options)).toBeCloseTo(10, 10);
    expect(controlledWeight(10, values(0.3, 0.2), options)).toBeCloseTo(10, 10);
  });

  it("falls where one strain is too large, rises where all are small, never by more than a quarter", () => {
    expect(controlledWeight(10, values(2, 0.1), options)).toBeLessThan(10);
    expect(controlledWeight(10, values(0.5, 0.4), options)).toBeLessThan(10);
    expect(controlledWeight(10, values(0.5, 0.1), options)).toBeGreaterThan(10);
    expect(controlledWeight(10, values(1e9, 0.1), options)).toBeCloseTo(8, 10);
    expect(controlledWeight(10, values(0, 0), options)).toBeCloseTo(12.5, 10);
  });

  it("allows less strain, within bounds, where the backbone is less typical than it may be", () => {
    const targets = { ...options.targets, backbone: () => 1 };
    const weightAt = (covalent: number, atypicality: number) =>
      controlledWeight(10, values(covalent, 0.1), { ...options, targets, atypicality });
    expect(weightAt(0.8, 1)).toBeGreaterThan(10);
    expect(weightAt(0.9, 1 / 0.9)).toBeCloseTo(10, 10);
    expect(weightAt(0.9, 1.2)).toBeLessThan(10);
    expect(weightAt(0.8, 100)).toBeCloseTo(10, 10);
  });

  it("drives a system whose strain follows the weight to the target", () => {
    let weight = 500;
    for (let step = 0; step < 200; step++) {
      const strain = 0.1 * Math.sqrt(weight);
      weight = controlledWeight(weight, values(strain, 0), { ...options, targets: { covalent: () => 1 } });
    }
    expect(weight).toBeCloseTo(100, 0);
  });

  it("changes between minimisations more than the strain does, threefold at most", () => {
    expect(nextWeight(10, values(0.64, 0.1), options)).toBeCloseTo(10 / 0.512, 10);
    expect(nextWeight(10, values(1.44, 0.1), options)).toBeCloseTo(10 / 1.728, 10);
    expect(nextWeight(10, values(0.01, 0.001), options)).toBeCloseTo(30, 10);
  });

  it("never exceeds the ceiling", () => {
    expect(controlledWeight(10, values(0.1, 0), { ...options, ceiling: 10 })).toBe(10);
  });
});
