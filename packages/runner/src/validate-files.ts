/** Judges models in files: reads, judges, writes the report. What `cryoreel validate` and the end of a refinement call. */

import path from "node:path";
import { writeFscXml } from "@cryoreel/core/io";
import { reportHtml, reportJson, type ValidationReport } from "@cryoreel/core/report";
import { type ValidationResult, validateModel } from "@cryoreel/core/validate";
import { finiteCurve } from "./finite-curve.ts";
import { OutputFolder, outputNames } from "./output-folder.ts";
import { programVersion } from "./program-version.ts";
import { type ModelToJudge, readValidateInputs, type ValidateInputs } from "./validate-inputs.ts";
import type { ValidateJob, ValidateProgress } from "./validate-job.ts";

/** What a validation left. */
export interface ValidateOutcome {
  readonly folder: string;
  readonly report: ValidationReport;
}

/** Validates `job` into its folder: report.json, report.html, fsc.xml where there is a map. InputError says what is wrong with the files. */
export async function runValidate(
  job: ValidateJob,
  onProgress: ValidateProgress = () => {},
): Promise<ValidateOutcome> {
  onProgress("reading", 0);
  const inputs = await readValidateInputs(job);
  const folder = OutputFolder.open(job.out, {
    names: [outputNames.report, outputNames.page, outputNames.fsc],
    force: job.force,
  });
  const report = judgeInputs(inputs, path.basename(job.files.model), onProgress);
  onProgress("writing", 1);
  writeValidationReport(folder, report);
  return { folder: folder.path, report };
}

/** Judges files without writing anything. */
export async function validateFiles(
  job: Pick<ValidateJob, "files" | "config">,
  onProgress: ValidateProgress = () => {},
): Promise<ValidationReport> {
  return judgeInputs(await readValidateInputs(job), path.basename(job.files.model), onProgress);
}

function judgeInputs(inputs: ValidateInputs, title: string, onProgress: ValidateProgress): ValidationReport {
  const { map, cablamGrids, percentiles, files, notes } = inputs;
  const models = [inputs.model, ...(inputs.before ? [inputs.before] : [])];
  const [model, before] = models.map(({ structure, restraints }: ModelToJudge, i): ValidationResult => {
    const of = models.length > 1 ? (i === 0 ? "model, " : "model before, ") : "";
    return validateModel(structure, {
      restraints,
      ...(map && { map }),
      ...(cablamGrids && { cablamGrids }),
      onProgress: (part, done) => onProgress(`${of}${part}`, (i + done) / models.length),
    });
  });
  return {
    program: { name: "cryoreel", version: programVersion() },
    created: new Date().toISOString(),
    title,
    inputs: files.map(({ role, path: file, sha256 }) => ({ role, path: file, sha256 })),
    model: model!,
    ...(before && { before }),
    notes,
    ...(percentiles && { percentiles }),
  };
}

/** Writes report.json and report.html, and fsc.xml (the masked map–model curve) where there is a map. */
export function writeValidationReport(folder: OutputFolder, report: ValidationReport): void {
  folder.write(outputNames.report, reportJson(report));
  folder.write(outputNames.page, reportHtml(report));
  const curve = report.model.mapFit?.fscMasked;
  if (curve) folder.write(outputNames.fsc, writeFscXml(finiteCurve(curve), "cryoreel: masked map-model FSC"));
}
