/** Runs one refinement from files to files: reads, opens what computes, drains the pipeline into the log, judges, writes. */

import { createHash } from "node:crypto";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createRandom } from "@cryoreel/core";
import type { OpenedBackend } from "@cryoreel/core/backend";
import { type RestraintStatistic, writeMmcif } from "@cryoreel/core/io";
import {
  type Checkpoint,
  decodeCheckpoint,
  encodeCheckpoint,
  type RefineConfig,
  type RefineResult,
  refine,
} from "@cryoreel/core/pipeline";
import type { ValidationReport } from "@cryoreel/core/report";
import { type GeometryKernels, openGeometry } from "@cryoreel/geometry-wasm";
import { spawnNodeWorker } from "@cryoreel/geometry-wasm/node";
import { openNodeBackend } from "./backend/index.ts";
import { listInputs, type Manifest, programVersions } from "./manifest.ts";
import { OutputFolder, outputNames } from "./output-folder.ts";
import { programVersion } from "./program-version.ts";
import { type ReadInputs, readRefineInputs } from "./refine-inputs.ts";
import type { RefineJob } from "./refine-job.ts";
import { reportRefinement } from "./refine-report.ts";
import { EventLog, type MetricValues, type RunEvent } from "./run-events.ts";
import { writeValidationReport } from "./validate-files.ts";
import { viewScript } from "./view-script.ts";

/** How a caller follows and stops a run. */
export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

/** What a finished run left. */
export interface RefineOutcome {
  readonly folder: string;
  readonly before: MetricValues;
  readonly after: MetricValues;
}

/**
 * Refines `job`. Throws what the pipeline throws (InputError, NumericalError, BackendError, CancelledError); the folder then
 * holds the log, the manifest and the last checkpoint, from which `resume` goes on.
 */
export async function runRefine(job: RefineJob, options: RunOptions = {}): Promise<RefineOutcome> {
  const read = await readRefineInputs(job);
  const config = { ...job.config, ...(read.resolution !== undefined && { resolution: read.resolution }) };
  const folder = OutputFolder.open(job.out, { ...job, names: Object.values(outputNames) });
  const opened = await openNodeBackend(config.backend);
  const kernels = await openGeometry({ threads: job.threads, spawnWorker: spawnNodeWorker });
  try {
    return await new RefineRun({ job, read, config, folder, opened, kernels, options }).run();
  } finally {
    await kernels.close();
    await opened.backend.close();
  }
}

interface RunParts {
  readonly job: RefineJob;
  readonly read: ReadInputs;
  readonly config: RefineConfig;
  readonly folder: OutputFolder;
  readonly opened: OpenedBackend;
  readonly kernels: GeometryKernels;
  readonly options: RunOptions;
}

class RefineRun {
  private readonly parts: RunParts;
  private readonly started = performance.now();
  private readonly startedAt = new Date().toISOString();
  private readonly log: EventLog;
  private readonly manifest: Manifest;

  constructor(parts: RunParts) {
    this.parts = parts;
    const { config, read, opened, kernels, folder, options } = parts;
    this.log = new EventLog(folder, () => this.now(), options.onEvent ?? (() => {}));
    this.manifest = {
      program: "cryoreel",
      versions: programVersions(),
      platform: `${process.platform}-${process.arch}`,
      backend: { name: opened.backend.name, description: opened.backend.description },
      threads: kernels.threads,
      seed: config.seed,
      config,
      inputs: listInputs(read.files),
      started: this.startedAt,
    };
  }

  async run(): Promise<RefineOutcome> {
    const { folder } = this.parts;
    this.writeManifest(this.manifest);
    try {
      this.tellFacts();
      const result = await this.drain();
      const { report, seconds } = this.judge(result);
      this.writeResults(result, report);
      folder.remove(outputNames.checkpoint);
      const { mapWeights } = result;
      this.writeManifest({ ...this.manifest, finished: new Date().toISOString(), seconds, mapWeights });
      this.log.add({ type: "finished", seconds });
      const { model, before = model } = report;
      const outcome = { folder: folder.path, before: before.values, after: model.values };
      this.log.add({ type: "result", ...outcome });
      return outcome;
    } finally {
      this.log.flush();
    }
  }

  /** Seconds since the run began. */
  private now(): number {
    return (performance.now() - this.started) / 1000;
  }

  private note(message: string): void {
    this.log.add({ type: "note", message });
  }

  private tellFacts(): void {
    const { read, opened, kernels } = this.parts;
    for (const message of read.notes) this.note(message);
    for (const { name, reason } of opened.rejected)
      this.note(`the ${name} backend was passed over: ${reason}`);
    if (kernels.reason !== "") this.note(`the geometry kernels run on one thread: ${kernels.reason}`);
  }

  /** Runs the pipeline to its end, every event into the log. */
  private async drain(): Promise<RefineResult> {
    const { read, config, opened, kernels, folder, options } = this.parts;
    const fingerprint = this.fingerprint();
    const resume = this.checkpoint();
    const events = refine(read.inputs, config, {
      backend: opened.backend,
      kernels,
      random: createRandom(config.seed),
      now: () => this.now(),
      fingerprint,
      checkpoint: async (state) => folder.write(outputNames.checkpoint, encodeCheckpoint(state)),
      ...(options.signal && { signal: options.signal }),
      ...(resume && { resume }),
    });
    for (;;) {
      const next = await events.next();
      if (next.done) return next.value;
      // The run is finished when it is judged and written.
      if (next.value.type !== "finished") this.log.add(next.value);
      // Steps that wait for nothing would keep signals from being heard.
      await nextTurn();
    }
  }

  /** Of everything that the numbers depend on: a checkpoint of another run must not be gone on with. */
  private fingerprint(): string {
    const { checkpointSeconds: _, ...settings } = this.parts.config;
    const hashes = this.manifest.inputs.map(({ role, sha256 }) => [role, sha256]);
    const facts = [this.manifest.versions["cryoreel"], this.manifest.backend.name, settings, hashes];
    return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
  }

  private checkpoint(): Checkpoint | undefined {
    const { folder, job } = this.parts;
    if (!job.resume) return undefined;
    const bytes = folder.read(outputNames.checkpoint);
    if (!bytes) this.note(`${folder.path} holds no checkpoint: the run starts from the beginning`);
    return bytes && decodeCheckpoint(bytes, folder.pathOf(outputNames.checkpoint));
  }

  private judge(result: RefineResult): { report: ValidationReport; seconds: RefineResult["seconds"] } {
    const { read, job } = this.parts;
    this.log.add({ type: "stage", stage: "report", steps: 1 });
    const start = this.now();
    const report = reportRefinement(path.basename(job.files.model), result, read);
    return { report, seconds: { ...result.seconds, report: this.now() - start } };
  }

  private writeResults(result: RefineResult, report: ValidationReport): void {
    const { folder, read, job } = this.parts;
    const { values } = report.model;
    const { bonds, angles } = result.restraints;
    const model = writeMmcif(read.modelFile, result.structure, {
      software: [{ name: "cryoreel", version: programVersion(), classification: "refinement" }],
      ...(result.resolution !== undefined && {
        fitting: {
          protocol: "FLEXIBLE FIT",
          space: "RECIPROCAL",
          targetCriteria: "Fourier ring correlation",
        },
        dMin: result.resolution,
      }),
      restraints: [
        ...restraintStatistic("f_bond_d", values.bonds_rmsd, bonds.ideal.length),
        ...restraintStatistic("f_angle_d", values.angles_rmsd, angles.ideal.length),
      ],
    });
    folder.write(outputNames.model, model);
    writeValidationReport(folder, report);
    const view = {
      folder: folder.path,
      ...(read.mapPath !== undefined && { map: read.mapPath }),
      before: job.files.model,
      after: folder.pathOf(outputNames.model),
    };
    folder.write(outputNames.view, viewScript(view));
  }

  private writeManifest(manifest: Manifest): void {
    this.parts.folder.write(outputNames.manifest, `${JSON.stringify(manifest, null, 2)}\n`);
  }
}

/** No row where a model has nothing of the kind. */
const restraintStatistic = (type: string, devIdeal: number | null, count: number): RestraintStatistic[] =>
  devIdeal === null ? [] : [{ type, devIdeal, count }];
