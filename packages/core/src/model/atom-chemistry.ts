/** What each atom is to its surroundings: hydrogens that it bears, hydrogen bonds, charge. */
import { elementData } from "../tables/elements.ts";
import type { AtomGraph } from "./bonded-graph.ts";
import { monomersOf } from "./compile-restraints.ts";
import type { Monomer, MonomerDictionary } from "./monomer.ts";
import type { Structure } from "./structure.ts";

/** Whether an atom is hydrogen or deuterium. */
export const isHydrogen = (structure: Structure, atom: number): boolean =>
  structure.atoms.element[atom] === 1;

/** Per heavy atom; zero for hydrogens. */
export interface AtomChemistry {
  /** Hydrogens that the atom bears by its dictionary, whether or not the model has them. */
  readonly hydrogens: Uint8Array;
  /** 1 for N, O and S with a hydrogen to give. */
  readonly isDonor: Uint8Array;
  /** 1 for atoms that take hydrogen bonds. */
  readonly isAcceptor: Uint8Array;
  /** +1, -1 for metals and ions, Lys, Arg, chain ends, carboxylates, phosphates; else 0. */
  readonly chargeSign: Int8Array;
  readonly isMetal: Uint8Array;
}

/** Charged groups of the standard monomers at neutral pH. */
const chargedGroups: Readonly<Record<string, readonly [sign: 1 | -1, atoms: readonly string[]]>> = {
  LYS: [1, ["NZ"]],
  ARG: [1, ["NE", "NH1", "NH2"]],
  ASP: [-1, ["OD1", "OD2"]],
  GLU: [-1, ["OE1", "OE2"]],
};
const phosphateOxygens = new Set(["OP1", "OP2", "OP3", "O1P", "O2P", "O3P"]);
const [nitrogen, oxygen, sulphur] = [7, 8, 16];
const halogens = new Set([9, 17, 35, 53]);
/** Most neighbours of an atom, by element; 4 for all else. */
const mostNeighbours: Readonly<Record<number, number>> = { [oxygen]: 2, [sulphur]: 2 };

/**
 * Flags of all atoms. Hydrogens come from the dictionary and the bonds of the model (chain ends, links). A histidine's ring
 * nitrogens and a thiol are donor and acceptor at once, since either may bear the hydrogen; N and O without a dictionary too.
 */
export function atomChemistry(
  structure: Structure,
  bonded: AtomGraph,
  dictionaries: readonly MonomerDictionary[] = [],
): AtomChemistry {
  const n = structure.nAtoms;
  const chemistry = {
    hydrogens: new Uint8Array(n),
    isDonor: new Uint8Array(n),
    isAcceptor: new Uint8Array(n),
    chargeSign: new Int8Array(n),
    isMetal: new Uint8Array(n),
  };
  const monomers = monomersOf(structure, dictionaries);
  for (let atom = 0; atom < n; atom++) {
    if (isHydrogen(structure, atom)) continue;
    const around = heavyNeighbours(structure, bonded, atom);
    chemistry.isMetal[atom] = Number(elementData(structure.atoms.element[atom]!).isMetal);
    chemistry.chargeSign[atom] = chemistry.isMetal[atom] ? 1 : chargeOf(structure, around, atom);
    const monomer = monomers[structure.atoms.residueOf[atom]!];
    const borne = hydrogensOf(structure, around, atom, monomer);
    chemistry.hydrogens[atom] = borne ?? 0;
    const role = roleOf(structure, around.length, atom, borne);
    chemistry.isDonor[atom] = Number(role.isDonor);
    chemistry.isAcceptor[atom] = Number(role.isAcceptor);
  }
  return chemistry;
}

function heavyNeighbours(structure: Structure, bonded: AtomGraph, atom: number): number[] {
  const found: number[] = [];
  for (let k = bonded.start[atom]!; k < bonded.start[atom + 1]!; k++) {
    const other = bonded.list[k]!;
    const z = structure.atoms.element[other]!;
    if (z !== 1 && !elementData(z).isMetal) found.push(other);
  }
  return found;
}

/** Hydrogens on an atom; undefined where no dictionary knows it. */
function hydrogensOf(
  structure: Structure,
  around: readonly number[],
  atom: number,
  monomer: Monomer | undefined,
): number | undefined {
  const name = structure.atoms.name[atom]!;
  const entry = monomer?.bonds.filter((b) => b.atoms.includes(name));
  if (!monomer || !entry) return undefined;
  if (entry.length === 0)
    return monomer.atoms.length === 1 || monomer.atoms.some((a) => a.name === name) ? 0 : undefined;
  // The table's amino acids carry the hydrogens of a chain's start beside those of its middle.
  if (monomer.group === "peptide" && name === "N") {
    const isRing = monomer.id === "PRO";
    return [0, 3, isRing ? 2 : 1, 0][around.length] ?? 0;
  }
  const elementOf = new Map(monomer.atoms.map((a) => [a.name, a.element]));
  const heavy = entry.filter((b) => b.atoms.every((a) => elementOf.get(a) !== 1)).length;
  const afterLinks = entry.length - heavy - Math.max(0, around.length - heavy);
  const room = (mostNeighbours[structure.atoms.element[atom]!] ?? 4) - around.length;
  return Math.max(0, Math.min(afterLinks, room));
}

function roleOf(
  structure: Structure,
  heavyCount: number,
  atom: number,
  borne: number | undefined,
): { isDonor: boolean; isAcceptor: boolean } {
  const { element, name, residueOf } = structure.atoms;
  const z = element[atom]!;
  if (z !== nitrogen && z !== oxygen && z !== sulphur) return { isDonor: false, isAcceptor: halogens.has(z) };
  const compId = structure.residues.compId[residueOf[atom]!]!;
  if (compId === "HIS" && (name[atom] === "ND1" || name[atom] === "NE2")) {
    return { isDonor: true, isAcceptor: true };
  }
  if (borne === undefined) return { isDonor: z !== sulphur, isAcceptor: true };
  const isAcceptor = z !== nitrogen || (borne === 0 && heavyCount <= 2);
  return { isDonor: borne > 0 || compId === "HOH", isAcceptor };
}

function chargeOf(structure: Structure, around: readonly number[], atom: number): number {
  const { name, residueOf, charge, element } = structure.atoms;
  const residue = residueOf[atom]!;
  if (charge[atom] !== 0) return Math.sign(charge[atom]!);
  if (halogens.has(element[atom]!) && around.length === 0) return -1;
  const group = chargedGroups[structure.residues.compId[residue]!];
  if (group?.[1].includes(name[atom]!)) return group[0];
  if (phosphateOxygens.has(name[atom]!) || name[atom] === "OXT") return -1;
  const names = around.map((other) => name[other]!);
  // The first nitrogen of a chain, and the oxygen beside OXT.
  if (name[atom] === "N" && names.length === 1 && names[0] === "CA") return 1;
  if (name[atom] === "O" && names.includes("C")) return hasTerminalOxygen(structure, residue) ? -1 : 0;
  return 0;
}

function hasTerminalOxygen(structure: Structure, residue: number): boolean {
  const { atomStart } = structure.residues;
  return structure.atoms.name.slice(atomStart[residue], atomStart[residue + 1]).includes("OXT");
}
