import { excludeBonded, type IndexLists } from "@cryoreel/geometry-wasm";
import { expect, it } from "vitest";
import type { Structure } from "../model/structure.ts";
import { metalBarrier } from "./metal-barrier.ts";

it("lets donors of one metal meet, but for those of one residue", () => {
  // Two oxygens of residue 0 and one of residue 1 about a magnesium of residue 2; a carbon behind the last.
  const structure = {
    atoms: { element: Uint8Array.of(8, 8, 8, 12, 6), residueOf: Int32Array.of(0, 0, 1, 2, 1) },
  } as unknown as Structure;
  const bonded = { start: Int32Array.of(0, 1, 2, 4, 7, 8), list: Int32Array.of(3, 3, 3, 4, 0, 1, 2, 2) };
  const rows = ({ start, list }: IndexLists): number[][] =>
    [0, 1, 2, 3, 4].map((atom) => [...list.subarray(start[atom], start[atom + 1])]);
  expect(rows(excludeBonded(bonded, 3))[0]).toEqual([1, 2, 3, 4]);
  const barred = rows(excludeBonded(bonded, 3, metalBarrier(structure)));
  expect(barred).toEqual([
    [1, 3],
    [0, 3],
    [3, 4],
    [0, 1, 2, 4],
    [2, 3],
  ]);
});
