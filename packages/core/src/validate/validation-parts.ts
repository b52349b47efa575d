/** Everything that the judge measures on one model, metric by metric. */
import type { SecondaryStructure } from "../tables/rama-z.ts";
import type { CablamResidue } from "./cablam.ts";
import type { CbetaResidue } from "./cbeta.ts";
import type { Chirality } from "./chirality.ts";
import type { ClashResult } from "./clash.ts";
import type { CovalentGeometry } from "./covalent-geometry.ts";
import type { EmringerScore } from "./emringer.ts";
import type { HydrogenBond } from "./hydrogen-bonds.ts";
import type { MapFit } from "./map/validate-map-fit.ts";
import type { PeptideBond } from "./omega.ts";
import type { Plain } from "./plain.ts";
import type { Planarity } from "./planarity.ts";
import type { RamaZ } from "./rama-z.ts";
import type { RamachandranResidue } from "./ramachandran.ts";
import type { PuckerResidue } from "./rna-puckers.ts";
import type { Suite, SuiteAverages } from "./rna-suites.ts";
import type { RotamerResidue } from "./rotamers.ts";

/** The measurements; lists are empty where a model has nothing to measure, null stands for what was not asked for. */
export interface ValidationParts {
  readonly ramachandran: readonly RamachandranResidue[];
  readonly ramaZ: RamaZ;
  readonly rotamers: readonly RotamerResidue[];
  readonly cbeta: readonly CbetaResidue[];
  readonly peptides: readonly PeptideBond[];
  /** Null without grids. */
  readonly cablam: readonly CablamResidue[] | null;
  /** By residue (index into the structure), protein only. */
  readonly secondaryStructure: readonly { readonly residue: number; readonly letter: SecondaryStructure }[];
  readonly hydrogenBonds: readonly HydrogenBond[];
  readonly suites: readonly Suite[];
  readonly suiteAverages: SuiteAverages;
  readonly puckers: readonly PuckerResidue[];
  /** By Engh & Huber, Parkinson and the monomer dictionaries: the wwPDB's way. */
  readonly geometryByFixedTargets: CovalentGeometry;
  /** With the conformation-dependent library for the backbone: Phenix's way. */
  readonly geometryByCdl: CovalentGeometry;
  readonly chirality: Chirality;
  readonly planarity: Planarity;
  readonly clashes: ClashResult | null;
  readonly mapFit: Plain<MapFit> | null;
  readonly emringer: EmringerScore | null;
}
