/** One map, one model, or a model alone: the pipeline that the CLI, the workers and the browser call. */

import { InputError } from "../errors.ts";
import type { MapTerm } from "../fit/index.ts";
import type { Volume } from "../map/volume.ts";
import {
  compileRestraints,
  isHydrogen,
  type MonomerDictionary,
  mendWrongHands,
  type Restraints,
  type Structure,
  selectAtoms,
  withCoordinates,
} from "../model/index.ts";
import {
  contactWeight,
  type FlaggedResidue,
  guardSideChains,
  invertGeometry,
  type ModelRebuildParts,
  type ObjectiveValue,
  type PreparedModel,
  placeModel,
  polish,
  polishStepsAtMost,
  polishTargets,
  polishWeight,
  prepareModel,
  type RebuiltModel,
  type RotamerDifference,
  rebuildModel,
  rebuildSideChains,
  restoreStretches,
  rotamerDifferences,
  runDecoderStage,
  type StageStep,
} from "../refine/index.ts";
import type { RefineConfig } from "./config.ts";
import { type DecoderStage, decoderStageParts } from "./decoder-stage-parts.ts";
import { describeRebuilt } from "./describe-rebuilt.ts";
import { type RefineEvent, type StageName, stageNames } from "./events.ts";
import { type FitSide, openFit } from "./fit-side.ts";
import type { RefineHost } from "./refine-host.ts";
import { fromCheckpoint, type RunState, toCheckpoint } from "./stage-checkpoint.ts";

/** What is refined against what. */
export interface RefineInputs {
  readonly structure: Structure;
  /** Without a map the stereochemistry is put right near the input. */
  readonly map?: Volume;
  /** Multiplies the soft mask around the model. */
  readonly mask?: Volume;
  readonly dictionaries: readonly MonomerDictionary[];
}

export interface RefineResult {
  /** The input as it was refined: without hydrogens where they were dropped. Same atoms as `structure`. */
  readonly input: Structure;
  readonly structure: Structure;
  /** Of `structure`, and of `input`: puckers and peptides may differ. */
  readonly restraints: Restraints;
  readonly inputRestraints: Restraints;
  /** Å; absent without a map. */
  readonly resolution?: number;
  /** Side chains with another rotamer than before, and outliers that are left. */
  readonly rotamerDifferences: readonly RotamerDifference[];
  /** What fitted the map clearly worse before the last round. */
  readonly flagged: readonly FlaggedResidue[];
  /** The map's weight at the end of each stage that had one. */
  readonly mapWeights: Readonly<Partial<Record<StageName, number>>>;
  readonly seconds: Readonly<Partial<Record<StageName, number>>>;
}

/**
 * Refines a model. Yields what happens; the result comes last. Throws InputError for inputs that cannot be refined, NumericalError
 * where the numbers run away, CancelledError when the signal fires: the last checkpoint is good then.
 */
export async function* refine(
  inputs: RefineInputs,
  config: RefineConfig,
  host: RefineHost,
): AsyncGenerator<RefineEvent, RefineResult> {
  const run = new RefineRun(inputs, config, host);
  try {
    return yield* run.stages();
  } finally {
    run.dispose();
  }
}

class RefineRun {
  private readonly inputs: RefineInputs;
  private readonly config: RefineConfig;
  private readonly host: RefineHost;
  /** The input, hydrogens dropped where the settings say so. */
  private readonly structure: Structure;
  private readonly fit: FitSide | undefined;
  private readonly seconds: Partial<Record<StageName, number>> = {};
  private readonly mapWeights: Partial<Record<StageName, number>> = {};
  private model: PreparedModel | undefined;
  private flagged: readonly FlaggedResidue[] = [];
  private inputRestraints: Restraints | undefined;
  private state: RunState;
  private lastCheckpoint: number;

  constructor(inputs: RefineInputs, config: RefineConfig, host: RefineHost) {
    this.inputs = inputs;
    this.config = config;
    this.host = host;
    this.structure =
      config.hydrogens === "drop"
        ? selectAtoms(inputs.structure, (atom) => !isHydrogen(inputs.structure, atom))
        : inputs.structure;
    if (this.structure.nAtoms === 0)
      throw new InputError("The model has no atoms but hydrogens: nothing to refine");
    if (config.invert && inputs.map) {
      throw new InputError("The inversion is of the geometry alone: give no map with --invert");
    }
    this.fit = openFit({ ...inputs, ...host, structure: this.structure }, config);
    this.state = resumedState(host) ?? {
      stage: "dock",
      base: this.structure.atoms.xyz,
      placed: this.structure.atoms.xyz,
      lastWeight: 0,
    };
    this.lastCheckpoint = host.now();
  }

  dispose(): void {
    this.model?.dispose();
  }

  async *stages(): AsyncGenerator<RefineEvent, RefineResult> {
    const { config, host, structure } = this;
    yield {
      type: "started",
      nAtoms: structure.nAtoms,
      ...(this.fit && { resolution: this.fit.resolution }),
      seed: config.seed,
      backend: host.backend.description,
      stages: this.fit ? stageNames : stageNames.filter((stage) => !fitStages.has(stage)),
    };
    yield* this.timed("compile", this.compile());
    if (this.fit) yield* this.fitStages(this.fit);
    yield* this.timed("polish", this.polish());
    yield { type: "finished", seconds: this.seconds };
    const refined = withCoordinates(structure, this.state.base);
    const map = this.fit && { density: this.fit.map, resolution: this.fit.resolution };
    return {
      input: structure,
      structure: refined,
      restraints: compileRestraints(refined, this.inputs),
      inputRestraints: this.inputRestraints!,
      rotamerDifferences: rotamerDifferences({
        structure,
        before: this.state.placed,
        after: this.state.base,
        ...(map && { map }),
      }),
      flagged: this.flagged,
      ...(this.fit && { resolution: this.fit.resolution }),
      mapWeights: this.mapWeights,
      seconds: this.seconds,
    };
  }

  private async *fitStages(fit: FitSide): AsyncGenerator<RefineEvent> {
    yield* this.timed("dock", this.dock(fit));
    yield* this.timed("patch", this.decode("patch", fit));
    yield* this.timed("residue", this.decode("residue", fit));
    yield* this.timed("rebuild", this.rebuild(fit));
    yield* this.timed("atom", this.decode("atom", fit));
  }

  private async *timed(stage: StageName, work: AsyncGenerator<RefineEvent>): AsyncGenerator<RefineEvent> {
    const start = this.host.now();
    yield* work;
    this.seconds[stage] = this.host.now() - start;
  }

  private async *compile(): AsyncGenerator<RefineEvent> {
    yield { type: "stage", stage: "compile", steps: 1 };
    const { kernels } = this.host;
    const nDropped = this.inputs.structure.nAtoms - this.structure.nAtoms;
    if (nDropped > 0) {
      const message = `${nDropped} hydrogens of the input were dropped; --hydrogens keep refines them with the rest`;
      yield { type: "note", message };
    }
    this.model = prepareModel(this.structure, kernels, { ...this.inputs, strict: this.config.strict });
    this.inputRestraints = this.model.restraints;
    if (this.state.aims) this.model.aim(this.state.aims);
    for (const message of this.model.notes) yield { type: "warning", message };
  }

  private async *dock({ map, resolution }: FitSide): AsyncGenerator<RefineEvent> {
    if (this.isDone("dock")) return;
    yield { type: "stage", stage: "dock", steps: 1 };
    const { structure } = this.model!;
    const { xyz, notes } = placeModel(structure, map, resolution, this.config.dock);
    for (const message of notes) yield { type: "warning", message };
    this.state = { stage: "patch", base: xyz, placed: xyz, lastWeight: 0 };
  }

  /** Steps of each stage, for the progress of the whole. */
  private get plan(): Readonly<Record<StageName, number>> {
    const { patchSteps, residueSteps, atomSteps, polishSteps } = this.config;
    const ofFit = this.fit
      ? { patch: patchSteps, residue: residueSteps, atom: atomSteps }
      : { patch: 0, residue: 0, atom: 0 };
    return { compile: 0, dock: 0, rebuild: 0, ...ofFit, polish: polishStepsAtMost(polishSteps), report: 0 };
  }

  private progress(stage: StageName, step: number): number {
    const before = stageNames
      .slice(0, stageNames.indexOf(stage))
      .reduce((sum, name) => sum + this.plan[name], 0);
    const all = stageNames.reduce((sum, name) => sum + this.plan[name], 0);
    return Math.min(1, (before + Math.min(step, this.plan[stage])) / Math.max(1, all));
  }

  private isDone(stage: StageName): boolean {
    return stageNames.indexOf(stage) < stageNames.indexOf(this.state.stage);
  }

  private async *decode(stage: DecoderStage, fit: FitSide): AsyncGenerator<RefineEvent> {
    const steps = this.plan[stage];
    if (this.isDone(stage) || steps === 0) return;
    if (this.state.stage !== stage) this.state = { ...this.state, stage };
    yield { type: "stage", stage, steps, dMin: fit.resolution };
    const parts = decoderStageParts({
      stage,
      steps,
      fit,
      model: this.model!,
      base: this.state.base,
      config: this.config,
      host: this.host,
    });
    try {
      const stepper = runDecoderStage(parts, this.state.stageState);
      let weight = this.state.lastWeight;
      for (;;) {
        const next = await stepper.next();
        if (next.done) {
          const { stageState: _, ...state } = this.state;
          this.state = { ...state, stage: following(stage), base: next.value, lastWeight: weight };
          break;
        }
        weight = next.value.mapWeight;
        yield* this.tell(stage, steps, next.value);
      }
      this.mapWeights[stage] = weight;
    } finally {
      parts.network.dispose();
    }
    yield* this.keep(this.state, 0);
  }

  private async *tell(stage: StageName, steps: number, done: StageStep): AsyncGenerator<RefineEvent> {
    if (done.weightChoice) {
      yield { type: "stage", stage, steps, dMin: done.dMin, weight: done.mapWeight };
      if (done.weightChoice.reason !== "gain and cost") {
        yield {
          type: "note",
          message: `The ${stage} stage took its map weight from ${done.weightChoice.reason === "gradients" ? "the ratio of the gradients" : "the default"}: following the map alone showed no exchange of fit against geometry`,
        };
      }
    }
    yield stepEvent(stage, { ...done, steps, done: this.progress(stage, done.step) });
    if (this.host.now() - this.lastCheckpoint >= this.config.checkpointSeconds) {
      yield* this.keep({ ...this.state, stage, stageState: await done.save() }, done.step);
    }
  }

  private async *rebuild(fit: FitSide): AsyncGenerator<RefineEvent> {
    if (this.isDone("rebuild")) return;
    yield { type: "stage", stage: "rebuild", steps: 1 };
    const base = this.restored(this.state.base, fit);
    const mapTerm = this.openMapTerm(fit, base);
    try {
      const parts = this.rebuildParts(mapTerm);
      const rebuilt = await rebuildModel(base, parts);
      yield* describeRebuilt(this.structure, rebuilt);
      this.state = { ...this.state, stage: following("rebuild"), base: rebuilt.xyz, aims: parts.model.aims };
    } finally {
      mapTerm.dispose();
    }
    yield* this.keep(this.state, 0);
  }

  /** Stretches that moved out of the map go back to where they were placed. */
  private restored(after: Float64Array, { map, resolution }: FitSide): Float64Array {
    const { structure, state } = this;
    return restoreStretches({
      structure,
      before: state.placed,
      after,
      map: { density: map, resolution },
    }).xyz;
  }

  private openMapTerm({ side, resolution }: FitSide, xyz: Float64Array): MapTerm {
    return side.openTerm(side.target(xyz, resolution, { radius: this.config.maskRadius }));
  }

  private rebuildParts(mapTerm: MapTerm | undefined): ModelRebuildParts {
    const { fit, config, host } = this;
    return {
      model: this.model!,
      contactWeight: fit ? contactWeight(fit.resolution) : CONTACTS_ALONE,
      ...(mapTerm && { mapTerm }),
      ...(fit && { map: { density: fit.map, resolution: fit.resolution } }),
      mapWeight: this.state.lastWeight,
      rotamers: config.rebuildRotamers,
      random: host.random.fork("polish"),
      ...(host.signal && { signal: host.signal }),
    };
  }

  private async *keep(state: RunState, step: number): AsyncGenerator<RefineEvent> {
    if (!this.host.checkpoint) return;
    await this.host.checkpoint(toCheckpoint(this.host.fingerprint, state));
    this.lastCheckpoint = this.host.now();
    yield { type: "checkpoint", stage: state.stage, step };
  }

  private async *invert(model: PreparedModel): AsyncGenerator<RefineEvent> {
    const steps = this.config.polishSteps;
    yield { type: "stage", stage: "polish", steps };
    const { signal } = this.host;
    const stepper = invertGeometry(this.structure.atoms.xyz, model, { steps, ...(signal && { signal }) });
    for (;;) {
      const next = await stepper.next();
      if (next.done) {
        this.state = { ...this.state, stage: "report", base: next.value };
        return;
      }
      yield stepEvent("polish", { ...next.value, steps, done: next.value.step / steps });
    }
  }

  private async *polish(): AsyncGenerator<RefineEvent> {
    const { fit, config } = this;
    const model = this.model!;
    if (config.polishSteps === 0) return;
    if (config.invert) return yield* this.invert(model);
    const facts = fit && { dMin: fit.resolution, weight: this.state.lastWeight };
    const steps = this.plan.polish;
    yield { type: "stage", stage: "polish", steps, ...facts };
    const base = fit ? this.restored(this.state.base, fit) : model.structure.atoms.xyz;
    const start = mendWrongHands(withCoordinates(this.structure, base), model.restraints).structure.atoms.xyz;
    model.holdContacts("polish", start);
    const mapTerm = fit && this.openMapTerm(fit, start);
    try {
      const parts = this.rebuildParts(mapTerm);
      const told: RebuiltModel[] = [];
      const stepper = polish(start, {
        ...parts,
        steps: config.polishSteps,
        ...(fit && { mapWeight: polishWeight(parts.mapWeight, fit.resolution) }),
        targets: fit ? polishTargets(fit.resolution) : {},
        guard: (xyz) => {
          if (parts.rotamers === "off") return undefined;
          const guarded = guardSideChains(xyz, this.state.placed, parts);
          this.flagged = guarded.flagged;
          return guarded.xyz;
        },
        rebuild: async (xyz, level) => {
          if (fit) return model.rebuildSuites(xyz, fit.map);
          const rebuilt =
            level === 0
              ? await rebuildModel(xyz, parts)
              : { ...rebuildSideChains(await model.rebuildSuites(xyz), parts), peptides: [] };
          told.push(rebuilt);
          return rebuilt.xyz;
        },
      });
      for (;;) {
        const next = await stepper.next();
        if (next.done) {
          this.state = { ...this.state, stage: "report", base: next.value };
          break;
        }
        for (const rebuilt of told.splice(0)) yield* describeRebuilt(this.structure, rebuilt);
        if (fit) this.mapWeights.polish = next.value.mapWeight;
        yield stepEvent("polish", { ...next.value, steps, done: this.progress("polish", next.value.step) });
      }
    } finally {
      mapTerm?.dispose();
    }
    yield* this.keep(this.state, 0);
  }
}

const fitStages: ReadonlySet<StageName> = new Set(["dock", "patch", "residue", "rebuild", "atom"]);
/** How much the input's own distances count where no map says otherwise. */
const CONTACTS_ALONE = 0.5;

function resumedState({ resume, fingerprint }: RefineHost): RunState | undefined {
  if (!resume) return undefined;
  if (resume.fingerprint !== fingerprint) {
    throw new InputError(
      "The checkpoint belongs to other inputs or settings: start without --resume, or give the model, map and settings that it was written with",
    );
  }
  return fromCheckpoint(resume);
}

const following = (stage: StageName): StageName => stageNames[stageNames.indexOf(stage) + 1]!;

interface StepFacts {
  readonly step: number;
  readonly steps: number;
  readonly objective: ObjectiveValue;
  readonly done: number;
}

function stepEvent(stage: StageName, { step, steps, objective, done }: StepFacts): RefineEvent {
  const terms = Object.fromEntries(Object.entries(objective.perTerm).filter(([, value]) => value !== 0));
  return {
    type: "step",
    stage,
    step,
    steps,
    ...(objective.map > 0 && { frc: 1 - objective.map }),
    terms: { total: objective.total, geometry: objective.geometry, ...terms },
    done,
  };
}
