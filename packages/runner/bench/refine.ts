/**
 * Prints the time of each stage of whole refinements, with atoms a second and shares: `pnpm bench [CASE…]`. Cases are `demo` and
 * the models below in CRYOREEL_DATA (default: ../shared beside the repository); without names, the demonstration alone.
 */

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { refineConfigSchema, type StageName, stageNames } from "@cryoreel/core/pipeline";
import { type RefineOutcome, type RunEvent, runRefine } from "../src/index.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const data = path.join(process.env["CRYOREEL_DATA"] ?? path.join(root, "../shared"), "data");
const demo = path.join(root, "packages/cli/assets/demo");

/** Model, map, resolution (Å). */
type Case = readonly [model: string, map: string, resolution: number];

const inData = (folder: string, model: string, map: string, resolution: number): Case => [
  path.join(data, folder, model),
  path.join(data, folder, map),
  resolution,
];

const cases: Readonly<Record<string, Case>> = {
  demo: [path.join(demo, "start.cif"), path.join(demo, "map.mrc"), 3],
  "3j63": inData("emd5830_3j63", "initial.pdb", "A_box.ccp4", 3.8),
  "6ues": inData("emd20755_6ues", "em-pred_6UES-1.pdb", "emd_20755_masked.mrc", 3.7),
  "3jb0": inData("emd6374_3jb0_D", "3jb0-D.pdb", "6374.mrc", 2.9),
  "1bg2": inData("emd6187_3j8x_K", "1bg2_K_fitted.pdb", "chain_K_box.ccp4", 5),
  "1j6z": inData("emd5168_3mfp", "1J6Z.pdb", "emd_5168.map", 6.6),
  "7cec": inData("emd30342_7cec_A", "390_7cec_A.cif", "390_emd_30342_A_z4.mrc", 3.9),
  "5me2": inData("emd3488_5me2", "5me2.pdb", "emd_3488.map", 3.2),
};

/** Seconds of each stage as the events came, and how many atoms were refined. */
class StageClock {
  readonly seconds = new Map<StageName, number>();
  readonly steps = new Map<StageName, number>();
  nAtoms = 0;
  private stage: StageName = "compile";
  private since = performance.now();

  add(event: RunEvent): void {
    if (event.type === "started") this.nAtoms = event.nAtoms;
    if (event.type === "stage" && event.stage !== this.stage) this.enter(event.stage);
    if (event.type === "step") this.steps.set(event.stage, event.step);
    if (event.type === "finished") this.enter("report");
    if (event.type === "result") this.enter("report");
  }

  private enter(stage: StageName): void {
    const now = performance.now();
    this.seconds.set(this.stage, (this.seconds.get(this.stage) ?? 0) + (now - this.since) / 1000);
    [this.stage, this.since] = [stage, now];
  }
}

function print(name: string, clock: StageClock, { before, after }: RefineOutcome): void {
  const total = [...clock.seconds.values()].reduce((sum, value) => sum + value, 0);
  console.log(`\n${name}: ${clock.nAtoms} atoms, ${total.toFixed(1)} s`);
  console.log(
    `${"stage".padEnd(10)}${"s".padStart(9)}${"share".padStart(8)}${"steps".padStart(8)}${"atoms/s".padStart(12)}`,
  );
  for (const stage of stageNames) {
    const seconds = clock.seconds.get(stage);
    if (seconds === undefined) continue;
    const steps = clock.steps.get(stage) ?? 1;
    const share = `${((100 * seconds) / total).toFixed(1)} %`;
    const rate = Math.round((clock.nAtoms * steps) / seconds).toLocaleString("en");
    console.log(
      `${stage.padEnd(10)}${seconds.toFixed(2).padStart(9)}${share.padStart(8)}${String(steps).padStart(8)}${rate.padStart(12)}`,
    );
  }
  const shown = ["cc_mask", "fsc_0_5_masked", "bonds_rmsz", "angles_rmsz"] as const;
  console.log(shown.map((key) => `${key} ${before[key]?.toFixed(3)} → ${after[key]?.toFixed(3)}`).join(", "));
}

const names = process.argv.slice(2);
const out = fs.mkdtempSync(path.join(os.tmpdir(), "cryoreel-bench-"));
console.log(
  `${os.cpus()[0]?.model}, ${os.availableParallelism()} cores, Node.js ${process.versions.node}; atoms/s = atoms × steps / s`,
);
try {
  for (const name of names.length > 0 ? names : ["demo"]) {
    const chosen = cases[name];
    if (!chosen) throw new RangeError(`there is no case '${name}': ${Object.keys(cases).join(", ")}`);
    const [model, map, resolution] = chosen;
    if (!fs.existsSync(model)) {
      console.log(`\n${name}: left out, ${model} is not there`);
      continue;
    }
    const clock = new StageClock();
    const job = {
      files: { model, map, dictionaries: [] },
      config: refineConfigSchema.parse({ resolution }),
      out: path.join(out, name),
      force: false,
      resume: false,
      threads: os.availableParallelism(),
    };
    print(name, clock, await runRefine(job, { onEvent: (event) => clock.add(event) }));
  }
} finally {
  fs.rmSync(out, { recursive: true, force: true });
}
