/** How near the demonstration came to the truth, as a table. */

import fs from "node:fs";
import { readModel } from "@cryoreel/core/io";
import type { Structure } from "@cryoreel/core/model";
import { type MetricName, metrics } from "@cryoreel/core/validate";
import type { MetricValues } from "@cryoreel/runner";
import { formatTable } from "./table.ts";

/** What is compared: files of the same atoms in the same order. */
export interface DemoResult {
  readonly truthFile: string;
  readonly startFile: string;
  readonly modelFile: string;
  readonly before: MetricValues;
  readonly after: MetricValues;
}

const shown: readonly MetricName[] = [
  "cc_mask",
  "fsc_0_5_masked",
  "Q_score",
  "bonds_rmsz",
  "angles_rmsz",
  "percent-rama-favored",
  "percent-rota-outliers",
  "suiteness",
];

/** Root mean square distance, in place, of the atoms with one of `names` (all atoms by default), Å. */
function rmsd(a: Structure, b: Structure, names?: readonly string[]): number {
  let [sum, n] = [0, 0];
  for (let atom = 0; atom < a.nAtoms; atom++) {
    if (names && !names.includes(a.atoms.name[atom]!)) continue;
    n++;
    for (let i = 3 * atom; i < 3 * atom + 3; i++) sum += (a.atoms.xyz[i]! - b.atoms.xyz[i]!) ** 2;
  }
  return Math.sqrt(sum / n);
}

export function demoTable({ truthFile, startFile, modelFile, before, after }: DemoResult): string {
  const [truth, start, model] = [truthFile, startFile, modelFile].map(
    (file) => readModel(fs.readFileSync(file), { file }).structures[0]!,
  ) as [Structure, Structure, Structure];
  const distances = (label: string, names?: readonly string[]): string[] => [
    label,
    rmsd(start, truth, names).toFixed(2),
    rmsd(model, truth, names).toFixed(2),
  ];
  const value = (name: MetricName, values: MetricValues): string => values[name]?.toFixed(2) ?? "–";
  return formatTable(
    ["", "before", "after"],
    [
      distances("distance to the truth, Cα, Å", ["CA"]),
      distances("distance to the truth, P, Å", ["P"]),
      distances("distance to the truth, all atoms, Å"),
      ...shown.map((name) => [
        metrics[name].label + (metrics[name].unit ? `, ${metrics[name].unit}` : ""),
        value(name, before),
        value(name, after),
      ]),
    ],
  );
}
