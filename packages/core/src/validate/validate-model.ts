/** The judge's one call: everything measured on one model, with or without its map. */
import type { Volume } from "../map/volume.ts";
import { compileRestraints } from "../model/compile-restraints.ts";
import type { Restraints } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { validateCablam } from "./cablam.ts";
import type { CablamGrids } from "./cablam-grids.ts";
import { validateCbeta } from "./cbeta.ts";
import { validateChirality } from "./chirality.ts";
import { type ClashResult, validateClashes } from "./clash.ts";
import { conformationDependentTargets } from "./conformation-dependent-targets.ts";
import { fixedTargets, validateCovalentGeometry } from "./covalent-geometry.ts";
import { emringer } from "./emringer.ts";
import { findHydrogenBonds } from "./hydrogen-bonds.ts";
import { leftOut } from "./left-out.ts";
import { type MapFitOptions, validateMapFit } from "./map/validate-map-fit.ts";
import { type MetricName, metricValues } from "./metrics/metrics.ts";
import { validateOmega } from "./omega.ts";
import { toPlain } from "./plain.ts";
import { validatePlanarity } from "./planarity.ts";
import { type ProteinTrace, proteinTraces } from "./protein-traces.ts";
import { validateRamaZ } from "./rama-z.ts";
import { phiPsis, validateRamachandran } from "./ramachandran.ts";
import { type ResidueRow, residueRows } from "./residue-rows.ts";
import { validatePuckers } from "./rna-puckers.ts";
import { averageSuiteness, validateSuites } from "./rna-suites.ts";
import { rnaTraces } from "./rna-traces.ts";
import { validateRotamers } from "./rotamers.ts";
import { assignSecondaryStructure } from "./secondary-structure.ts";
import type { ValidationParts } from "./validation-parts.ts";

/** What the model is judged with. */
export interface ValidateOptions {
  /** Targets of bonds, angles, planes and hands of this very structure; by default compiled from the built-in dictionary. */
  readonly restraints?: Restraints;
  /** The map with its resolution, contour, mask and half maps. */
  readonly map?: MapFitOptions & { readonly volume: Volume };
  /** Clashes of this very structure where they are known already; "skip" leaves them out. They take most of the time. */
  readonly clashes?: ClashResult | "skip";
  /** CaBLAM's contours, which cannot come with the program: see `readCablamGrids`. */
  readonly cablamGrids?: CablamGrids;
  /** Called before each part with its name and the share of the work that is done, 0 … 1. */
  readonly onProgress?: (part: string, done: number) => void;
}

/** All results of one model: plain data, ready for JSON. */
export interface ValidationResult extends ValidationParts {
  readonly entryId: string;
  readonly modelNumber: number;
  readonly nAtoms: number;
  readonly nResidues: number;
  /** The headline numbers; `metrics` says what they mean. */
  readonly values: Readonly<Record<MetricName, number | null>>;
  readonly residues: readonly ResidueRow[];
  /** Sentences: what could not be measured, and why. */
  readonly leftOut: readonly string[];
  /** Sentences: what was found or inferred when the targets were chosen (gaps, links, metals). */
  readonly notes: readonly string[];
}

/**
 * Judges a model in float64 from the definitions, sharing nothing with the refinement but readers, number tables and the
 * list of restraints. It never fails on a readable model: what cannot be measured is empty or null and told in `leftOut`.
 */
export function validateModel(structure: Structure, options: ValidateOptions = {}): ValidationResult {
  const { onProgress = () => {} } = options;
  onProgress("torsions", 0);
  const traces = proteinTraces(structure);
  const cablam = options.cablamGrids ? validateCablam(structure, traces, options.cablamGrids) : null;
  const torsions = { ...judgeProtein(structure, traces), ...judgeRna(structure), cablam };
  onProgress("covalent geometry", 0.05);
  const restraints = options.restraints ?? compileRestraints(structure);
  const geometry = judgeGeometry(structure, restraints, traces);
  onProgress("clashes", 0.15);
  const clashes = options.clashes === "skip" ? null : (options.clashes ?? validateClashes(structure));
  const fit = judgeMap(structure, options.map, (part, done) =>
    onProgress(`fit to the map: ${part}`, 0.4 + 0.6 * done),
  );
  const parts: ValidationParts = { ...torsions, ...geometry, clashes, ...fit };
  onProgress("done", 1);
  return {
    entryId: structure.entryId,
    modelNumber: structure.modelNumber,
    nAtoms: structure.nAtoms,
    nResidues: structure.residues.nResidues,
    values: metricValues(parts),
    residues: residueRows(structure, parts),
    leftOut: leftOut(structure, restraints, traces, parts),
    notes: [...restraints.notes, ...(clashes?.notes ?? [])],
    ...parts,
  };
}

function judgeProtein(structure: Structure, traces: readonly ProteinTrace[]) {
  const places = phiPsis(structure, traces);
  const letters = assignSecondaryStructure(structure, traces);
  return {
    ramachandran: validateRamachandran(structure, places),
    ramaZ: validateRamaZ(structure, places, letters),
    rotamers: validateRotamers(structure),
    cbeta: validateCbeta(structure, traces),
    peptides: validateOmega(structure, traces),
    secondaryStructure: [...letters].map(([residue, letter]) => ({ residue, letter })),
    hydrogenBonds: findHydrogenBonds(structure, traces),
  };
}

function judgeRna(structure: Structure) {
  const traces = rnaTraces(structure);
  const suites = validateSuites(structure, traces);
  return { suites, suiteAverages: averageSuiteness(suites), puckers: validatePuckers(structure, traces) };
}

function judgeGeometry(structure: Structure, restraints: Restraints, traces: readonly ProteinTrace[]) {
  const fixed = fixedTargets(restraints);
  const dependent = conformationDependentTargets(structure, phiPsis(structure, traces), fixed);
  return {
    geometryByFixedTargets: validateCovalentGeometry(structure, restraints, fixed),
    geometryByCdl: validateCovalentGeometry(structure, restraints, dependent),
    chirality: validateChirality(structure, restraints),
    planarity: validatePlanarity(structure, restraints),
  };
}

function judgeMap(
  structure: Structure,
  map: ValidateOptions["map"],
  onProgress: NonNullable<MapFitOptions["onProgress"]>,
) {
  if (!map) return { mapFit: null, emringer: null };
  const fit = validateMapFit(structure, map.volume, { ...map, onProgress });
  return { mapFit: toPlain(fit), emringer: emringer(structure, map.volume) ?? null };
}
