/** Settled hydrogens: what they turn to on made models, and that no clash of the judges escapes them on real ones. */
import { createSystem, type GeometryKernels, openGeometry } from "@cryoreel/geometry-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileRestraints } from "../model/compile-restraints.ts";
import { makeStructure, type Point, type TestResidue } from "../model/testing/make-structure.ts";
import { placedMonomer } from "../model/testing/placed-monomer.ts";
import { hydrogenList } from "./hydrogen-list.ts";
import { settleHydrogens } from "./settle-hydrogens.ts";
import { goldenModel, goldenReason, isGoldenAbsent } from "./testing/golden-models.ts";
import { goldenClashes, measureOverlaps } from "./testing/measure-overlaps.ts";

let kernels: GeometryKernels;
beforeAll(async () => {
  kernels = await openGeometry();
});
afterAll(() => kernels.close());

const models = ["emd6374_3jb0_D.3jb0-D", "emd3488_5me2.5me2", "emd5168_3mfp.3MFP"];

describe.skipIf(isGoldenAbsent).each(models)(`settled hydrogens${goldenReason}: %s`, (name) => {
  it("show all clashes that probe finds with reduce's own choice", () => {
    const { z, labels } = measureOverlaps(kernels, goldenModel(name), true);
    const ours = new Map(labels.map((label, k) => [label, z[k]!]));
    // Hydroxyls stand within a few degrees of reduce's.
    for (const [label, overlap] of goldenClashes(name, "clash")) {
      expect(ours.get(label), label).toBeGreaterThan(overlap - 0.1);
    }
  });
});

interface Placed {
  readonly name: string;
  readonly at: Point;
}

/** The hydrogens of the first residue before and after, beside others. */
function settle(residues: readonly TestResidue[]): { readonly before: Placed[]; readonly after: Placed[] } {
  const chains = residues.map((residue, i) => ({ id: "ABC"[i]!, residues: [residue] }));
  const structure = makeStructure(chains);
  const restraints = compileRestraints(structure);
  const places = (hydrogens: ReturnType<typeof hydrogenList>) => {
    const system = createSystem(kernels, structure.nAtoms, hydrogens.list);
    const xyz = system.placeHydrogens(structure.atoms.xyz);
    system.dispose();
    return xyz;
  };
  const named = (hydrogens: ReturnType<typeof hydrogenList>): Placed[] => {
    const xyz = places(hydrogens);
    return hydrogens.name.map((name, i) => ({
      name,
      at: Array.from(xyz.subarray(3 * i, 3 * i + 3)) as unknown as Point,
    }));
  };
  const hydrogens = hydrogenList(structure, restraints);
  const hydrogenXyz = places(hydrogens);
  const settled = settleHydrogens({ structure, restraints, hydrogens, hydrogenXyz });
  return { before: named(hydrogens), after: named(settled) };
}

const water = (at: Point): TestResidue => ({ compId: "HOH", number: 9, atoms: [{ name: "O", at }] });
const distance = (a: Point, b: Point): number => Math.hypot(...a.map((x, k) => x - b[k]!));
const atomAt = (residue: TestResidue, name: string): Point =>
  residue.atoms.find((atom) => atom.name === name)!.at;
const find = (hydrogens: readonly Placed[], name: string): Point | undefined =>
  hydrogens.find((hydrogen) => hydrogen.name === name)?.at;
/** Beyond `through` as seen from `from`, at `length` Å. */
const beyond = (from: Point, through: Point, length: number): Point =>
  from.map((x, k) => x + (length * (through[k]! - x)) / distance(from, through)) as unknown as Point;

describe("settling", () => {
  it("turns a hydroxyl to an acceptor", async () => {
    const serine = await placedMonomer("SER", 5);
    const oxygen = atomAt(serine, "OG");
    // Opposite to the default, on the same cone.
    const { before: alone } = settle([serine]);
    const [cb, hydrogen] = [atomAt(serine, "CB"), find(alone, "HG")!];
    const axis = beyond(cb, oxygen, distance(cb, oxygen) + 0.28);
    const turned = axis.map((x, k) => 2 * x - hydrogen[k]!) as unknown as Point;
    const acceptor = beyond(oxygen, turned, 2.8);
    const { before, after } = settle([serine, water(acceptor)]);
    expect(distance(find(before, "HG")!, acceptor)).toBeGreaterThan(2.8);
    expect(distance(find(after, "HG")!, acceptor)).toBeLessThan(2.05);
    expect(distance(find(after, "HG")!, oxygen)).toBeCloseTo(0.84, 6);
  });

  it("keeps one proton of a lone histidine, and the one that makes a hydrogen bond", async () => {
    const histidine = await placedMonomer("HIS", 5);
    const { before, after } = settle([histidine]);
    expect([find(before, "HD1"), find(before, "HE2")]).not.toContain(undefined);
    expect([find(after, "HD1") !== undefined, find(after, "HE2") !== undefined]).toEqual([false, true]);
    const near = (name: string, parent: string): TestResidue =>
      water(beyond(atomAt(histidine, parent), find(before, name)!, 2.8));
    const one = settle([histidine, near("HD1", "ND1")]).after;
    expect([find(one, "HD1") !== undefined, find(one, "HE2") !== undefined]).toEqual([true, false]);
    const both = settle([histidine, near("HD1", "ND1"), near("HE2", "NE2")]).after;
    expect([find(both, "HD1") !== undefined, find(both, "HE2") !== undefined]).toEqual([true, true]);
  });

  it("leaves all others where they are", async () => {
    const lysine = await placedMonomer("LYS", 5);
    const { before, after } = settle([lysine]);
    const free = /^(HZ|H)\d$/;
    expect(after.filter(({ name }) => !free.test(name))).toEqual(
      before.filter(({ name }) => !free.test(name)),
    );
    const [a, b, c] = ["HZ1", "HZ2", "HZ3"].map((name) => find(after, name)!);
    const side = distance(a!, b!);
    expect(distance(b!, c!)).toBeCloseTo(side, 6);
    expect(distance(c!, a!)).toBeCloseTo(side, 6);
  });
});
