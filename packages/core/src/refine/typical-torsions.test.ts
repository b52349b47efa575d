import type { TorsionMapList } from "@cryoreel/geometry-wasm";
import { describe, expect, it } from "vitest";
import { atypicality, firstBackbonePull, nextBackbonePull } from "./typical-torsions.ts";

/** Atoms whose successive fours have these torsions, degrees: each is placed in the frame of the three before. */
function chain(...torsions: number[]): number[] {
  const places = [
    [0, 0, 0],
    [1.3, 0, 0],
    [1.3, 1.4, 0],
  ];
  for (const torsion of torsions) {
    const [a, b, c] = places.slice(-3) as [number[], number[], number[]];
    const minus = (p: number[], q: number[]) => p.map((value, k) => value - q[k]!);
    const unit = (v: number[]) => v.map((value) => value / Math.hypot(...v));
    const cross = (u: number[], v: number[]) => [
      u[1]! * v[2]! - u[2]! * v[1]!,
      u[2]! * v[0]! - u[0]! * v[2]!,
      u[0]! * v[1]! - u[1]! * v[0]!,
    ];
    const axis = unit(minus(c, b));
    const normal = unit(cross(minus(b, a), axis));
    const side = cross(normal, axis);
    const turn = (torsion * Math.PI) / 180;
    const place = c.map(
      (value, k) => value + 0.5 * axis[k]! + 1.2 * (Math.cos(turn) * side[k]! + Math.sin(turn) * normal[k]!),
    );
    places.push(place);
  }
  return places.flat();
}

/** Residues without common atoms: none follows another. */
function listOf(n: number): TorsionMapList {
  return {
    atoms: Int32Array.from({ length: 5 * n }, (_, i) => i),
    start: Int32Array.from({ length: n + 1 }, (_, i) => 5 * i),
    mapOf: new Int32Array(n),
    maps: [],
  };
}

describe("atypicality", () => {
  it("holds costs against what is natural where a residue stands", () => {
    const xyz = Float64Array.from([chain(-63, -43), chain(-120, 130), chain(57, 47)].flat());
    expect(atypicality(listOf(3), [0.8, 1.12, 1.15], xyz)).toBeCloseTo(1, 12);
    expect(atypicality(listOf(3), [0.4, 0.56, 0.575], xyz)).toBeCloseTo(0.5, 12);
  });

  it("expects less within a helix, whose residues follow each other", () => {
    const n = 6;
    const turns = Array.from({ length: n }, () => [-63, -43, 180]).flat();
    const xyz = Float64Array.from(chain(...turns));
    const bonded = {
      ...listOf(n),
      atoms: Int32Array.from({ length: 5 * n }, (_, k) => 3 * Math.floor(k / 5) + (k % 5)),
    };
    const cost = new Float64Array(n).fill(1);
    // Two of the six have two neighbours on either side.
    expect(atypicality(bonded, cost, xyz)).toBeCloseTo(6 / (4 * 0.8 + 2 * 0.33), 12);
  });

  it("does not let one outlier speak for all, and is 1 without a backbone", () => {
    const xyz = Float64Array.from(chain(-120, 130));
    expect(atypicality(listOf(1), [50], xyz)).toBe(atypicality(listOf(1), [2], xyz));
    expect(atypicality(listOf(0), [], new Float64Array(0))).toBe(1);
  });
});

describe("nextBackbonePull", () => {
  it("pulls harder on what is untypical, softer on what is idealised", () => {
    const { linear } = firstBackbonePull;
    expect(nextBackbonePull(firstBackbonePull, 1.5).linear).toBeGreaterThan(linear);
    expect(nextBackbonePull(firstBackbonePull, 0.5).linear).toBeLessThan(linear);
    expect(nextBackbonePull(firstBackbonePull, 1)).toEqual(firstBackbonePull);
  });
});
