/** A refinement's findings in report.json and on the page. */
import { expect, it } from "vitest";
import { makeStructure } from "../model/testing/make-structure.ts";
import { reportHtml } from "./page/report-page.ts";
import { makeReport } from "./page/testing/make-report.ts";
import { refinementFindings } from "./refinement-findings.ts";
import { reportJson } from "./report-json.ts";

const structure = makeStructure([
  {
    id: "B",
    residues: [
      { compId: "LEU", number: 7, atoms: [{ name: "CA", at: [0, 0, 0] }] },
      { compId: "VAL", number: 8, atoms: [{ name: "CA", at: [4, 0, 0] }] },
    ],
  },
]);
const flagged = {
  residue: 1,
  part: "sideChain",
  correlationBefore: 0.8,
  correlationAfter: 0.5,
  correlationLeft: 0.7,
  isTurned: true,
} as const;
const findings = refinementFindings(
  structure,
  [
    {
      residue: 0,
      altLoc: "",
      from: { name: "OUTLIER", fraction: 0.001 },
      to: { name: "mt", fraction: 0.5 },
      correlationBefore: 0.61,
      correlationAfter: 0.72,
    },
  ],
  [flagged],
);

it("names residues as the judge does, and scores in percent", () => {
  expect(findings.rotamerChanges).toEqual([
    {
      id: { residue: 0, chain: "B", number: 7, insCode: "", compId: "LEU", altLoc: "" },
      from: { name: "OUTLIER", scorePercent: 0.1 },
      to: { name: "mt", scorePercent: 50 },
      correlationBefore: 0.61,
      correlationAfter: 0.72,
    },
  ]);
  expect(findings.flaggedResidues[0]!.id.number).toBe(8);
});

it("stands in report.json and on the page, where there was a refinement", () => {
  const report = makeReport();
  const json = JSON.parse(reportJson({ ...report, refinement: findings })) as Record<string, unknown>;
  expect(json["rotamerChanges"]).toEqual(findings.rotamerChanges);
  expect(json["flaggedResidues"]).toEqual(findings.flaggedResidues);
  expect(JSON.parse(reportJson(report))).not.toHaveProperty("rotamerChanges");
  const page = reportHtml({ ...report, refinement: findings });
  const list = page.slice(page.indexOf('id="list-guard"')).split("</details>")[0]!;
  expect(list).toContain("B/VAL 8");
  expect(list).toMatch(/0\.80.*0\.50.*0\.70.*yes/s);
  expect(reportHtml(report)).not.toContain("list-guard");
});
