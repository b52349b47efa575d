/** The settings of a validation: command-line flags, job files and the reference page derive from this schema. */
import { z } from "zod";

/** Every setting may be left out. */
export const validateConfigSchema = z.strictObject({
  resolution: z
    .number()
    .min(1)
    .max(40)
    .optional()
    .describe("Resolution of the map, Å. Default: FSC 0.143 of the half maps"),
  contour: z
    .number()
    .optional()
    .describe("Recommended contour level of the map, in its own units. Default: mean + 3 rms"),
  modelNumber: z
    .int()
    .min(0)
    .optional()
    .describe("Which model of the file is judged, by its number. Default: the first"),
});

export type ValidateConfig = z.output<typeof validateConfigSchema>;
