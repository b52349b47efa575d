import { expect, it } from "vitest";
import type { AngleGrid } from "../tables/angle-grid.ts";
import { rotamerGrid } from "../tables/rotamers.ts";
import { gridFraction } from "./angle-grid.ts";

const ring: AngleGrid = {
  lowerDeg: [0],
  widthDeg: [90],
  nBins: [4],
  counts: Uint32Array.of(0, 10, 20, 40),
  total: 40,
};

it("takes the value at a cell's centre and interpolates between centres, round the circle", () => {
  expect(gridFraction(ring, [135])).toBe(0.25);
  expect(gridFraction(ring, [180])).toBe(0.375);
  expect(gridFraction(ring, [360])).toBe(0.5);
  expect(gridFraction(ring, [0])).toBe(0.5);
  expect(gridFraction(ring, [-22.5])).toBe(0.75);
  expect(gridFraction(ring, [337.5 - 720])).toBe(0.75);
});

it("is bilinear in two angles, the last one fastest", () => {
  const plane: AngleGrid = {
    lowerDeg: [-180, -180],
    widthDeg: [180, 180],
    nBins: [2, 2],
    counts: Uint32Array.of(1, 2, 3, 4),
    total: 1,
  };
  expect(gridFraction(plane, [-90, 90])).toBe(2);
  expect(gridFraction(plane, [90, -90])).toBe(3);
  expect(gridFraction(plane, [0, 0])).toBe(2.5);
  expect(gridFraction(plane, [-90, 45])).toBeCloseTo(1.75, 12);
});

/** MolProbity's scores, percent, of chi angles rounded to a tenth of a degree (cctbx, mmtbx.rotamer.rotamer_eval, March 2015). */
it.each([
  ["MET", [80.4, -172.2, 177.5], 9.7],
  ["GLN", [166.0, 178.0, -107.4], 9.7],
  ["ILE", [60.3, 162.4], 24.2],
  ["PHE", [-60.7, 97.9], 94.4],
  ["VAL", [-179.8], 58.2],
  ["THR", [76.7], 10.3],
  ["LEU", [-68.2, -165.8], 9.1],
  ["ILE", [125.7, -175.4], 0],
  ["GLU", [-75.1, -167.9, 139.8], 34.9],
  ["SER", [35.7], 0.5],
  ["ASP", [-80.6, -19.8], 55.0],
  ["ASN", [177.5, 53.8], 30.3],
  ["PRO", [-31.6], 60.3],
  ["TYR", [-63.3, 103.6], 90.4],
  ["HIS", [-69.1, -88.8], 80.8],
] as const)("scores %s at %j as MolProbity does", (compId, chiDeg, percent) => {
  expect(Math.abs(100 * gridFraction(rotamerGrid(compId)!, chiDeg) - percent)).toBeLessThan(0.9);
});
