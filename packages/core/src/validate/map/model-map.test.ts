/** Structure factors of a model against their definition, and the curve of a map that is the model's own density. */

import { describe, expect, it } from "vitest";
import type { Vec3, Volume } from "../../map/volume.ts";
import type { Structure } from "../../model/structure.ts";
import { elementData } from "../../tables/elements.ts";
import { peptide } from "../synthetic-chains.ts";
import { shellCorrelation } from "./map-model-fsc.ts";
import { mapOf, modelStructureFactors } from "./model-map.ts";
import { axisFrequencies, transformOf } from "./structure-factors.ts";
import { validateMapFit } from "./validate-map-fit.ts";

const bare = peptide(
  Array.from({ length: 6 }, (_, i) => ({ compId: "ALA", phiDeg: -60 - 8 * i, psiDeg: -45 })),
);
/** With B factors of every size. */
const structure: Structure = {
  ...bare,
  atoms: { ...bare.atoms, bIso: bare.atoms.bIso.map((_, atom) => 5 + ((37 * atom) % 90)) },
};
const shape: Vec3 = [30, 28, 33];
const low = [0, 1, 2].map((axis) => Math.min(...structure.atoms.xyz.filter((_, i) => i % 3 === axis)) - 6);
const volume: Volume = {
  shape,
  voxelSize: [1.1, 1.1, 1.1],
  origin: low as unknown as Vec3,
  data: new Float32Array(30 * 28 * 33),
};

/** Σ occ · f(s) · exp(−B s²/4) · exp(−2πi s·x) over the atoms, s in 1/Å. */
function directSum(s: Vec3): readonly [re: number, im: number] {
  const { element, xyz, bIso, occ } = structure.atoms;
  const quarter = (s[0] ** 2 + s[1] ** 2 + s[2] ** 2) / 4;
  let [re, im] = [0, 0];
  for (let atom = 0; atom < structure.nAtoms; atom++) {
    const { scatteringA, scatteringB } = elementData(element[atom]!);
    const f = scatteringA.reduce((sum, a, i) => sum + a * Math.exp(-scatteringB[i]! * quarter), 0);
    const phase = s.reduce((sum, k, axis) => sum + k * (xyz[3 * atom + axis]! - volume.origin[axis]!), 0);
    const size = occ[atom]! * f * Math.exp(-bIso[atom]! * quarter);
    re += size * Math.cos(2 * Math.PI * phase);
    im -= size * Math.sin(2 * Math.PI * phase);
  }
  return [re, im];
}

describe("modelStructureFactors", () => {
  it("are the sums over atoms of their definition, to a tenth of a per cent up to the limit", () => {
    const dMin = 2.4;
    const factors = modelStructureFactors(structure, volume, dMin);
    const [x, y, z] = axisFrequencies(factors);
    const scale = factors.re[0]! / directSum([0, 0, 0])[0];
    const perShell = new Map<number, readonly [error: number, size: number]>();
    let at = 0;
    for (const lz of z) {
      for (const ky of y) {
        for (const hx of x) {
          const s = Math.hypot(hx, ky, lz);
          if (at % 5 === 0 && s < 1 / dMin) {
            const [re, im] = directSum([hx, ky, lz]);
            const shell = Math.floor(10 * s * dMin);
            const [error, size] = perShell.get(shell) ?? [0, 0];
            const off = Math.hypot(factors.re[at]! - scale * re, factors.im[at]! - scale * im);
            perShell.set(shell, [error + off ** 2, size + scale ** 2 * (re ** 2 + im ** 2)]);
          }
          at++;
        }
      }
    }
    expect(perShell.size).toBe(10);
    for (const [error, size] of perShell.values()) expect(Math.sqrt(error / size)).toBeLessThan(1e-3);
  });
});

describe("the curve of the model's own density", () => {
  const factors = modelStructureFactors(structure, volume, 2.2);
  const own = { ...volume, data: Float32Array.from(mapOf(factors, 2.2)) };

  it("is 1 in every shell: none reaches beyond what was asked for", () => {
    const { fsc, spatialFrequency } = shellCorrelation(transformOf(own), factors, 2.2);
    const width = spatialFrequency[1]! - spatialFrequency[0]!;
    expect(spatialFrequency.at(-1)! + width / 2).toBeLessThanOrEqual(1 / 2.2);
    expect(Math.min(...fsc)).toBeGreaterThan(0.9999);
  });

  it("never crosses 0.143, although the model has no coefficients beyond the curve's end", () => {
    const fit = validateMapFit(structure, own, { resolution: 2.9 });
    expect(fit.dFsc0143Unmasked).toBeUndefined();
    expect(fit.dFsc0143Masked).toBeUndefined();
  });
});
