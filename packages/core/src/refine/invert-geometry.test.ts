import { createSystem, openGeometry } from "@cryoreel/geometry-wasm";
import { expect, it } from "vitest";
import { inversionRadius, invertGeometry } from "./invert-geometry.ts";
import type { PreparedModel } from "./prepare-model.ts";

it("makes bonds as bad as the radius allows, and moves nothing farther", async () => {
  const kernels = await openGeometry();
  const system = createSystem(kernels, 3);
  const bonds = {
    atoms: Int32Array.of(0, 1, 1, 2),
    ideal: Float64Array.of(1.5, 1.5),
    sigma: Float64Array.of(0.02, 0.02),
  };
  system.set("bond", bonds);
  const start = Float64Array.of(0, 0, 0, 1.52, 0, 0, 1.52, 1.49, 0);
  const before = start.slice();
  const steps = invertGeometry(start, { system } as PreparedModel, { steps: 60 });
  let next = await steps.next();
  const costs: number[] = [];
  while (!next.done) {
    costs.push(next.value.objective.geometry);
    next = await steps.next();
  }
  const end = next.value;
  expect(start).toEqual(before);
  expect(costs.at(-1)!).toBeGreaterThan(100 * costs[0]!);
  // The first bond was too long, so both its atoms went apart as far as they may, but for what the second asks of the middle one.
  const moved = [0, 1, 2].map((atom) =>
    Math.hypot(...[0, 1, 2].map((k) => end[3 * atom + k]! - start[3 * atom + k]!)),
  );
  for (const distance of moved) expect(distance).toBeCloseTo(inversionRadius, 6);
  system.dispose();
  await kernels.close();
});
