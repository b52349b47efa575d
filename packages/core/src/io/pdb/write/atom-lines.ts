/** Structures → ATOM, HETATM, ANISOU, TER, MODEL lines. */

import type { Structure } from "../../../model/structure.ts";
import { elementData } from "../../../tables/elements.ts";
import type { PdbNames } from "./fit-to-pdb.ts";
import { type PdbField, pdbLine } from "./pdb-layout.ts";

/** What the lines say beyond the structure. */
export interface AtomLineContext {
  readonly names: PdbNames;
  /** Element symbol of an atom as the source has it (deuterium), or "". */
  readonly symbolOf: (atom: number) => string;
  /** U11 U22 U33 U12 U13 U23 in 10⁻⁴ Å² of an atom, or none. */
  readonly anisotropicOf: (atom: number) => readonly number[] | undefined;
}

export interface AtomLines {
  readonly lines: readonly string[];
  /** Serial number of each atom. */
  readonly serials: Int32Array;
}

/** The lines of one model, without MODEL and ENDMDL. A TER closes every polymer. */
export function atomLines(structure: Structure, context: AtomLineContext): AtomLines {
  const { residues, chains, entities } = structure;
  const lines: string[] = [];
  const serials = new Int32Array(structure.nAtoms);
  let serial = 0;
  for (let chain = 0; chain < chains.nChains; chain++) {
    const end = residues.atomStart[chains.residueStart[chain + 1]!]!;
    let residueName: PdbField[] = [];
    for (let atom = residues.atomStart[chains.residueStart[chain]!]!; atom < end; atom++) {
      serials[atom] = ++serial;
      residueName = residueFields(structure, structure.atoms.residueOf[atom]!, context.names);
      lines.push(...linesOfAtom(structure, atom, { serial, residueName, context }));
    }
    if (entities[chains.entityOf[chain]!]!.type === "polymer") {
      lines.push(pdbLine("TER", [7, 11, ++serial], ...residueName));
    }
  }
  return { lines, serials };
}

/** Columns 18–27. */
export function residueFields(structure: Structure, residue: number, names: PdbNames): PdbField[] {
  const { residues, chains } = structure;
  const compId = residues.compId[residue]!;
  const authAsymId = chains.authAsymId[residues.chainOf[residue]!]!;
  return [
    [18, 20, (names.components.get(compId) ?? compId).padStart(3)],
    [22, 22, names.chains.get(authAsymId) ?? authAsymId],
    [23, 26, residues.authSeqId[residue]!],
    [27, 27, residues.insCode[residue]!],
  ];
}

interface AtomLinePlace {
  readonly serial: number;
  readonly residueName: readonly PdbField[];
  readonly context: AtomLineContext;
}

function linesOfAtom(
  structure: Structure,
  atom: number,
  { serial, residueName, context }: AtomLinePlace,
): string[] {
  const { atoms, residues } = structure;
  const symbol = context.symbolOf(atom) || elementData(atoms.element[atom]!).symbol.toUpperCase();
  const record = residues.isHet[atoms.residueOf[atom]!] === 1 ? "HETATM" : "ATOM";
  const identity: PdbField[] = [
    [7, 11, serial],
    [13, 16, nameField(atoms.name[atom]!, symbol)],
    [17, 17, atoms.altLoc[atom]!],
    ...residueName,
  ];
  const ending: PdbField[] = [
    [77, 78, symbol.padStart(2)],
    [79, 80, chargeField(atoms.charge[atom]!)],
  ];
  const [x, y, z] = atoms.xyz.subarray(3 * atom, 3 * atom + 3) as unknown as [number, number, number];
  const lines = [
    pdbLine(
      record,
      ...identity,
      [31, 38, x.toFixed(3).padStart(8)],
      [39, 46, y.toFixed(3).padStart(8)],
      [47, 54, z.toFixed(3).padStart(8)],
      [55, 60, atoms.occ[atom]!.toFixed(2).padStart(6)],
      [61, 66, atoms.bIso[atom]!.toFixed(2).padStart(6)],
      ...ending,
    ),
  ];
  const u = context.anisotropicOf(atom);
  if (u) {
    const fields = u.map((value, i): PdbField => [29 + 7 * i, 35 + 7 * i, Math.round(value)]);
    lines.push(pdbLine("ANISOU", ...identity, ...fields, ...ending));
  }
  return lines;
}

/** One-letter elements stand in column 14, unless the name fills all four. */
export function nameField(name: string, symbol: string): string {
  return (symbol.length === 1 && name.length < 4 ? ` ${name}` : name).padEnd(4);
}

const chargeField = (charge: number): string =>
  charge === 0 || Math.abs(charge) > 9 ? "" : `${Math.abs(charge)}${charge > 0 ? "+" : "-"}`;
