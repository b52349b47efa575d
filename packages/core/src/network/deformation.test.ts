import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { createAtomDeformation } from "./atom-shifts.ts";
import { type Deformation, deform } from "./deformation.ts";
import { createPatchDeformation, residueCentres } from "./patches.ts";
import { createResidueDeformation } from "./rigid-bodies.ts";

/** A random walk of residues with 1 to 9 atoms; four blobs of residues are the patches. */
function model(seed: number) {
  const random = createRandom(seed);
  const nResidues = 24;
  const xyz: number[] = [];
  const residueOf: number[] = [];
  const patchOf = new Int32Array(nResidues);
  for (let residue = 0; residue < nResidues; residue++) {
    const blob = Math.floor(residue / 6);
    patchOf[residue] = 2 * blob;
    const centre = [18 * (blob % 2), 18 * Math.floor(blob / 2), 0].map((x) => x + 6 * random.normal());
    for (let atom = 0; atom < 1 + (residue % 9); atom++) {
      residueOf.push(residue);
      for (const x of centre) xyz.push(x + 1.5 * random.normal());
    }
  }
  return { xyz: Float64Array.from(xyz), residueOf: Int32Array.from(residueOf), nResidues, patchOf };
}

const { xyz, residueOf, nResidues, patchOf } = model(3);
const nAtoms = residueOf.length;
const deformations: readonly Deformation[] = [
  createPatchDeformation({ xyz, residueOf, nResidues, patchOf }),
  createResidueDeformation(xyz, residueOf, nResidues),
  createAtomDeformation(nAtoms),
];

/** A smooth nonlinear energy of the coordinates with its gradient, by hand. */
function energy(at: Float64Array): number {
  return at.reduce((sum, x, i) => sum + Math.sin(0.3 * x + i) + 0.01 * x * x, 0);
}
function energyGradient(at: Float64Array): Float64Array {
  return at.map((x, i) => 0.3 * Math.cos(0.3 * x + i) + 0.02 * x);
}

function distance(at: Float64Array, i: number, j: number): number {
  return Math.hypot(
    at[3 * i]! - at[3 * j]!,
    at[3 * i + 1]! - at[3 * j + 1]!,
    at[3 * i + 2]! - at[3 * j + 2]!,
  );
}

describe.each(deformations)("the $kind deformation", (deformation) => {
  it("moves nothing at 0", () => {
    expect(deform(xyz, deformation, new Float64Array(deformation.nParameters))).toEqual(xyz);
  });

  it.each([1e-7, 0.3, 8, 25])("pulls gradients back exactly at parameters of %d Å", (size) => {
    const random = createRandom(11);
    const parameters = Float64Array.from({ length: deformation.nParameters }, () => size * random.normal());
    const pulled = deformation.pullBack(parameters, energyGradient(deform(xyz, deformation, parameters)));
    for (let trial = 0; trial < 40; trial++) {
      const p = random.integer(deformation.nParameters);
      const at = (step: number): number => {
        const moved = parameters.slice();
        moved[p]! += step;
        return energy(deform(xyz, deformation, moved));
      };
      const h = 3e-3;
      const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      expect(Math.abs(pulled[p]! - slope)).toBeLessThan(2e-8 * (1 + Math.abs(slope)));
    }
  });

  it("adds its shifts to those of others", () => {
    const parameters = Float64Array.from({ length: deformation.nParameters }, (_, i) => Math.sin(i));
    const alone = deform(xyz, deformation, parameters);
    const elsewhere = xyz.map((x) => x + 5);
    deformation.addShifts(parameters, elsewhere);
    elsewhere.forEach((x, i) => {
      expect(x - 5).toBeCloseTo(alone[i]!, 12);
    });
  });
});

describe.each(deformations.slice(0, 2))("the $kind deformation", (deformation) => {
  it("keeps every residue rigid", () => {
    const parameters = Float64Array.from({ length: deformation.nParameters }, (_, i) => 6 * Math.sin(i * i));
    const moved = deform(xyz, deformation, parameters);
    for (let i = 0; i < nAtoms; i++) {
      for (let j = 0; j < i; j++) {
        if (residueOf[i] === residueOf[j]) expect(distance(moved, i, j)).toBeCloseTo(distance(xyz, i, j), 12);
      }
    }
  });
});

describe("patches", () => {
  it("all given one translation move the model by it", () => {
    const patches = deformations[0]!;
    expect(patches.nParameters).toBe(24);
    const parameters = Float64Array.from({ length: 24 }, (_, i) => [1, -2, 3, 0, 0, 0][i % 6]!);
    deform(xyz, patches, parameters).forEach((x, i) => {
      expect(x - xyz[i]!).toBeCloseTo([1, -2, 3][i % 3]!, 12);
    });
  });

  it("one alone is one rigid body", () => {
    const single = createPatchDeformation({ xyz, residueOf, nResidues, patchOf: new Int32Array(nResidues) });
    const moved = deform(xyz, single, Float64Array.of(1, 2, 3, 20, -9, 4));
    for (let i = 1; i < nAtoms; i++) expect(distance(moved, 0, i)).toBeCloseTo(distance(xyz, 0, i), 11);
  });

  it("move residues at their border by a part, and those far away not at all", () => {
    const n = 41;
    const line = Float64Array.from({ length: 3 * n }, (_, i) => (i % 3 === 0 ? i / 3 - 20 : 0));
    const own = Int32Array.from({ length: n }, (_, i) => i);
    const halves = createPatchDeformation({
      xyz: line,
      residueOf: own,
      nResidues: n,
      patchOf: own.map((i) => (i < 20 ? 0 : 1)),
      border: 2,
    });
    const moved = deform(line, halves, Float64Array.of(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0));
    const shifts = Array.from({ length: n }, (_, i) => moved[3 * i + 1]!);
    expect(shifts[0]).toBe(0);
    expect(shifts[40]).toBe(1);
    for (let i = 1; i < n; i++) expect(shifts[i]).toBeGreaterThanOrEqual(shifts[i - 1]!);
    // The centres are −10.5 and 10: the plane midway lies at −0.25, and the logistic function has width 2.
    expect(shifts[20]).toBeCloseTo(1 / (1 + Math.exp(-0.25 / 2)), 10);
    expect(shifts[24]).toBeCloseTo(1 / (1 + Math.exp(-4.25 / 2)), 10);
  });

  it("have centres that are the residues' centroids", () => {
    const centres = residueCentres(Float64Array.of(0, 0, 0, 2, 4, 6, 7, 7, 7), Int32Array.of(0, 0, 1), 2);
    expect(centres).toEqual(Float64Array.of(1, 2, 3, 7, 7, 7));
  });

  it("refuse a residue without atoms", () => {
    expect(() => residueCentres(xyz, residueOf, nResidues + 1)).toThrow(RangeError);
  });
});
