import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { createViewOrder } from "./view-order.ts";

describe("createViewOrder", () => {
  it("shows every view once an epoch, in an order of its own", () => {
    const order = createViewOrder(createRandom(5), 103, 16);
    const epochs = [0, 1].map((epoch) =>
      Array.from({ length: order.batchesPerEpoch }, (_, i) => [
        ...order.batchAt(epoch * order.batchesPerEpoch + i),
      ]).flat(),
    );
    for (const epoch of epochs) expect([...epoch].sort((a, b) => a - b)).toEqual([...Array(103).keys()]);
    expect(epochs[0]).not.toEqual(epochs[1]);
  });

  it("gives a step the same views whatever was asked before", () => {
    const straight = createViewOrder(createRandom(5), 50, 8);
    const resumed = createViewOrder(createRandom(5), 50, 8);
    for (let step = 0; step < 9; step++) straight.batchAt(step);
    expect(resumed.batchAt(9)).toEqual(straight.batchAt(9));
  });

  it("takes all views at once where the batch is larger", () => {
    expect(createViewOrder(createRandom(1), 5, 32).batchAt(7).length).toBe(5);
  });
});
