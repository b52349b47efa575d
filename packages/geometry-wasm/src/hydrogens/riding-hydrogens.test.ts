/** Riding hydrogens: each rule by its definition, gradients through them, missing directions, many threads. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toIndexLists } from "../neighbors/exclusions.ts";
import { spawnNodeWorker } from "../node.ts";
import { type GeometryKernels, openGeometry } from "../open-geometry.ts";
import { createSystem } from "../system/create-system.ts";
import type { RepulsionRules } from "../system/term-lists.ts";
import {
  between,
  checkFinite,
  checkTerm,
  createUniform,
  cross,
  dot,
  expectClose,
  scatter,
  torsionByProjection,
  type Vector,
} from "../testing/term-contract.ts";
import type { HydrogenList } from "./riding-hydrogens.ts";

const scaled = (v: Vector, s: number): Vector => [s * v[0], s * v[1], s * v[2]];
const plus = (...vectors: Vector[]): Vector =>
  vectors.reduce((a, b): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
const unit = (v: Vector): Vector => scaled(v, 1 / Math.sqrt(dot(v, v)));

/** v turned by `angle` about `axis`: Rodrigues' formula. */
function turned(v: Vector, axis: Vector, angle: number): Vector {
  const k = unit(axis);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return plus(scaled(v, c), scaled(cross(k, v), s), scaled(k, dot(k, v) * (1 - c)));
}

/** The direction by turning vectors about axes: no frames. */
function directionOf(rule: number, p1: number, p2: number, u: Vector[], far: Vector): Vector {
  const [u1, u2, u3] = u as [Vector, Vector, Vector];
  const lerp = plus(scaled(u1, 0.5 - p2), scaled(u2, 0.5 + p2));
  const bend = (near: Vector, beyond: Vector, angle: number, dihedral: number): Vector =>
    turned(turned(unit(near), cross(near, beyond), angle), near, -dihedral);
  switch (rule) {
    case 1:
      return unit(scaled(plus(u1, u2, u3), -1));
    case 2:
      return bend(lerp, plus(u1, scaled(lerp, -1)), p1, Math.PI / 2);
    case 3:
      return bend(u1, far, p1, p2);
    case 4:
      return unit(scaled(lerp, -1));
    case 5:
      return turned(u1, cross(u1, u2), -p2 * (2 * Math.PI - Math.acos(dot(u1, u2))));
    default:
      return scaled(u1, -1);
  }
}

function placeByDefinition(list: HydrogenList, xyz: Float64Array): Float64Array {
  const places = Array.from(list.rule, (rule, i) => {
    const [p, r1, r2, r3] = list.atoms.subarray(4 * i, 4 * i + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    const u = [r1, r2, r3].map((r) => (r === p ? ([0, 0, 0] as const) : unit(between(xyz, p, r))));
    const d = directionOf(rule, list.parameter1[i]!, list.parameter2[i]!, u, between(xyz, r1, r2));
    return plus([xyz[3 * p]!, xyz[3 * p + 1]!, xyz[3 * p + 2]!], scaled(d, list.length[i]!));
  });
  return Float64Array.from(places.flat());
}

/** n hydrogens of all rules on random parents and references among nAtoms. */
function createHydrogens(n: number, nAtoms: number, seed: number): HydrogenList {
  const uniform = createUniform(seed);
  const nReferences = [0, 3, 2, 2, 2, 2, 1];
  const rule = Uint8Array.from({ length: n }, (_, i) => 1 + (i % 6));
  const atoms = Array.from(rule, (r, i) => {
    const parent = i % nAtoms;
    const row = [1, 2, 3].map((k) => (k <= nReferences[r]! ? (parent + k) % nAtoms : parent));
    return [parent, ...row];
  });
  const column = (low: number, high: number) =>
    Float64Array.from({ length: n }, () => low + (high - low) * uniform());
  return {
    rule,
    atoms: Int32Array.from(atoms.flat()),
    length: column(0.8, 1.1),
    parameter1: column(1.5, 2.4),
    parameter2: Float64Array.from(rule, (r) =>
      r === 3 ? 6 * uniform() - 3 : r === 5 ? 0.48 : 0.2 * uniform(),
    ),
  };
}

/** All sites repel up to 2.4 or 2.1 Å, a hydrogen not its own atoms. */
function createRules(list: HydrogenList, nAtoms: number): RepulsionRules {
  const n = list.rule.length;
  const excluded: number[][] = Array.from({ length: nAtoms + n }, () => []);
  for (let i = 0; i < n; i++) {
    for (const atom of new Set(list.atoms.subarray(4 * i, 4 * i + 4))) {
      excluded[nAtoms + i]!.push(atom);
      excluded[atom]!.push(nAtoms + i);
    }
  }
  return {
    classOf: Int32Array.from({ length: nAtoms + n }, (_, i) => (i < nAtoms ? 0 : 1)),
    nClasses: 2,
    minDistance: Float64Array.of(2.4, 2.1, 2.1, 2.1),
    excluded: toIndexLists(excluded),
  };
}

function overlaps(rules: RepulsionRules, sites: Float64Array): number[] {
  const n = rules.classOf.length;
  const z: number[] = [];
  for (let i = 0; i < n; i++) {
    const excluded = new Set(
      rules.excluded.list.subarray(rules.excluded.start[i]!, rules.excluded.start[i + 1]!),
    );
    for (let j = i + 1; j < n; j++) {
      const d = between(sites, i, j);
      const overlap = rules.minDistance[2 * rules.classOf[i]! + rules.classOf[j]!]! - Math.sqrt(dot(d, d));
      if (!excluded.has(j) && overlap > 0) z.push(overlap);
    }
  }
  return z;
}

const single = (rule: number, parameter1 = 1.9, parameter2 = 0): HydrogenList => ({
  rule: Uint8Array.of(rule),
  atoms: Int32Array.of(0, 1, 2, 3),
  length: Float64Array.of(0.97),
  parameter1: Float64Array.of(parameter1),
  parameter2: Float64Array.of(parameter2),
});

describe("riding hydrogens", () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  it("complete a tetrahedron and a trigonal plane", () => {
    const tetrahedron = Float64Array.of(0, 0, 0, 1.5, 1.5, 1.5, -1.5, -1.5, 1.5, 1.5, -1.5, -1.5);
    const s = 0.97 / Math.sqrt(3);
    const place = (list: HydrogenList, xyz: Float64Array) =>
      createSystem(kernels, 4, list).placeHydrogens(xyz);
    expectClose(place(single(1), tetrahedron), [-s, s, -s], 1e-12, "apex");
    const flat = Float64Array.of(0, 0, 0, 1, 0, 0, -0.5, Math.sqrt(0.75), 0, 9, 9, 9);
    const outward = [-0.5 * 0.97, -Math.sqrt(0.75) * 0.97, 0];
    expectClose(place(single(4), flat), outward, 1e-12, "planar");
    expectClose(place(single(5, 0, 0.5), flat), outward, 1e-12, "planar fraction");
    expectClose(place(single(6), flat), [-0.97, 0, 0], 1e-12, "linear");
  });

  it("have the angle and the dihedral that rule 3 asks for", () => {
    const xyz = scatter(4, 4, 5);
    for (const [angle, dihedral] of [
      [1.91, 0.6],
      [2.1, -2.9],
    ] as const) {
      const list = single(3, angle, dihedral);
      const sites = Float64Array.of(...xyz, ...createSystem(kernels, 4, list).placeHydrogens(xyz));
      const [near, hydrogen] = [between(sites, 0, 1), between(sites, 0, 4)];
      expect(Math.sqrt(dot(hydrogen, hydrogen))).toBeCloseTo(0.97, 12);
      expect(
        Math.acos(dot(near, hydrogen) / Math.sqrt(dot(near, near) * dot(hydrogen, hydrogen))),
      ).toBeCloseTo(angle, 10);
      expect(torsionByProjection(sites, [4, 0, 1, 2])).toBeCloseTo(dihedral, 8);
    }
  });

  it("stand where turning vectors about axes puts them, for every rule", () => {
    const [nAtoms, n] = [3000, 4000];
    const list = createHydrogens(n, nAtoms, 1);
    const xyz = scatter(nAtoms, 40, 2);
    const system = createSystem(kernels, nAtoms, list);
    expect(system.nSites).toBe(nAtoms + n);
    expectClose(system.placeHydrogens(xyz), placeByDefinition(list, xyz), 1e-10, "hydrogen");
    system.dispose();
  });

  it("hand their gradient back exactly", () => {
    const nAtoms = 14;
    const hydrogens = createHydrogens(24, nAtoms, 3);
    const list = createRules(hydrogens, nAtoms);
    const xyz = scatter(nAtoms, 5, 4);
    const z = (at: Float64Array) =>
      overlaps(list, Float64Array.of(...at, ...placeByDefinition(hydrogens, at)));
    expect(z(xyz).length).toBeGreaterThan(80);
    checkTerm(kernels, { term: "clash", list, xyz, z, hydrogens });
  });

  it("leave atoms alone while no term needs them", () => {
    const nAtoms = 6;
    const hydrogens = createHydrogens(6, nAtoms, 3);
    const system = createSystem(kernels, nAtoms, hydrogens);
    system.set("clash", createRules(hydrogens, nAtoms));
    const gradient = new Float64Array(3 * nAtoms);
    const xyz = scatter(nAtoms, 2, 4);
    const losses = { clash: { weight: 1, harmonic: 1 } };
    expect(system.evaluate(xyz, gradient, losses).perTerm.clash).toBeGreaterThan(0);
    expect(system.evaluate(xyz, gradient, {}).total).toBe(0);
    expect(gradient.every((value) => value === 0)).toBe(true);
  });

  it("give the same bits on any number of threads", async () => {
    const nAtoms = 2500;
    const hydrogens = createHydrogens(2600, nAtoms, 6);
    const rules = createRules(hydrogens, nAtoms);
    const xyz = scatter(nAtoms, 28, 7);
    const results = await Promise.all(
      [1, 3].map(async (threads) => {
        const opened = await openGeometry({ threads, spawnWorker: spawnNodeWorker });
        const system = createSystem(opened, nAtoms, hydrogens);
        system.set("clash", rules);
        const gradient = new Float64Array(3 * nAtoms);
        const evaluation = system.evaluate(xyz, gradient, { clash: { weight: 1, hinge: 1, start: 0.1 } });
        await opened.close();
        return { evaluation, gradient };
      }),
    );
    expect(results[0]!.evaluation.total).toBeGreaterThan(0);
    expect(results[1]).toEqual(results[0]);
  });

  it("sit on their parent where the references leave no direction, with finite gradients", () => {
    const places = [
      [0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 0],
      [0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0],
      [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5],
      [0, 0, 0, 1, 0, 0, -0.5, 0.8660254037844386, 0, -0.5, -0.8660254037844386, 0],
    ];
    for (let rule = 1; rule <= 6; rule++) {
      const hydrogens = single(rule);
      const rules = { ...createRules(hydrogens, 4), excluded: toIndexLists([[], [], [], [], []]) };
      checkFinite(kernels, "clash", rules, places, hydrogens);
      const sites = createSystem(kernels, 4, hydrogens).placeHydrogens(Float64Array.from(places[2]!));
      expect(Array.from(sites)).toEqual([5, 5, 5]);
    }
  });

  it("refuses what cannot be meant", () => {
    expect(() => createSystem(kernels, 4, single(7))).toThrow(/rule 7/);
    expect(() => createSystem(kernels, 3, single(1))).toThrow(/atom 3 is not among 3/);
    expect(() => createSystem(kernels, 4, single(3, Number.NaN))).toThrow(/not finite/);
  });
});
