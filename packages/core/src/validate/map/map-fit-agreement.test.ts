/** Whether the judge of the fit agrees with outside programs on real maps: cctbx/mmtbx 2022.9 for correlations and FSC, mapq's algorithm for Q. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readMap } from "../../io/mrc/read-map.ts";
import { readModel } from "../../io/read-model.ts";
import { residueId } from "../residue-id.ts";
import { validateMapFit } from "./validate-map-fit.ts";

const folder =
  process.env["CRYOREEL_DATA"] ?? fileURLToPath(new URL("../../../../../../shared", import.meta.url));
const isAbsent = !existsSync(`${folder}/golden`);
const reason = isAbsent ? " (skipped: no golden results; CRYOREEL_DATA names their folder)" : "";

/** The golden files as far as this test reads them. */
interface Golden {
  readonly file: string;
  readonly map: { readonly file: string; readonly resolution: number };
  readonly cc: { readonly cc_mask: number; readonly cc_volume: number; readonly cc_peaks: number };
  readonly fsc_map_model: { readonly masked: { readonly d_fsc_model_05: number } };
  readonly qscore: {
    readonly mean: number;
    readonly per_residue: readonly (readonly [string, string, string, number | null])[];
  };
}

const readGolden = (name: string): Golden =>
  JSON.parse(readFileSync(`${folder}/golden/${name}.json`, "utf8")) as Golden;

const cases = isAbsent
  ? []
  : readdirSync(`${folder}/golden`)
      .filter((file) => file.startsWith("emd") && file.endsWith(".json"))
      .map((file) => file.slice(0, -".json".length))
      .sort();

/** The golden masked FSC of these maps is an artefact of their masks: it falls to 0.5 far below the map's resolution. */
const withoutFsc = /^emd(5168|2867)_/;

function fitOf(name: string) {
  const golden = readGolden(name);
  const data = `${folder}/data/${name.split(".")[0]}`;
  const structure = readModel(readFileSync(`${data}/${golden.file}`)).structures[0]!;
  const { volume } = readMap(readFileSync(`${data}/${golden.map.file}`));
  const fit = validateMapFit(structure, volume, { resolution: golden.map.resolution });
  return { golden, structure, fit };
}

function pearson(pairs: readonly (readonly [number, number])[]): number {
  const mean = (k: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
  const [meanA, meanB] = [mean(0), mean(1)];
  const sum = (f: (a: number, b: number) => number) =>
    pairs.reduce((total, [a, b]) => total + f(a - meanA, b - meanB), 0);
  return sum((a, b) => a * b) / Math.sqrt(sum((a) => a * a) * sum((_, b) => b * b));
}

describe.skipIf(isAbsent)(`the golden results of maps${reason}`, () => {
  it("are there", () => expect(cases.length).toBeGreaterThan(10));

  it.each(cases)("agree: %s", (name) => {
    const { golden, structure, fit } = fitOf(name);
    expect(Math.abs(fit.ccMask - golden.cc.cc_mask)).toBeLessThan(0.02);
    expect(Math.abs(fit.ccVolume - golden.cc.cc_volume)).toBeLessThan(0.02);
    expect(Math.abs(fit.ccPeaks - golden.cc.cc_peaks)).toBeLessThan(0.02);
    if (!withoutFsc.test(name)) {
      expect(Math.abs(fit.dFsc05Masked! - golden.fsc_map_model.masked.d_fsc_model_05)).toBeLessThan(0.1);
    }
    expect(Math.abs(fit.q - golden.qscore.mean)).toBeLessThan(0.01);
    const ours = new Map<string, number>();
    for (let residue = 0; residue < structure.residues.nResidues; residue++) {
      const { chain, number, insCode, compId } = residueId(structure, residue);
      ours.set(`${chain} ${number}${insCode} ${compId}`, fit.ofResidue.q[residue]!);
    }
    const pairs = golden.qscore.per_residue.flatMap(([chain, number, compId, q]) => {
      const own = ours.get(`${chain} ${number} ${compId}`);
      return own === undefined || q === null || Number.isNaN(own) ? [] : [[own, q] as const];
    });
    expect(pairs.length).toBeGreaterThan(0.99 * golden.qscore.per_residue.length);
    expect(pearson(pairs)).toBeGreaterThan(0.99);
  });
});
