import { expect, it } from "vitest";
import { phantomPositions } from "./water-phantoms.ts";

const rule = { span: 2, maxGap: -0.1 };

it("points a hydrogen at each acceptor in reach", () => {
  const acceptors = [
    { xyz: [2.8, 0, 0], radius: 1.4, ring: -1 },
    { xyz: [0, 3.2, 0], radius: 1.4, ring: -1 },
    { xyz: [0, 0, 3.4], radius: 1.4, ring: -1 },
  ] as const;
  const found = phantomPositions([0, 0, 0], acceptors, rule);
  expect(found).toHaveLength(2);
  // At a gap of −0.6 or more the bond has its full length.
  expect(found[0]).toEqual([1, 0, 0]);
  expect(found[1]![1]).toBeCloseTo(1, 9);
});

it("shortens the bond to a near acceptor and takes one atom of a ring", () => {
  expect(phantomPositions([0, 0, 0], [{ xyz: [2.4, 0, 0], radius: 1.4, ring: -1 }], rule)[0]![0]).toBeCloseTo(
    0.6,
    9,
  );
  const ring = [3.3, 3.1, 3.2].map((x) => ({ xyz: [x, 0, 0] as const, radius: 1.75, ring: 4 }));
  expect(phantomPositions([0, 0, 0], ring, rule)).toHaveLength(1);
});
