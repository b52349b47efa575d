import { describe, expect, it } from "vitest";
import { lbfgsSteps, minimiseLbfgs, type Objective } from "./lbfgs.ts";

/** Extended Rosenbrock function (More, Garbow & Hillstrom 1981, no. 21): minimum 0 at (1, …, 1). */
const rosenbrock: Objective = async (x) => {
  const gradient = new Float64Array(x.length);
  let value = 0;
  for (let i = 0; i < x.length; i += 2) {
    const a = x[i + 1]! - x[i]! ** 2;
    const b = 1 - x[i]!;
    value += 100 * a * a + b * b;
    gradient[i] = -400 * a * x[i]! - 2 * b;
    gradient[i + 1] = 200 * a;
  }
  return { value, gradient };
};

describe("minimiseLbfgs", () => {
  it("finds the minimum of the extended Rosenbrock function from the standard start", async () => {
    const start = Float64Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? -1.2 : 1));
    const result = await minimiseLbfgs(rosenbrock, start, { maxSteps: 500, maxMove: 1, valueTolerance: 0 });
    for (const value of result.x) expect(value).toBeCloseTo(1, 4);
    expect(start[0]).toBe(-1.2);
  });

  it("solves an ill-conditioned quadratic (condition number 10⁴)", async () => {
    const quadratic: Objective = async (x) => {
      const stiffness = x.map((_, i) => 10 ** ((4 * i) / (x.length - 1)));
      return {
        value: x.reduce((sum, v, i) => sum + 0.5 * stiffness[i]! * v * v, 0),
        gradient: x.map((v, i) => stiffness[i]! * v),
      };
    };
    const result = await minimiseLbfgs(quadratic, new Float64Array(30).fill(1), {
      maxSteps: 1000,
      maxMove: 0.3,
      valueTolerance: 0,
    });
    expect(result.reason).toBe("converged");
    expect(result.value).toBeLessThan(1e-10);
  });

  it("moves no coordinate farther than maxMove in a step", async () => {
    let previous = new Float64Array([50]);
    const bowl: Objective = async (x) => ({ value: x[0]! ** 2, gradient: x.map((v) => 2 * v) });
    for await (const { x } of lbfgsSteps(bowl, previous, { maxSteps: 20, maxMove: 0.5 })) {
      expect(Math.abs(x[0]! - previous[0]!)).toBeLessThanOrEqual(0.5 + 1e-12);
      previous = x.slice();
    }
  });

  it("stops after the steps that it was given, and at once where nothing falls", async () => {
    const start = new Float64Array([-1.2, 1]);
    expect(await minimiseLbfgs(rosenbrock, start, { maxSteps: 3, maxMove: 1 })).toMatchObject({
      steps: 3,
      reason: "steps",
    });
    const flat: Objective = async (x) => ({ value: 1, gradient: new Float64Array(x.length) });
    expect(await minimiseLbfgs(flat, new Float64Array(3), { maxSteps: 5, maxMove: 1 })).toMatchObject({
      steps: 0,
      reason: "converged",
    });
  });
});
