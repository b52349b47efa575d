/** Sentences that say what of a model the judge could not measure, and why. */
import { type Restraints, restraintSources } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { rotamerGrid } from "../tables/rotamers.ts";
import type { ProteinTrace } from "./protein-traces.ts";
import type { ValidationParts } from "./validation-parts.ts";

/** What was left out. An empty list means that everything was measured. */
export function leftOut(
  structure: Structure,
  restraints: Restraints,
  traces: readonly ProteinTrace[],
  parts: ValidationParts,
): string[] {
  if (structure.atoms.element.every((element) => element === 1)) {
    return ["The model has hydrogens only: nothing could be judged."];
  }
  return [
    ...withoutPolymer(traces, parts),
    ...incompleteProtein(structure, traces, parts),
    ...withoutTargets(structure, restraints),
    ...oddAtoms(structure),
    ...withoutGrids(traces, parts),
    ...notAsked(parts),
  ];
}

const plural = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

function withoutPolymer(traces: readonly ProteinTrace[], { suites }: ValidationParts): string[] {
  const sentences: string[] = [];
  if (traces.length === 0) {
    sentences.push(
      "The model has no protein: Ramachandran, Rama-Z, rotamers, Cβ deviations, peptide bonds, backbone hydrogen bonds and the MolProbity score were left out.",
    );
  }
  if (suites.length === 0) sentences.push("The model has no RNA: suites and puckers were left out.");
  return sentences;
}

function incompleteProtein(
  { residues }: Structure,
  traces: readonly ProteinTrace[],
  { rotamers }: ValidationParts,
): string[] {
  const all = traces.flatMap((trace) => trace.residues);
  const sentences: string[] = [];
  const bare = new Set(all.filter(({ n, ca, c }) => Math.min(n, ca, c) < 0).map(({ residue }) => residue));
  if (bare.size > 0) {
    sentences.push(
      `${plural(bare.size, "protein residue")} of ${new Set(all.map(({ residue }) => residue)).size} without N, CA or C: no backbone torsions there.`,
    );
  }
  const judged = new Set(rotamers.map(({ id }) => id.residue));
  const lacking = residues.compId.filter((compId, i) => rotamerGrid(compId) && !judged.has(i)).length;
  if (lacking > 0)
    sentences.push(`${plural(lacking, "side chain")} without all atoms of the chi angles: no rotamer.`);
  const unknown = residues.compId.filter((compId) => compId === "UNK").length;
  if (unknown > 0) {
    sentences.push(
      `${plural(unknown, "residue")} of unknown kind (UNK): only Cβ deviations and clashes were judged there.`,
    );
  }
  const others = new Set(
    all.filter(({ standard, compId }) => !standard && compId !== "UNK").map(({ compId }) => compId),
  );
  if (others.size > 0) {
    sentences.push(
      `Modified amino acids (${[...others].join(", ")}) have no reference distributions: neither they nor their neighbours' phi and psi were scored.`,
    );
  }
  return sentences;
}

function withoutTargets({ atoms, residues }: Structure, { sourceOf }: Restraints): string[] {
  const isKnown = (atom: number): boolean =>
    atoms.element[atom] === 1 || !["input-geometry", "none"].includes(restraintSources[sourceOf[atom]!]!);
  const unknown = Array.from(sourceOf.keys()).filter((atom) => !isKnown(atom));
  if (unknown.length === 0) return [];
  const compIds = new Set(unknown.map((atom) => residues.compId[atoms.residueOf[atom]!]!));
  return [
    `${plural(unknown.length, "atom")} without dictionary (${[...compIds].join(", ")}): bonds, angles, planes and hands were not judged there.`,
  ];
}

function oddAtoms({ atoms }: Structure): string[] {
  const sentences: string[] = [];
  if (atoms.altLoc.some((altLoc) => altLoc !== "")) {
    sentences.push(
      "The model has alternate conformations: protein torsions were judged in each, RNA and hydrogen bonds in the first.",
    );
  }
  const badB = atoms.bIso.filter((b) => !Number.isFinite(b)).length;
  if (badB > 0)
    sentences.push(`${plural(badB, "B factor")} of the file are no numbers and count as unknown.`);
  return sentences;
}

function withoutGrids(traces: readonly ProteinTrace[], { cablam }: ValidationParts): string[] {
  if (cablam || traces.length === 0) return [];
  return [
    "CaBLAM and CA geometry were left out: their contour grids may be supplied (MolProbity's cablam.8000.expected files), they do not come with the program.",
  ];
}

function notAsked({ mapFit, emringer, clashes }: ValidationParts): string[] {
  const sentences: string[] = [];
  if (!clashes) sentences.push("Clashes and the MolProbity score were not asked for.");
  else if (clashes.rotated.nHydrogens === 0) {
    sentences.push("No hydrogen could be placed: clashscores, which are about all atoms, were left out.");
  }
  if (!mapFit) sentences.push("No map was given: the fit to density was left out.");
  else if (!emringer) sentences.push("No side chain has a density peak in the map: no EMRinger score.");
  if (mapFit?.nAtomsOutside) {
    sentences.push(
      `${plural(mapFit.nAtomsOutside, "atom")} outside the map's box: no density is known there.`,
    );
  }
  return sentences;
}
