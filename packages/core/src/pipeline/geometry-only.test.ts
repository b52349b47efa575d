/** Refinement without a map, on chains whose faults are known by construction. */

import { type GeometryKernels, openGeometry } from "@cryoreel/geometry-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cpuOpener, openBackend } from "../backend/index.ts";
import { CancelledError, InputError } from "../errors.ts";
import type { Structure } from "../model/structure.ts";
import { createRandom } from "../random.ts";
import { peptide } from "../validate/synthetic-chains.ts";
import { validateModel } from "../validate/validate-model.ts";
import { type RefineSettings, refineConfigSchema } from "./config.ts";
import type { RefineEvent } from "./events.ts";
import { type RefineResult, refine } from "./refine.ts";

let kernels: GeometryKernels;
beforeAll(async () => {
  kernels = await openGeometry();
});
afterAll(() => kernels.close());

/** Drains a run. */
async function run(structure: Structure, settings: RefineSettings = {}, signal?: AbortSignal) {
  const { backend } = await openBackend("cpu", [cpuOpener]);
  const steps = refine({ structure, dictionaries: [] }, refineConfigSchema.parse(settings), {
    backend,
    kernels,
    random: createRandom(1),
    now: () => 0,
    fingerprint: "",
    ...(signal && { signal }),
  });
  const events: RefineEvent[] = [];
  for (;;) {
    const next = await steps.next();
    if (next.done) return { events, result: next.value };
    events.push(next.value);
  }
}

const helix = { phiDeg: -63, psiDeg: -43 };
const strand = { phiDeg: -120, psiDeg: 130 };
const notesOf = (events: readonly RefineEvent[]): string[] =>
  events.flatMap((event) => (event.type === "note" || event.type === "warning" ? [event.message] : []));
const judge = ({ structure, restraints }: RefineResult) => validateModel(structure, { restraints });

describe("a refinement without a map", () => {
  it("has no stages that need one, and mends bonds, angles and hands", async () => {
    const chain = peptide(
      Array.from({ length: 12 }, (_, i) => ({ compId: "ALA", ...helix, mirrored: i === 5 })),
    );
    const { events, result } = await run(chain);
    expect(events[0]).toMatchObject({ type: "started", stages: ["compile", "polish", "report"] });
    expect(result.resolution).toBeUndefined();
    const { values } = judge(result);
    expect(values.chirality_outliers).toBe(0);
    expect(values["percent-rama-favored"]).toBe(100);
    expect(values.clashscore).toBe(0);
    expect(notesOf(events).join()).toMatch(/wrong hand.*ALA 6/);
  });

  it("turns a cis and a twisted peptide to trans and says so, but leaves cis prolines", async () => {
    const chain = peptide([
      ...Array.from({ length: 4 }, () => ({ compId: "ALA", ...strand })),
      { compId: "ALA", ...strand, omegaDeg: 5 },
      ...Array.from({ length: 3 }, () => ({ compId: "ALA", ...strand })),
      { compId: "ALA", ...strand, omegaDeg: 120 },
      ...Array.from({ length: 3 }, () => ({ compId: "ALA", ...strand })),
      { compId: "PRO", phiDeg: -75, psiDeg: 150, omegaDeg: -3 },
      ...Array.from({ length: 3 }, () => ({ compId: "ALA", ...strand })),
    ]);
    const { events, result } = await run(chain);
    const { peptides } = judge(result);
    expect(peptides.filter(({ conformation }) => conformation !== "trans")).toMatchObject([
      { conformation: "cis", proline: true },
    ]);
    expect(notesOf(events).find((note) => note.includes("became trans"))).toMatch(/ALA 5 .*ALA 9 /);
  });

  it("inverts: worse by every measure, and no atom farther than 0.3 Å", async () => {
    const chain = peptide(Array.from({ length: 12 }, () => ({ compId: "ALA", ...helix })));
    const { result } = await run(chain, { invert: true });
    const { values } = judge(result);
    expect(values.bonds_rmsz).toBeGreaterThan(4);
    expect(values["percent-rama-favored"]).toBeLessThan(95);
    const [before, after] = [chain.atoms.xyz, result.structure.atoms.xyz];
    for (let i = 0; i < before.length; i += 3) {
      const moved = Math.hypot(...[0, 1, 2].map((k) => after[i + k]! - before[i + k]!));
      expect(moved).toBeLessThanOrEqual(0.3 + 1e-9);
    }
  });

  it("stops when it is told to", async () => {
    const chain = peptide(Array.from({ length: 4 }, () => ({ compId: "ALA", ...helix })));
    await expect(run(chain, {}, AbortSignal.abort())).rejects.toThrow(CancelledError);
  });

  it("refuses an inversion in a map", async () => {
    const map = { shape: [2, 2, 2], data: new Float32Array(8) } as never;
    const structure = peptide([{ compId: "ALA", ...helix }]);
    const config = refineConfigSchema.parse({ invert: true, resolution: 3 });
    const steps = refine({ structure, map, dictionaries: [] }, config, { kernels, now: () => 0 } as never);
    await expect(steps.next()).rejects.toThrow(InputError);
  });
});
