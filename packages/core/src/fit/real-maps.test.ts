import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type GeometryKernels, openGeometry } from "@cryoreel/geometry-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGaussians } from "../gmm/gaussians.ts";
import { createViews } from "../gmm/views.ts";
import { readMap, readModel } from "../io/index.ts";
import { fourierShellCorrelation, resolutionAt } from "../map/fsc.ts";
import { computeModelDensity } from "../map/model-density.ts";
import { applyMask, createSoftMask } from "../map/soft-mask.ts";
import { openWasmMapTerm } from "./frc-wasm.ts";
import { boxAroundModel, createMapTarget } from "./map-target.ts";
import { dockRigidly } from "./rigid-dock.ts";

const shared =
  process.env["CRYOREEL_DATA"] ?? fileURLToPath(new URL("../../../../../shared", import.meta.url));
const data = join(shared, "data");
const isThere = existsSync(data);
const reason = isThere ? "" : ` (skipped: no maps in ${data}; set CRYOREEL_DATA)`;

/** Masked map–model FSC 0.5 in Å as mmtbx (cctbx 2022.9) finds it on these files: $CRYOREEL_DATA/golden, key fsc_map_model. */
const cases = [
  { folder: "emd3488_5me2", map: "emd_3488.map", model: "5me2.pdb", dMin: 3.2, fscHalf: 3.4 },
  { folder: "emd6374_3jb0_D", map: "6374.mrc", model: "3jb0-D.pdb", dMin: 2.9, fscHalf: 2.9 },
  { folder: "emd5830_3j63", map: "A_box.ccp4", model: "initial.pdb", dMin: 3.8, fscHalf: 4.4 },
  {
    folder: "emd30342_7cec_A",
    map: "390_emd_30342_A_z4.mrc",
    model: "390_7cec_A.cif",
    dMin: 3.9,
    fscHalf: 4.1,
  },
  { folder: "emd6187_3j8x_K", map: "chain_K_box.ccp4", model: "1bg2_K_fitted.pdb", dMin: 5, fscHalf: 8.7 },
] as const;

describe.skipIf(!isThere)(`maps and models of the archive${reason}`, () => {
  let kernels: GeometryKernels;
  beforeAll(async () => {
    kernels = await openGeometry();
  });
  afterAll(() => kernels.close());

  it.each(cases)(
    "$folder: model and map meet in one frame, and agree as far as outside programs say",
    async (c) => {
      const { volume } = readMap(readFileSync(join(data, c.folder, c.map)));
      const structure = readModel(readFileSync(join(data, c.folder, c.model))).structures[0]!;
      const { xyz } = structure.atoms;
      const gaussians = createGaussians(structure, { dMin: c.dMin, useBFactors: false });
      const density = applyMask(volume, createSoftMask(volume, xyz, { radius: 3, edge: 3 }));
      const target = createMapTarget({
        density,
        box: boxAroundModel(xyz, c.dMin),
        views: createViews(20),
        dMin: c.dMin,
      });
      const term = openWasmMapTerm(kernels, target, gaussians);
      const views = Int32Array.from({ length: target.views.nViews }, (_, i) => i);
      const valueAt = async (shift: readonly number[]): Promise<number> =>
        (
          await term.evaluate(
            xyz.map((x, i) => x + shift[i % 3]!),
            views,
          )
        ).value;
      const here = await valueAt([0, 0, 0]);
      for (let axis = 0; axis < 3; axis++) {
        for (const sign of [1, -1]) {
          const shift = [0, 1, 2].map((k) => (k === axis ? sign : 0));
          expect(await valueAt(shift)).toBeGreaterThan(here);
        }
      }
      term.dispose();
      const fsc = fourierShellCorrelation(density, computeModelDensity(gaussians, xyz, density));
      expect(Math.abs(resolutionAt(fsc, 0.5) - c.fscHalf)).toBeLessThan(0.06 * c.fscHalf);
    },
  );

  it("3488: the model is at home, and comes home from 4 Å away", () => {
    const { volume } = readMap(readFileSync(join(data, "emd3488_5me2/emd_3488.map")));
    const structure = readModel(readFileSync(join(data, "emd3488_5me2/5me2.pdb"))).structures[0]!;
    const gaussians = createGaussians(structure, { dMin: 3.2, useBFactors: false });
    const { xyz } = structure.atoms;
    expect(dockRigidly({ volume, gaussians, xyz, dMin: 3.2 })).toMatchObject({
      moved: false,
      search: "climb",
    });
    const away = xyz.map((x, i) => x + [3, -2, 2][i % 3]!);
    const docked = dockRigidly({ volume, gaussians, xyz: away, dMin: 3.2 });
    expect(docked.moved).toBe(true);
    const squared = docked.xyz.reduce((sum, x, i) => sum + (x - xyz[i]!) ** 2, 0);
    expect(Math.sqrt((3 * squared) / xyz.length)).toBeLessThan(1);
  });
});
