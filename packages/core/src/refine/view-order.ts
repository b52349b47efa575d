/** Which projections each step looks at: every view once an epoch, in an order that the seed and the step number determine. */

import type { Random } from "../random.ts";

export interface ViewOrder {
  readonly batchesPerEpoch: number;
  /** The views of step 0, 1, 2 …; the same for the same step whenever it is asked. */
  batchAt(step: number): Int32Array;
}

/** Divides `nViews` into batches of about `batch` (none smaller than half of it where there is more than one). */
export function createViewOrder(random: Random, nViews: number, batch: number): ViewOrder {
  const batchesPerEpoch = Math.max(1, Math.round(nViews / batch));
  let epochAtHand = -1;
  let order = new Int32Array(0);
  return {
    batchesPerEpoch,
    batchAt(step) {
      const epoch = Math.floor(step / batchesPerEpoch);
      if (epoch !== epochAtHand) {
        order = random.fork(`epoch ${epoch}`).shuffle(Int32Array.from({ length: nViews }, (_, i) => i));
        epochAtHand = epoch;
      }
      const part = step % batchesPerEpoch;
      const edge = (i: number) => Math.floor((i * nViews) / batchesPerEpoch);
      return order.slice(edge(part), edge(part + 1));
    },
  };
}
