/** What is in a model file, as plain data: what `cryoreel info` prints. */

import { judgeBFactors } from "../gmm/b-factors.ts";
import type { ModelFile } from "../io/model-file.ts";
import { polymerLinks } from "../model/polymer-links.ts";
import { residueLabel, type Structure } from "../model/structure.ts";
import { elementData } from "../tables/elements.ts";
import { describeNumbers, type NumberSummary } from "./number-summary.ts";

/** A run of residues whose numbers follow each other: author numbers with insertion codes. */
export interface ResidueRange {
  readonly first: string;
  readonly last: string;
}

/** Two residues that follow each other in a chain but are not bonded. */
export interface ChainGap {
  readonly before: string;
  readonly after: string;
  /** Å between the atoms that would be bonded. */
  readonly distance: number;
  /** Residues of the sequence in between; undefined where the sequence is not known beyond the model. */
  readonly missing?: number;
}

export interface ChainDescription {
  readonly labelAsymId: string;
  readonly authAsymId: string;
  readonly entityId: string;
  readonly type: string;
  readonly polymerType: string;
  readonly nResidues: number;
  readonly nAtoms: number;
  /** Length of the full sequence, 0 where there is none. */
  readonly sequenceLength: number;
  readonly ranges: readonly ResidueRange[];
  readonly gaps: readonly ChainGap[];
}

export interface EntityDescription {
  readonly id: string;
  readonly type: string;
  readonly polymerType: string;
  readonly description: string;
  readonly sequenceLength: number;
  readonly authAsymIds: readonly string[];
}

export interface ModelDescription {
  readonly format: string;
  readonly entryId: string;
  readonly nModels: number;
  /** All that follows is about the first model. */
  readonly nAtoms: number;
  readonly nHydrogens: number;
  readonly nResidues: number;
  /** Element symbol → number of atoms. */
  readonly elements: Readonly<Record<string, number>>;
  /** Å */
  readonly extent: { readonly min: readonly number[]; readonly max: readonly number[] };
  readonly entities: readonly EntityDescription[];
  /** Waters apart: they are counted in `nWaters`. */
  readonly chains: readonly ChainDescription[];
  /** Component id → number, of what is neither polymer nor water. */
  readonly ligands: Readonly<Record<string, number>>;
  readonly nWaters: number;
  readonly alternates: {
    readonly labels: readonly string[];
    readonly nAtoms: number;
    readonly residues: readonly string[];
  };
  /** B factors of the non-hydrogen atoms, Å². `fault` says why they tell nothing about a map, "" where they may. */
  readonly bFactors: NumberSummary & { readonly fault: string };
  readonly occupancies: NumberSummary & { readonly fault: string };
  readonly connections: {
    /** Connection type → number. */
    readonly types: Readonly<Record<string, number>>;
    readonly toAbsentAtoms: number;
    readonly toSymmetryMates: number;
  };
  readonly notes: readonly string[];
}

/** Describes the file by its first model. */
export function describeModel(file: ModelFile): ModelDescription {
  const structure = file.structures[0]!;
  const { atoms, residues, chains, entities, nAtoms } = structure;
  const heavy = Array.from({ length: nAtoms }, (_, atom) => atom).filter((atom) => atoms.element[atom] !== 1);
  const chainTypes = Array.from(chains.entityOf, (entity) => entities[entity]!.type);
  const residuesOfType = (type: (t: string) => boolean): number[] =>
    Array.from({ length: residues.nResidues }, (_, r) => r).filter((r) =>
      type(chainTypes[residues.chainOf[r]!]!),
    );
  return {
    format: file.format,
    entryId: structure.entryId,
    nModels: file.structures.length,
    nAtoms,
    nHydrogens: nAtoms - heavy.length,
    nResidues: residues.nResidues,
    elements: counted(Array.from(atoms.element, (z) => elementData(z).symbol)),
    extent: extentOf(atoms.xyz),
    entities: describeEntities(structure),
    chains: describeChains(structure),
    ligands: counted(
      residuesOfType((type) => type !== "polymer" && type !== "water").map((r) => residues.compId[r]!),
    ),
    nWaters: residuesOfType((type) => type === "water").length,
    alternates: describeAlternates(structure),
    bFactors: {
      ...describeNumbers(heavy.map((atom) => atoms.bIso[atom]!)),
      fault: judgeBFactors(structure).reason,
    },
    occupancies: describeOccupancies(structure, heavy),
    connections: {
      types: counted(structure.connections.map((connection) => connection.type)),
      toAbsentAtoms: structure.connections.filter(({ end1, end2 }) => end1.atom < 0 || end2.atom < 0).length,
      toSymmetryMates: structure.connections.filter(({ symmetry }) => symmetry !== "").length,
    },
    notes: file.notes,
  };
}

function describeEntities({ entities, chains }: Structure): EntityDescription[] {
  return entities.map((entity, i) => ({
    id: entity.id,
    type: entity.type,
    polymerType: entity.polymerType,
    description: entity.description,
    sequenceLength: entity.sequence.length,
    authAsymIds: [...new Set(chains.authAsymId.filter((_, chain) => chains.entityOf[chain] === i))],
  }));
}

/** How often each value occurs, the most frequent first. */
function counted(values: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));
}

function extentOf(xyz: Float64Array): ModelDescription["extent"] {
  const min = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const max = min.map((value) => -value);
  xyz.forEach((value, i) => {
    min[i % 3] = Math.min(min[i % 3]!, value);
    max[i % 3] = Math.max(max[i % 3]!, value);
  });
  return { min, max };
}

function describeChains(structure: Structure): ChainDescription[] {
  const { residues, chains, entities } = structure;
  const gaps = gapsByChain(structure);
  return chains.labelAsymId.flatMap((labelAsymId, chain) => {
    const entity = entities[chains.entityOf[chain]!]!;
    if (entity.type === "water") return [];
    const [first, end] = [chains.residueStart[chain]!, chains.residueStart[chain + 1]!];
    return [
      {
        labelAsymId,
        authAsymId: chains.authAsymId[chain]!,
        entityId: entity.id,
        type: entity.type,
        polymerType: entity.polymerType,
        nResidues: end - first,
        nAtoms: residues.atomStart[end]! - residues.atomStart[first]!,
        sequenceLength: entity.sequence.length,
        ranges: rangesOf(structure, first, end),
        gaps: gaps.get(chain) ?? [],
      },
    ];
  });
}

/** Runs of author numbers that rise by at most one. */
function rangesOf({ residues }: Structure, first: number, end: number): ResidueRange[] {
  const name = (residue: number): string => `${residues.authSeqId[residue]}${residues.insCode[residue]}`;
  const ranges: { first: string; last: string }[] = [];
  for (let residue = first; residue < end; residue++) {
    const step =
      residue === first ? Number.NaN : residues.authSeqId[residue]! - residues.authSeqId[residue - 1]!;
    if (step === 0 || step === 1) ranges.at(-1)!.last = name(residue);
    else ranges.push({ first: name(residue), last: name(residue) });
  }
  return ranges;
}

function gapsByChain(structure: Structure): Map<number, ChainGap[]> {
  const { residues } = structure;
  const byChain = new Map<number, ChainGap[]>();
  for (const { residue1, residue2, distance } of polymerLinks(structure).gaps) {
    const chain = residues.chainOf[residue1]!;
    const missing = residues.labelSeqId[residue2]! - residues.labelSeqId[residue1]! - 1;
    const gap: ChainGap = {
      before: residueLabel(structure, residue1),
      after: residueLabel(structure, residue2),
      distance,
      ...(missing > 0 ? { missing } : {}),
    };
    byChain.set(chain, [...(byChain.get(chain) ?? []), gap]);
  }
  return byChain;
}

function describeAlternates(structure: Structure): ModelDescription["alternates"] {
  const { atoms } = structure;
  const labelled = atoms.altLoc.flatMap((label, atom) => (label === "" ? [] : [atom]));
  const inResidues = new Set(labelled.map((atom) => atoms.residueOf[atom]!));
  return {
    labels: [...new Set(labelled.map((atom) => atoms.altLoc[atom]!))].sort(),
    nAtoms: labelled.length,
    residues: [...inResidues].map((residue) => residueLabel(structure, residue)),
  };
}

function describeOccupancies(
  { atoms }: Structure,
  heavy: readonly number[],
): ModelDescription["occupancies"] {
  const summary = describeNumbers(heavy.map((atom) => atoms.occ[atom]!));
  const single = heavy.filter((atom) => atoms.altLoc[atom] === "");
  const partial = single.filter((atom) => atoms.occ[atom]! < 0.995).length;
  const faults: [boolean, string][] = [
    [summary.max === 0, "all are 0"],
    [summary.min === summary.max && summary.min !== 1, `all are ${summary.min}`],
    [summary.max > 1, "some are above 1"],
    [summary.min < 0, "some are below 0"],
    [2 * partial > single.length, `${partial} of ${single.length} atoms without alternates are below 1`],
  ];
  return { ...summary, fault: faults.find(([applies]) => applies)?.[1] ?? "" };
}
