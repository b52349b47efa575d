/** Reads a table of percentiles that the user supplies. */

import { InputError } from "@cryoreel/core";
import type { PercentileTable } from "@cryoreel/core/report";
import { metricNames } from "@cryoreel/core/validate";
import { z } from "zod";

const rows = z.array(z.tuple([z.number(), z.number().min(0).max(100)])).min(2);
const schema = z.strictObject({
  source: z.string().min(1),
  metrics: z.partialRecord(z.enum(metricNames), rows),
});

/**
 * The table of a JSON file: `{"source": "EMDB, 2025", "metrics": {"clashscore": [[0, 100], [4.2, 50], …]}}`, each metric with pairs of
 * value and percentile, ascending by value. InputError with the place of the first fault.
 */
export function readPercentiles(bytes: Uint8Array, file: string): PercentileTable {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new InputError(`${file} is not JSON: ${(error as Error).message}`, { file });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(`${file}: ${issue!.path.join(".") || "the table"}: ${issue!.message}`, { file });
  }
  for (const [name, pairs] of Object.entries(parsed.data.metrics)) {
    if (pairs?.some(([value], i) => i > 0 && value <= pairs[i - 1]![0])) {
      throw new InputError(`${file}: the values of ${name} do not ascend`, { file, field: name });
    }
  }
  return parsed.data as PercentileTable;
}
