/** Rotamer costs: every published cell, the way home, symmetry, which side chains take part, MolProbity's verdicts. */
import { createSystem, type GeometryKernels, openGeometry } from "@cryoreel/geometry-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeStructure, type TestAtom } from "../model/testing/make-structure.ts";
import { createRandom } from "../random.ts";
import { chiAtoms, rotamerFavoured, rotamerGrid, rotamerOutlier } from "../tables/rotamers.ts";
import { gridFraction } from "../validate/angle-grid.ts";
import { rotamerList, rotamerMap } from "./rotamer-list.ts";
import { goldenModel, goldenReason, isGoldenAbsent, readGolden } from "./testing/golden-models.ts";
import { goDownhill, torsionCosts } from "./testing/torsion-chains.ts";
import { defaultTorsionCosts, outlierCost } from "./torsion-cost.ts";

const floor = Math.exp(-10);
const border = outlierCost({ favoured: rotamerFavoured, outlier: rotamerOutlier }, defaultTorsionCosts);

let kernels: GeometryKernels;
beforeAll(async () => {
  kernels = await openGeometry();
});
afterAll(() => kernels.close());

describe.each(Object.keys(chiAtoms))("the cost of the side chain of %s", (compId) => {
  const grid = rotamerGrid(compId)!;

  it("is −ln of the published fraction where favoured, and on the right side of the contour at every cell", () => {
    const { cost, axes } = rotamerMap(compId)!;
    expect(axes.map(({ size }) => size)).toEqual(grid.nBins);
    let [nWrongSide, worst] = [0, 0];
    grid.counts.forEach((count, cell) => {
      const fraction = count / grid.total;
      const isAllowed = fraction >= rotamerOutlier;
      if (isAllowed !== cost[cell]! <= border) nWrongSide++;
      if (fraction >= rotamerFavoured)
        worst = Math.max(worst, Math.abs(cost[cell]! + Math.log(fraction + floor)));
    });
    expect(nWrongSide).toBe(0);
    expect(worst).toBeLessThan(1e-6);
  });

  it("is kept between the cells too, on the safe side of the judge's straight lines", () => {
    const random = createRandom(3).fork(compId);
    const places = Array.from({ length: 4000 }, () => grid.nBins.map(() => 360 * random.uniform()));
    const costs = torsionCosts(kernels, rotamerMap(compId)!, places);
    const judged = places.map((place) => gridFraction(grid, place));
    const outliers = [...judged.keys()].filter((i) => judged[i]! < rotamerOutlier);
    expect(outliers.filter((i) => costs[i]! <= border).length / outliers.length).toBeLessThan(0.002);
    expect(judged.filter((fraction, i) => fraction >= rotamerFavoured && costs[i]! > border)).toEqual([]);
  });

  it("leads home from everywhere", () => {
    const random = createRandom(9).fork(compId);
    const places = Array.from({ length: 40 }, () => grid.nBins.map(() => 360 * random.uniform() - 180));
    const ends = goDownhill(kernels, rotamerMap(compId)!, places, { steps: 70, stepDeg: 4 });
    const outliers = ends.filter((end) => gridFraction(grid, end) < rotamerOutlier);
    expect(outliers).toEqual([]);
  });

  it("comes round after its turn and has no seam", () => {
    const map = rotamerMap(compId)!;
    const place = map.axes.map((_, k) => 23.7 + 50 * k);
    const turned = place.map((x, k) => x + (map.axes[k]!.turn * 180) / Math.PI);
    const seam = [1e-6, -1e-6].map((shift) => place.map((x, k) => (k === 0 ? 180 + shift : x)));
    const z = torsionCosts(kernels, map, [place, turned, ...seam]);
    expect(z[1]).toBeCloseTo(z[0]!, 9);
    expect(z[3]).toBeCloseTo(z[2]!, 4);
  });
});

it("is the same for residues with the same distribution, and absent where there is none", () => {
  expect(rotamerMap("MSE")).toBe(rotamerMap("MET"));
  expect(rotamerMap("TYR")).toBe(rotamerMap("PHE"));
  expect(rotamerMap("ALA")).toBeUndefined();
  expect(rotamerMap("PRO")!.axes).toHaveLength(1);
});

describe("rotamerList", () => {
  const backbone = ["N", "CA", "C", "O", "CB"];
  const residue = (
    compId: string,
    number: number,
    names: readonly string[],
    extra: readonly TestAtom[] = [],
  ) => ({
    compId,
    number,
    atoms: [
      ...names.map(
        (name, i): TestAtom => ({ name, at: [i + 0.1 * number, (i * i) % 3, 5 * number + (i % 2)] }),
      ),
      ...extra,
    ],
  });

  it("takes whole side chains in every conformation, Pro by χ1, MSE as MET", () => {
    const structure = makeStructure([
      {
        id: "A",
        residues: [
          residue("LEU", 1, [...backbone, "CG", "CD1", "CD2"]),
          residue("LYS", 2, [...backbone, "CG", "CD", "CE"]),
          residue("PRO", 3, [...backbone, "CG", "CD"]),
          residue("SER", 4, backbone, [
            { name: "OG", at: [1, 2, 3], altLoc: "A" },
            { name: "OG", at: [3, 2, 1], altLoc: "B" },
          ]),
          residue("ALA", 5, backbone),
          residue("MSE", 6, [...backbone, "CG", "SE", "CE"]),
          residue("MET", 7, [...backbone, "CG", "SD", "CE"]),
        ],
      },
    ]);
    const { atoms, start, mapOf, maps } = rotamerList(structure);
    const chains = Array.from(mapOf, (_, i) =>
      Array.from(atoms.subarray(start[i], start[i + 1]), (atom) => structure.atoms.name[atom]).join(" "),
    );
    expect(chains).toEqual([
      "N CA CB CG CD1",
      "N CA CB CG",
      "N CA CB OG",
      "N CA CB OG",
      "N CA CB CG SE CE",
      "N CA CB CG SD CE",
    ]);
    expect([...mapOf]).toEqual([0, 1, 2, 2, 3, 3]);
    expect(maps.map(({ axes }) => axes.length)).toEqual([2, 1, 1, 3]);
    expect(new Set([atoms[start[2]! + 3], atoms[start[3]! + 3]]).size).toBe(2);
  });

  it("is empty for a model without side chains", () => {
    const { atoms, start, maps } = rotamerList(
      makeStructure([{ id: "A", residues: [residue("GLY", 1, ["N"])] }]),
    );
    expect([atoms.length, [...start], maps]).toEqual([0, [0], []]);
  });
});

describe.skipIf(isGoldenAbsent).each(["emd3488_5me2.5me2", "models_only.pdb3j5p"])(
  `the rotamer list of a model${goldenReason}: %s`,
  (name) => {
    it("has MolProbity's side chains with MolProbity's verdicts, or stricter next to the contour", () => {
      const structure = goldenModel(name);
      const list = rotamerList(structure);
      const system = createSystem(kernels, structure.nAtoms);
      system.set("rotamer", list);
      const { z } = system.measure("rotamer", structure.atoms.xyz);
      system.dispose();
      const { rotamers } = JSON.parse(readGolden(name, "json").toString()) as {
        readonly rotamers: { readonly residues: readonly [string, string, number, number[], string][] };
      };
      const idOf = (residue: number): string =>
        [
          structure.chains.authAsymId[structure.residues.chainOf[residue]!],
          structure.residues.authSeqId[residue],
          structure.residues.compId[residue],
        ].join(" ");
      const mine = new Map(
        Array.from(z, (cost, i) => [
          idOf(structure.atoms.residueOf[list.atoms[list.start[i]!]!]!),
          cost <= border,
        ]),
      );
      expect(mine.size).toBe(rotamers.residues.length);
      let nStricter = 0;
      for (const [id, , percent] of rotamers.residues) {
        const own = mine.get(id.trim().replace(/\s+/g, " "))!;
        expect(own, id).toBeDefined();
        if (percent < 100 * rotamerOutlier) expect(own, id).toBe(false);
        else if (!own) {
          // Logarithms between cells run below MolProbity's straight lines.
          expect(percent, id).toBeLessThan(150 * rotamerOutlier);
          nStricter++;
        }
      }
      expect(nStricter / mine.size).toBeLessThan(0.01);
    });
  },
);
