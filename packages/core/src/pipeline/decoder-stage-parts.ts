/** What each of the three stages with a network works with: its deformation, resolution bands, losses and targets. */

import { kMeans } from "@cryoreel/geometry-wasm";
import {
  createAtomDeformation,
  createNetwork,
  createPatchDeformation,
  createResidueDeformation,
  type Deformation,
  residueCentres,
} from "../network/index.ts";
import {
  atomLosses,
  type DecoderStageParts,
  type PreparedModel,
  patchLosses,
  residueLosses,
  resolutionBands,
  strainTargets,
} from "../refine/index.ts";
import type { RefineConfig } from "./config.ts";
import type { FitSide } from "./fit-side.ts";
import type { RefineHost } from "./refine-host.ts";

export type DecoderStage = "patch" | "residue" | "atom";

export interface DecoderStageInputs {
  readonly stage: DecoderStage;
  readonly steps: number;
  readonly fit: FitSide;
  readonly model: PreparedModel;
  /** [n,3] Å: where the stage begins. */
  readonly base: Float64Array;
  readonly config: RefineConfig;
  readonly host: RefineHost;
}

/** Coarsest resolution that the first stage looks at, and the finest that patches need, Å. */
const [COARSEST, FINEST_OF_PATCHES] = [15, 5];
/** The residue stage begins this much coarser than the target. */
const RESIDUE_START = 1.5;
/** A single model has one latent, of this length. */
const N_LATENT = 4;

const lossesOf = { patch: patchLosses, residue: residueLosses, atom: atomLosses };

/** Opens a stage's network, which the caller disposes of, and sets the model's contacts for it. */
export function decoderStageParts(inputs: DecoderStageInputs): DecoderStageParts {
  const { stage, steps, model, base, config, host } = inputs;
  const { side, resolution } = inputs.fit;
  const deformation = deformationOf(inputs);
  const random = host.random.fork(stage);
  model.holdContacts(stage === "patch" ? "patch" : "later", base);
  return {
    base,
    deformation,
    network: createNetwork({
      backend: host.backend,
      ...(host.backend.mapTerm === "kernel" && { kernels: host.kernels }),
      random: random.fork("network"),
      nLatent: N_LATENT,
      nOutputs: deformation.nParameters,
    }),
    system: model.system,
    losses: lossesOf[stage](resolution),
    bands: bandsOf(stage, resolution),
    openBand: (dMin, xyz) => {
      const radius = stage === "patch" ? Math.max(config.maskRadius, dMin) : config.maskRadius;
      return side.openTerm(side.target(xyz, dMin, { radius }));
    },
    steps,
    batch: config.batch,
    rate: config.learningRate,
    mapWeightFactor: config.mapWeight,
    targets: strainTargets(stage, resolution),
    counts: model.counts,
    atypicality: (xyz) => model.atypicality(xyz),
    random,
    ...(host.signal && { signal: host.signal }),
  };
}

function deformationOf({ stage, base, model, config, host }: DecoderStageInputs): Deformation {
  const { structure } = model;
  const { residueOf } = structure.atoms;
  const { nResidues } = structure.residues;
  if (stage === "atom") return createAtomDeformation(structure.nAtoms);
  if (stage === "residue") return createResidueDeformation(base, residueOf, nResidues);
  const random = host.random.fork("patches");
  const centres = residueCentres(base, residueOf, nResidues);
  const { clusterOf } = kMeans(host.kernels, centres, config.patches, () => random.uniform());
  return createPatchDeformation({ xyz: base, residueOf, nResidues, patchOf: clusterOf });
}

function bandsOf(stage: DecoderStage, resolution: number): number[] {
  if (stage === "patch") {
    return resolutionBands(Math.max(COARSEST, resolution), Math.max(resolution, FINEST_OF_PATCHES));
  }
  return stage === "residue" ? resolutionBands(RESIDUE_START * resolution, resolution) : [resolution];
}
