/** χ refinement: slopes by finite differences, and made models that it must find. */
import { type GeometryKernels, openGeometry } from "@cryoreel/geometry-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileRestraints } from "../../model/compile-restraints.ts";
import type { Structure } from "../../model/structure.ts";
import { toDegrees } from "../../units.ts";
import { refineChi } from "./refine-chi.ts";
import { type SideChainParts, SideChainScene } from "./side-chain-scene.ts";
import { densityOf, makeModel } from "./testing/made-models.ts";
import { angleBetween, chiOf } from "./turn-side-chain.ts";

let kernels: GeometryKernels;
beforeAll(async () => {
  kernels = await openGeometry();
});
afterAll(() => kernels.close());

const partsOf = (structure: Structure, map?: SideChainParts["map"]): SideChainParts => ({
  structure,
  xyz: structure.atoms.xyz,
  restraints: compileRestraints(structure),
  kernels,
  ...(map && { map }),
});

const truth = [
  ["LEU", [-177, 63]],
  ["LYS", [-67, 180, 68, 180]],
  ["PHE", [-67, 99]],
  ["MET", [-65, -65, -70]],
  ["ARG", [-66, 179, 66, -172]],
  ["PRO", [-25]],
] as const;
const shaken = [
  ["LEU", [-160, 80]],
  ["LYS", [-80, 165, 80, 165]],
  ["PHE", [-85, 115]],
  ["MET", [-80, -50, -85]],
  ["ARG", [-50, 195, 80, -150]],
  ["PRO", [-12]],
] as const;

describe("slopes of a side chain's cost", () => {
  it.each(["with", "without"])("are those of finite differences %s a map", async (which) => {
    const right = await makeModel(truth);
    const blocked = right.atoms.name.indexOf("CD1");
    const water = Array.from(right.atoms.xyz.subarray(3 * blocked, 3 * blocked + 3), (x) => x + 1);
    const start = await makeModel(shaken, [water as unknown as [number, number, number]]);
    const scene = new SideChainScene(partsOf(start, which === "with" ? densityOf(right, 3) : undefined));
    let clash = 0;
    for (const [index, chain] of scene.chains.entries()) {
      scene.lift(index);
      // Away from the start, where its cost has a kink.
      scene.turn(
        index,
        chain.turns.map((_, k) => 0.05 + 0.02 * k),
      );
      const here = scene.assess(index);
      clash += here.clash;
      const slopes = scene.slopes(index);
      const h = 1e-6;
      chain.turns.forEach((_, k) => {
        const at = (step: number): number => {
          scene.attempt(index, here, here.chi);
          scene.turn(
            index,
            chain.turns.map((_turn, i) => (i === k ? step : 0)),
          );
          return scene.assess(index).total;
        };
        const difference = (at(h) - at(-h)) / (2 * h);
        expect(Math.abs(slopes[k]! - difference)).toBeLessThan(1e-4 * (1 + Math.abs(difference)));
      });
      scene.drop(index, here);
    }
    expect(clash).toBeGreaterThan(1);
  });
});

const errorsDeg = (structure: Structure, xyz: Float64Array): number[] =>
  new SideChainScene(partsOf(structure)).chains.flatMap((chain, index) =>
    chiOf(chain, xyz).map((chi, k) =>
      Math.abs(toDegrees(angleBetween(chi, (truth[index]![1][k]! * Math.PI) / 180, chain.map.axes[k]!.turn))),
    ),
  );

describe("χ refinement", () => {
  it("finds the angles that made the map", async () => {
    const [right, start] = [await makeModel(truth), await makeModel(shaken)];
    const before = errorsDeg(start, start.atoms.xyz);
    const { xyz, moved } = refineChi(partsOf(start, densityOf(right, 2.5)));
    expect(Math.min(...before)).toBeGreaterThan(10);
    expect(Math.max(...errorsDeg(start, xyz))).toBeLessThan(10);
    expect(moved).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("moves side chains alone, and only those that are asked for", async () => {
    const [right, start] = [await makeModel(truth), await makeModel(shaken)];
    const { xyz, moved } = refineChi({ ...partsOf(start, densityOf(right, 2.5)), residues: [1, 4] });
    expect(moved).toEqual([1, 4]);
    const changed = new Set<string>();
    xyz.forEach((x, i) => {
      const atom = Math.floor(i / 3);
      if (x !== start.atoms.xyz[i]) changed.add(`${start.atoms.residueOf[atom]} ${start.atoms.name[atom]}`);
    });
    expect([...changed].every((atom) => /^[14] /.test(atom) && !/ (N|CA|C|O|OXT|CB)$/.test(atom))).toBe(true);
    expect(changed.size).toBe(3 + 1 + 6);
  });

  it("leaves a side chain where it is best", async () => {
    const right = await makeModel([["VAL", [175]]]);
    const { xyz } = refineChi(partsOf(right, densityOf(right, 3)));
    expect(Math.max(...xyz.map((x, i) => Math.abs(x - right.atoms.xyz[i]!)))).toBeLessThan(0.1);
  });
});
