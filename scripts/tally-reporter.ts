/** A vitest reporter that writes what passed, failed and was skipped (with the reason) to the file CRYOREEL_TALLY. */

import fs from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

/** Counts of one test run. `skipped` holds `file > suite > test` and the reason of each skipped test. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: string[];
}

export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env["CRYOREEL_TALLY"];
    if (file) fs.writeFileSync(file, JSON.stringify(tallyOf(modules)));
  }
}

function tallyOf(modules: readonly TestModule[]): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: [] };
  for (const module of modules) {
    // A file that cannot be loaded has no tests to fail.
    if (module.state() === "failed" && module.errors().length > 0) tally.failed++;
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === "passed") tally.passed++;
      else if (result.state === "failed") tally.failed++;
      else {
        const note = result.state === "skipped" && result.note ? `: ${result.note}` : "";
        tally.skipped.push(`${module.relativeModuleId} > ${test.fullName}${note}`);
      }
    }
  }
  return tally;
}
