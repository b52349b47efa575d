/** The one schema of a refinement's settings: CLI flags, job files and the reference page derive from it. */

import { z } from "zod";

/** A setting with its help text; `unit` stands in the text where there is one. */
const backendNames = ["auto", "webgpu", "tensorflow", "wasm", "cpu"] as const;

/** Settings of one single-model refinement. Every field has a default but the resolution, which half maps can supply. */
export const refineConfigSchema = z.strictObject({
  resolution: z
    .number()
    .min(1)
    .max(40)
    .optional()
    .describe(
      "Target resolution, Å: how far the model is compared with the map. Default: FSC 0.143 of the half maps",
    ),
  backend: z.enum(backendNames).default("auto").describe("Where the networks and the map term run"),
  seed: z.int().min(0).default(1).describe("Seed of every random number"),
  hydrogens: z
    .enum(["drop", "keep"])
    .default("drop")
    .describe("What becomes of hydrogens of the input model"),
  strict: z
    .boolean()
    .default(false)
    .describe("Refuse atoms without dictionary instead of restraining them to the input geometry"),
  dock: z
    .enum(["auto", "on", "off"])
    .default("auto")
    .describe("Rigid-body fit before the refinement: auto = only when the model lies off the density"),
  rebuildRotamers: z
    .enum(["auto", "on", "off"])
    .default("auto")
    .describe(
      "Try every rotamer of every side chain in the map: auto = where the map is fine enough to tell",
    ),
  invert: z
    .boolean()
    .default(false)
    .describe(
      "Instead make the geometry as bad as it can be with no atom moving farther than 0.3 Å: what scores alone are worth",
    ),
  patches: z.int().min(1).max(1024).default(64).describe("Rigid patches of the first stage"),
  viewSpacingDeg: z
    .number()
    .min(2)
    .max(30)
    .default(4)
    .describe("Angle between neighbouring projections, degrees"),
  batch: z.int().min(1).max(512).default(32).describe("Projections a step"),
  patchSteps: z.int().min(0).default(320).describe("Steps of the patch stage"),
  residueSteps: z.int().min(0).default(240).describe("Steps of the residue stage"),
  atomSteps: z.int().min(0).default(480).describe("Steps of the atom stage"),
  polishSteps: z.int().min(0).default(160).describe("Steps of the final polish on coordinates"),
  learningRate: z.number().min(0.0001).max(1).default(0.03).describe("Learning rate, Å a step"),
  mapWeight: z
    .number()
    .positive()
    .default(1)
    .describe("Multiplies the automatic weight of the map against stereochemistry"),
  maskRadius: z.number().min(1).max(20).default(4).describe("Radius of the soft mask around the model, Å"),
  checkpointSeconds: z.number().min(1).default(20).describe("Least time between two checkpoints, s"),
});

/** What the caller may write. */
export type RefineSettings = z.input<typeof refineConfigSchema>;
/** What the pipeline reads: every default filled in. */
export type RefineConfig = z.output<typeof refineConfigSchema>;
