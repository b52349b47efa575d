/**
 * Which hydrogens the atoms of common ligands and modified residues carry.
 *
 * Source: connectivities of the CCP4 monomer library 5.41 (Vagin et al. 2004, Acta Cryst. D60, 2184; LGPL-3, taken over
 * as facts by packages/core/scripts/make-ligand-hydrogens.py). Acids and phosphates carry none, as in reduce's dictionary.
 */
import { ligandHydrogenRows } from "./data/ligand-hydrogens.ts";

/** A heavy atom of a component with what is bonded to it, by name. */
export interface LigandAtom {
  readonly name: string;
  readonly element: string;
  readonly heavy: readonly string[];
  readonly hydrogens: readonly string[];
}

/** A component as a graph of heavy atoms. */
export interface LigandConnectivity {
  readonly atoms: ReadonlyMap<string, LigandAtom>;
}

const known = new Map<string, LigandConnectivity>();

/** The connectivity of a component; undefined when the table lacks it. */
export function ligandConnectivity(compId: string): LigandConnectivity | undefined {
  const row = ligandHydrogenRows[compId];
  if (row === undefined) return undefined;
  let parsed = known.get(compId);
  if (!parsed) {
    parsed = parseConnectivity(row);
    known.set(compId, parsed);
  }
  return parsed;
}

/** Names of all components of the table. */
export const ligandsWithHydrogens: readonly string[] = Object.keys(ligandHydrogenRows);

function parseConnectivity(row: string): LigandConnectivity {
  const atoms = row.split(" ").map((word): LigandAtom => {
    const [head, bonds] = splitLast(word, "=");
    const [name, element] = splitLast(head, ":");
    const [heavy, hydrogens] = splitLast(bonds, "/");
    return { name, element, heavy: namesIn(heavy), hydrogens: namesIn(hydrogens) };
  });
  return { atoms: new Map(atoms.map((atom) => [atom.name, atom])) };
}

function splitLast(text: string, separator: string): [string, string] {
  const at = text.lastIndexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}

const namesIn = (list: string): string[] => (list === "" ? [] : list.split(","));
