/** Finds the groups of hydrogens with freedom in a structure: rotors and the ends of Asn, Gln and His. */
import { contactRadii } from "../../tables/contact-radii.ts";
import { distance } from "../measure.ts";
import { type AtomGrid, findNear } from "./atom-grid.ts";
import { atomsWithinBonds, type BondGraph } from "./bond-graph.ts";
import { Flip } from "./flip.ts";
import { type FlipGroup, flipGroups } from "./flip-groups.ts";
import type { Mover } from "./mover.ts";
import type { OptimizerAtoms } from "./optimizer-atoms.ts";
import type { PlacedHydrogen } from "./placed-hydrogen.ts";
import { isInAromaticRing } from "./ring-methyls.ts";
import { Rotor, type RotorKind } from "./rotor.ts";

/** Atoms this many bonds away are no contacts. */
const nearestContact = 3;
/** An amide whose oxygen is this near to a metal, relative to the sum of covalent radii, stays as it is, Å. */
const metalBond = { min: -0.65, max: 0.25 };

/** All groups in the order of chain, residue and atom. `grid` is over the heavy atoms, `bonds` over all. */
export function findMovers(
  atoms: OptimizerAtoms,
  hydrogens: readonly PlacedHydrogen[],
  grid: AtomGrid,
  bonds: BondGraph,
): Mover[] {
  const bonded = (atom: number): number[] => atomsWithinBonds(bonds, atom, nearestContact);
  const movers: Mover[] = [...findRotors(atoms, hydrogens, bonded), ...findFlips(atoms, grid, bonded)];
  return movers.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

type BondedOf = (atom: number) => readonly number[];

function findRotors(atoms: OptimizerAtoms, hydrogens: readonly PlacedHydrogen[], bonded: BondedOf): Rotor[] {
  const groups = new Map<string, number[]>();
  hydrogens.forEach((hydrogen, k) => {
    if (!rotorKind(atoms, hydrogen)) return;
    const group = `${hydrogen.parent} ${hydrogen.alt}`;
    const members = groups.get(group);
    if (members) members.push(k);
    else groups.set(group, [k]);
  });
  return [...groups.values()].map((members) => {
    const first = hydrogens[members[0]!]!;
    const { residue, parent, references, alt } = first;
    const definition = {
      kind: rotorKind(atoms, first)!,
      key: moverKey(atoms, residue, atoms.name[parent]!, alt),
      residue,
      hydrogens: members.map((k) => atoms.nHeavy + k),
      parent,
      axisStart: references[0]!,
      far: references[1]!,
    };
    return new Rotor(atoms, definition, bonded);
  });
}

function rotorKind(atoms: OptimizerAtoms, { plan, parent, residue }: PlacedHydrogen): RotorKind | undefined {
  const element = atoms.sites.element[parent]!;
  if (plan.flags.has("ammonium") && element === 7) return "ammonium";
  if (plan.flags.has("rotate") && (element === 8 || element === 16)) return "donor";
  const compId = atoms.sites.structure.residues.compId[residue]!;
  const isMethyl = plan.flags.has("methylLike") && element === 6;
  return isMethyl && isInAromaticRing(compId, plan.references[0]!) ? "ringMethyl" : undefined;
}

function findFlips(atoms: OptimizerAtoms, grid: AtomGrid, bonded: BondedOf): Flip[] {
  const { compId, nResidues } = atoms.sites.structure.residues;
  const hydrogensOf = new Map<number, number[]>();
  for (let h = atoms.nHeavy; h < atoms.nHeavy + atoms.nHydrogens; h++) {
    const residue = atoms.residueOf[h]!;
    if (!flipGroups[compId[residue]!]) continue;
    const known = hydrogensOf.get(residue);
    if (known) known.push(h);
    else hydrogensOf.set(residue, [h]);
  }
  const flips: Flip[] = [];
  for (let residue = 0; residue < nResidues; residue++) {
    const group = flipGroups[compId[residue]!];
    if (!group) continue;
    const members = residueAtoms(atoms, residue, hydrogensOf.get(residue) ?? []);
    for (const alt of altsOf(atoms, group, members)) {
      const named = namedAtoms(atoms, members, alt);
      if (!isComplete(group, named) || isHeldByMetal(atoms, grid, group, named)) continue;
      const key = moverKey(atoms, residue, "", alt);
      flips.push(new Flip(atoms, { key, residue, compId: compId[residue]!, group, named }, bonded));
    }
  }
  return flips;
}

function residueAtoms({ sites }: OptimizerAtoms, residue: number, hydrogens: readonly number[]): number[] {
  const members: number[] = [];
  for (let i = sites.residueStart[residue]!; i < sites.residueStart[residue + 1]!; i++) members.push(i);
  return [...members, ...hydrogens];
}

/** The alternate labels in which the group exists; 0 when it has but one conformer. */
function altsOf(atoms: OptimizerAtoms, group: FlipGroup, members: readonly number[]): number[] {
  const names = new Set([...group.swapped, ...group.hydrogens, group.pivot]);
  const alts = new Set(members.filter((i) => names.has(atoms.name[i]!)).map((i) => atoms.alt[i]!));
  if (alts.size > 1) alts.delete(0);
  return [...alts];
}

function namedAtoms(atoms: OptimizerAtoms, members: readonly number[], alt: number): Map<string, number> {
  const named = new Map<string, number>();
  for (const i of members) {
    if (atoms.alt[i] === alt || (atoms.alt[i] === 0 && !named.has(atoms.name[i]!)))
      named.set(atoms.name[i]!, i);
  }
  return named;
}

const isComplete = (group: FlipGroup, named: ReadonlyMap<string, number>): boolean =>
  [...group.swapped, ...group.hydrogens, group.pivot, group.hinge].every((name) => named.has(name));

/** An amide's oxygen on a metal. His keeps its place by the hydrogen that the metal leaves no room for. */
function isHeldByMetal(
  atoms: OptimizerAtoms,
  grid: AtomGrid,
  group: FlipGroup,
  named: ReadonlyMap<string, number>,
): boolean {
  if (group.swapped.length > 2) return false;
  const oxygen = named.get(group.swapped[0]!)!;
  const { element, xyz } = atoms.sites;
  const own = contactRadii(element[oxygen]!).covalent;
  const found: number[] = [];
  const n = findNear(grid, xyz.subarray(3 * oxygen, 3 * oxygen + 3), 4, found);
  return found.slice(0, n).some((other) => {
    const { covalent, isMetal } = contactRadii(element[other]!);
    const excess = distance(xyz, oxygen, other) - own - covalent;
    return isMetal && metalBond.min <= excess && excess <= metalBond.max;
  });
}

/** Sorts as the records of a PDB file would: chain, number, insertion, residue, atom, label. */
function moverKey({ sites }: OptimizerAtoms, residue: number, atom: string, alt: number): string {
  const { residues, chains } = sites.structure;
  const chain = chains.authAsymId[residues.chainOf[residue]!]!.padEnd(2);
  const number = String(residues.authSeqId[residue]!).padStart(4);
  const insertion = residues.insCode[residue]! || " ";
  const component = residues.compId[residue]!.padEnd(3);
  const name = (atom.length < 4 && atom !== "" ? ` ${atom}` : atom).padEnd(4);
  return `${chain}${number}${insertion}${component}${name}${sites.altLabels[alt]! || " "}`;
}
