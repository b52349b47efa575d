/** Side chains that may be turned: which sites move about which bond, and how their χ angles are measured. */
import type { TorsionMap } from "@cryoreel/geometry-wasm";
import { chiAtomsOf } from "../../model/backbone-torsions.ts";
import type { Restraints } from "../../model/restraints.ts";
import type { Structure } from "../../model/structure.ts";
import { contactRadii } from "../../tables/contact-radii.ts";
import { builtInMonomer } from "../../tables/monomers.ts";
import type { ModelHydrogens } from "../hydrogen-list.ts";
import { rotamerMap } from "../rotamer-list.ts";

type Quadruple = readonly [number, number, number, number];

/** A bond and what turns about it; sites are atoms, then hydrogens. */
export interface Turn {
  readonly from: number;
  readonly to: number;
  readonly sites: Int32Array;
}

/** One side chain. */
export interface SideChain {
  readonly residue: number;
  readonly compId: string;
  /** Cost of the χ angles. */
  readonly map: TorsionMap;
  /** The atoms of χ1 … χn, as far as the distribution has them (of Pro χ1). */
  readonly chi: readonly Quadruple[];
  /** One for each χ. A turn moves its χ by the same angle, but in the ring of Pro. */
  readonly turns: readonly Turn[];
  /** Everything that moves. */
  readonly sites: Int32Array;
  /** The heavy atoms among `sites`. */
  readonly heavy: Int32Array;
}

const [nitrogen, oxygen, sulphur] = [7, 8, 16];
/** Side-chain N, O and S nearer than this to a metal hold it, Å. */
const metalReach = 3;

/**
 * All side chains with a rotamer distribution that are free: whole, without alternates, bonded to nothing but their own residue
 * (no disulfides, links, metals; nor a metal within 3 Å of their N, O and S).
 */
export function freeSideChains(
  structure: Structure,
  restraints: Restraints,
  hydrogens: ModelHydrogens,
): SideChain[] {
  const metals = structure.atoms.name.flatMap((_, atom) =>
    contactRadii(structure.atoms.element[atom]!).isMetal ? [atom] : [],
  );
  const hydrogensOn = new Map<number, number[]>();
  hydrogens.name.forEach((_, i) => {
    const parent = hydrogens.list.atoms[4 * i]!;
    hydrogensOn.set(parent, [...(hydrogensOn.get(parent) ?? []), structure.nAtoms + i]);
  });
  return chiAtomsOf(structure).flatMap(({ residue, altLoc, chi }) => {
    const compId = structure.residues.compId[residue]!;
    const map = rotamerMap(compId);
    if (!map || chi.length < map.axes.length || altLoc !== "" || !isWhole(structure, residue)) return [];
    const measured = chi.slice(0, map.axes.length);
    const context: TurnContext = { structure, restraints, hydrogensOn };
    const turns = measured.map((atoms) =>
      compId === "PRO" ? puckerOf(context, atoms) : turnOf(context, atoms),
    );
    if (turns.includes(undefined)) return [];
    const { sites } = turns[0]!;
    const heavy = sites.filter((site) => site < structure.nAtoms && structure.atoms.element[site]! > 1);
    if (heavy.some((atom) => holdsMetal(structure, atom, metals))) return [];
    return [{ residue, compId, map, chi: measured, turns: turns as Turn[], sites, heavy }];
  });
}

interface TurnContext {
  readonly structure: Structure;
  readonly restraints: Restraints;
  /** Hydrogens of each atom, as sites. */
  readonly hydrogensOn: ReadonlyMap<number, readonly number[]>;
}

const bondedTo = ({ bonded }: Restraints, atom: number): Int32Array =>
  bonded.list.subarray(bonded.start[atom]!, bonded.start[atom + 1]!);

/** Whether every heavy atom of the component is there, once. */
function isWhole({ atoms, residues }: Structure, residue: number): boolean {
  const monomer = builtInMonomer(residues.compId[residue]!);
  if (!monomer) return false;
  const [first, end] = [residues.atomStart[residue]!, residues.atomStart[residue + 1]!];
  const names = atoms.name.slice(first, end);
  if (new Set(names).size < names.length) return false;
  return monomer.atoms.every(({ name, element }) => element === 1 || name === "OXT" || names.includes(name));
}

function holdsMetal({ atoms }: Structure, atom: number, metals: readonly number[]): boolean {
  if (![nitrogen, oxygen, sulphur].includes(atoms.element[atom]!)) return false;
  const distance = (metal: number): number =>
    Math.hypot(...[0, 1, 2].map((k) => atoms.xyz[3 * atom + k]! - atoms.xyz[3 * metal + k]!));
  return metals.some((metal) => distance(metal) < metalReach);
}

/** What turns about the middle bond of a χ; undefined where that bond is in a ring or what turns is bonded to other residues. */
function turnOf({ structure, restraints, hydrogensOn }: TurnContext, [, b, c]: Quadruple): Turn | undefined {
  const { residueOf } = structure.atoms;
  const atoms = [c];
  for (const atom of atoms) {
    for (const other of bondedTo(restraints, atom)) {
      if (other === b && atom === c) continue;
      if (other === b || residueOf[other] !== residueOf[c]) return undefined;
      if (!atoms.includes(other)) atoms.push(other);
    }
  }
  // Hydrogens on c follow from its neighbours on both sides, so they turn too.
  const sites = atoms.flatMap((atom) => [...(atom === c ? [] : [atom]), ...(hydrogensOn.get(atom) ?? [])]);
  return { from: b, to: c, sites: Int32Array.from(sites) };
}

/** The envelope of proline: Cγ about the line from Cβ to Cδ. */
function puckerOf({ restraints, hydrogensOn }: TurnContext, [, , cb, cg]: Quadruple): Turn | undefined {
  const around = bondedTo(restraints, cg);
  const cd = around.find((atom) => atom !== cb);
  if (cd === undefined || around.length !== 2) return undefined;
  return { from: cb, to: cd, sites: Int32Array.from([cg, ...(hydrogensOn.get(cg) ?? [])]) };
}
