/** Ramachandran costs: mixture and baked map against every published cell, the way home, MolProbity's verdicts on models. */
import { createSystem, type GeometryKernels, openGeometry } from "@cryoreel/geometry-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import {
  type RamachandranClass,
  ramachandranClasses,
  ramachandranFavoured,
  ramachandranGrid,
  ramachandranOutlier,
} from "../tables/ramachandran.ts";
import { ramachandranMixture } from "../tables/ramachandran-mixtures.ts";
import { gridFraction } from "../validate/angle-grid.ts";
import { evaluateMixture, mixtureFractions } from "./evaluate-mixture.ts";
import { ramachandranList, ramachandranMap } from "./ramachandran-list.ts";
import { goldenModel, goldenReason, isGoldenAbsent, readGolden } from "./testing/golden-models.ts";
import { goDownhill, torsionCosts } from "./testing/torsion-chains.ts";

const floor = Math.exp(-10);
const plain = { slopePerDegree: 0.1, allowedPenalty: 0, outlierPenalty: 0 };
const size = 180;

let kernels: GeometryKernels;
beforeAll(async () => {
  kernels = await openGeometry();
});
afterAll(() => kernels.close());

/** Published fractions at the cells. */
function published(residueClass: RamachandranClass): Float64Array {
  const { counts, total } = ramachandranGrid(residueClass);
  return Float64Array.from(counts, (count) => count / total);
}

/** What the owner asks of a fit, over all cells. */
function expectAgreement(residueClass: RamachandranClass, fitted: ArrayLike<number>): void {
  const fractions = published(residueClass);
  const outlier = ramachandranOutlier[residueClass];
  const isAllowed = (cell: number): boolean => fractions[cell]! >= outlier;
  let sum = 0;
  const [missed, far, lost, lostFavoured] = [[] as number[], [] as number[], [] as number[], [] as number[]];
  fractions.forEach((fraction, cell) => {
    sum += (fitted[cell]! - fraction) ** 2;
    if (isAllowed(cell) === fitted[cell]! >= outlier) return;
    (isAllowed(cell) ? lost : missed).push(cell);
    if (fraction >= ramachandranFavoured) lostFavoured.push(cell);
    if (!isAllowed(cell) && !neighbours(cell).some(isAllowed)) far.push(cell);
  });
  const nOutliers = fractions.filter((_, cell) => !isAllowed(cell)).length;
  expect(Math.sqrt(sum / fractions.length), "RMSD of R").toBeLessThan(0.001);
  expect(missed.length / nOutliers, "outliers called allowed").toBeLessThan(0.001);
  expect(far, "of these farther than a cell from the contour").toEqual([]);
  expect(lost.length / (fractions.length - nOutliers), "allowed cells called outliers").toBeLessThan(0.001);
  expect(lostFavoured, "favoured cells called outliers").toEqual([]);
}

function neighbours(cell: number): number[] {
  const [i, j] = [Math.floor(cell / size), cell % size];
  return [-1, 0, 1].flatMap((di) =>
    [-1, 0, 1].map((dj) => ((i + di + size) % size) * size + ((j + dj + size) % size)),
  );
}

describe.each(ramachandranClasses)("the Ramachandran distribution of %s", (residueClass) => {
  const grid = ramachandranGrid(residueClass);

  it("is kept by its mixture of 2,500 Gaussians at every cell", () => {
    const mixture = ramachandranMixture(residueClass);
    expect(mixture.amplitude).toHaveLength(2500);
    expect(mixture.turnDeg).toEqual([360, 360]);
    const fractions = mixtureFractions(mixture, grid);
    expectAgreement(residueClass, fractions);
    for (const cell of [0, 5000, 16250, 32399]) {
      const place = [Math.floor(cell / size), cell % size].map((k) => 2 * k - 179);
      expect(evaluateMixture(mixture, place).fraction).toBeCloseTo(fractions[cell]!, 6);
    }
  });

  it("is kept by its baked map at every cell, as the kernel reads it", () => {
    const places = Array.from({ length: size * size }, (_, cell) => [
      2 * Math.floor(cell / size) - 179,
      2 * (cell % size) - 179,
    ]);
    const costs = torsionCosts(kernels, ramachandranMap(residueClass, plain), places);
    expectAgreement(
      residueClass,
      costs.map((cost) => Math.exp(-cost) - floor),
    );
  });

  it("is kept between the cells too, on the safe side of the judge's straight lines", () => {
    const random = createRandom(2).fork(residueClass);
    const places = Array.from({ length: 8000 }, () => [360 * random.uniform(), 360 * random.uniform()]);
    const costs = torsionCosts(kernels, ramachandranMap(residueClass, plain), places);
    const border = -Math.log(ramachandranOutlier[residueClass] + floor);
    const judged = places.map((place) => gridFraction(grid, place));
    const outliers = [...judged.keys()].filter((i) => judged[i]! < ramachandranOutlier[residueClass]);
    expect(outliers.filter((i) => costs[i]! <= border).length / outliers.length).toBeLessThan(0.001);
    expect(judged.filter((fraction, i) => fraction >= ramachandranFavoured && costs[i]! > border)).toEqual(
      [],
    );
  });

  it("leads home from everywhere: downhill to where no residue is an outlier, most of them favoured where a way leads there", () => {
    const places = Array.from({ length: 18 * 18 }, (_, k) => [
      20 * Math.floor(k / 18) - 177.3,
      20 * (k % 18) - 174.1,
    ]);
    const ends = goDownhill(kernels, ramachandranMap(residueClass), places, { steps: 150, stepDeg: 1.5 });
    const scores = ends.map((end) => gridFraction(grid, end));
    expect(scores.filter((fraction) => fraction < ramachandranOutlier[residueClass])).toEqual([]);
    const joined = joinedToFavoured(residueClass);
    const free = scores.filter((_, i) => joined.has(cellAt(ends[i]!)));
    const nFavoured = free.filter((fraction) => fraction >= ramachandranFavoured).length;
    expect(nFavoured / free.length).toBeGreaterThan(0.9);
  });
});

function cellAt([phi, psi]: readonly number[]): number {
  const index = (angle: number): number => ((Math.round((angle + 179) / 2) % size) + size) % size;
  return index(phi!) * size + index(psi!);
}

/** Cells from which allowed cells lead to a favoured one. */
function joinedToFavoured(residueClass: RamachandranClass): Set<number> {
  const fractions = published(residueClass);
  const joined = new Set([...fractions.keys()].filter((cell) => fractions[cell]! >= ramachandranFavoured));
  for (const cell of joined) {
    for (const next of neighbours(cell)) {
      if (fractions[next]! >= ramachandranOutlier[residueClass]) joined.add(next);
    }
  }
  return joined;
}

it("has no seam", () => {
  const map = ramachandranMap("general");
  for (const other of [-150, -43, 61, 179.9]) {
    const z = torsionCosts(kernels, map, [
      [180 - 1e-6, other],
      [-180 + 1e-6, other],
      [other, 180 - 1e-6],
      [other, -180 + 1e-6],
    ]);
    expect(z[0]).toBeCloseTo(z[1]!, 5);
    expect(z[2]).toBeCloseTo(z[3]!, 5);
  }
});

describe.skipIf(isGoldenAbsent).each(["emd3488_5me2.5me2", "models_only.pdb3j5p", "emd3240_5fn5_C.initial"])(
  `the Ramachandran list of a model${goldenReason}: %s`,
  (name) => {
    it("has MolProbity's residues with MolProbity's verdicts", () => {
      const structure = goldenModel(name);
      const list = ramachandranList(structure, undefined, plain);
      const system = createSystem(kernels, structure.nAtoms);
      system.set("ramachandran", list);
      const { z } = system.measure("ramachandran", structure.atoms.xyz);
      system.dispose();
      const { ramachandran } = JSON.parse(readGolden(name, "json").toString()) as {
        readonly ramachandran: {
          readonly residues: readonly [string, number, number, number, string, string][];
        };
      };
      const idOf = (residue: number): string =>
        [
          structure.chains.authAsymId[structure.residues.chainOf[residue]!],
          structure.residues.authSeqId[residue],
          structure.residues.compId[residue],
        ].join(" ");
      const mine = new Map(
        Array.from(z, (cost, i) => [
          idOf(structure.atoms.residueOf[list.atoms[5 * i + 1]!]!),
          { percent: 100 * (Math.exp(-cost) - floor), residueClass: ramachandranClasses[list.mapOf[i]!]! },
        ]),
      );
      for (const [id, , , percent] of ramachandran.residues) {
        const own = mine.get(id.trim().replace(/\s+/g, " "))!;
        expect(own, id).toBeDefined();
        const border = 100 * ramachandranOutlier[own.residueClass];
        expect(own.percent >= border, id).toBe(percent >= border);
        expect(Math.abs(own.percent - percent), id).toBeLessThan(5);
      }
    });
  },
);
