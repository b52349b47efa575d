/** Model file and structures → PDB bytes, where they fit the format. */

import type { Structure } from "../../../model/structure.ts";
import type { CifBlock } from "../../cif/cif-document.ts";
import { numberOf } from "../../cif/cif-value.ts";
import type { ModelFile } from "../../model-file.ts";
import { matchAtoms } from "../../structure/match-atoms.ts";
import { conectCategory } from "../header/conect.ts";
import { verbatimCategory } from "../header/verbatim-table.ts";
import { type AtomLineContext, atomLines } from "./atom-lines.ts";
import { fitToPdb, type PdbNames } from "./fit-to-pdb.ts";
import { crystalLines, renameLines, rowsOf, sequenceLines, titleLines } from "./header-lines.ts";
import { cisPeptideLines, conectLines, helixLines, linkLines, sheetLines } from "./structure-lines.ts";

export interface WritePdbOptions {
  /** Shorten names that do not fit, instead of refusing. */
  readonly rename?: boolean;
}

export interface WrittenPdb {
  readonly bytes: Uint8Array;
  /** A sentence for each name that was shortened. */
  readonly mapping: readonly string[];
}

/**
 * Writes one or more models. The header lines of a PDB file are given back as they were; those of an mmCIF file are made from
 * its categories. What does not fit the columns (chains of several letters, 100,000 atoms, …) is an UnsupportedError.
 */
export function writePdb(
  file: ModelFile,
  structures: Structure | readonly Structure[],
  options: WritePdbOptions = {},
): WrittenPdb {
  const list = Array.isArray(structures) ? (structures as readonly Structure[]) : [structures as Structure];
  const names = fitToPdb(list, options.rename ?? false);
  const block = file.document.cif.blocks[file.document.block]!;
  const models = list.map((structure) => atomLines(structure, contextOf(file, structure, block, names)));
  const lines = headerLines(file, list[0]!, block, names);
  models.forEach((model, i) => {
    if (list.length > 1) lines.push(`MODEL     ${String(list[i]!.modelNumber).padStart(4)}`.padEnd(80));
    for (const line of model.lines) lines.push(line);
    if (list.length > 1) lines.push("ENDMDL".padEnd(80));
  });
  lines.push(...conectLines(bondedPairs(file, list[0]!, block, models[0]!.serials)), "END".padEnd(80));
  const mapping = renameLines(names).map((line) => line.slice(11).trim());
  return { bytes: new TextEncoder().encode(`${lines.join("\n")}\n`), mapping };
}

/** Verbatim where nothing was renamed and the file was PDB, else made from the categories. */
function headerLines(file: ModelFile, structure: Structure, block: CifBlock, names: PdbNames): string[] {
  const { pdbHeader } = file.document;
  if (pdbHeader && names.chains.size === 0 && names.components.size === 0) return [...pdbHeader];
  const kept = rowsOf(block, verbatimCategory).map((row) => row("text"));
  return [
    ...titleLines(block, structure, names),
    ...kept.map((line) => line.padEnd(80)),
    ...sequenceLines(structure, names),
    ...helixLines(block, names),
    ...sheetLines(block, names),
    ...linkLines(structure, names),
    ...cisPeptideLines(block, names),
    ...crystalLines(block),
  ];
}

const displacementItems = ["U[1][1]", "U[2][2]", "U[3][3]", "U[1][2]", "U[1][3]", "U[2][3]"];

function contextOf(file: ModelFile, structure: Structure, block: CifBlock, names: PdbNames): AtomLineContext {
  const { rows } = file.document;
  const matched = matchAtoms(file, structure);
  const anisotropic = new Map<string, readonly number[]>();
  for (const row of rowsOf(block, "_atom_site_anisotrop")) {
    const u = displacementItems.map((item) => numberOf(row(item) || "?") * 1e4);
    if (u.every((value) => Math.abs(value) < 999_999)) anisotropic.set(row("id"), u);
  }
  return {
    names,
    symbolOf: (atom) => {
      const row = matched[atom]!;
      return row >= 0 && rows.element[row] === structure.atoms.element[atom] ? rows.symbol[row]! : "";
    },
    anisotropicOf: (atom) => (matched[atom]! < 0 ? undefined : anisotropic.get(rows.id[matched[atom]!]!)),
  };
}

/** Pairs of serial numbers: the source's CONECT within residues, and the connections without symmetry. */
function bondedPairs(
  file: ModelFile,
  structure: Structure,
  block: CifBlock,
  serials: Int32Array,
): [number, number][] {
  const pairs: [number, number][] = [];
  const serialOfId = new Map<string, number>();
  matchAtoms(file, structure).forEach((row, atom) => {
    if (row >= 0) serialOfId.set(file.document.rows.id[row]!, serials[atom]!);
  });
  for (const row of rowsOf(block, conectCategory)) {
    const [a, b] = [serialOfId.get(row("atom_id_1")), serialOfId.get(row("atom_id_2"))];
    if (a !== undefined && b !== undefined) pairs.push([a, b]);
  }
  for (const { type, end1, end2, symmetry } of structure.connections) {
    const isBond = type === "covale" || type === "disulf" || type === "metalc";
    if (isBond && symmetry === "" && end1.atom >= 0 && end2.atom >= 0) {
      pairs.push([serials[end1.atom]!, serials[end2.atom]!]);
    }
  }
  return pairs;
}
