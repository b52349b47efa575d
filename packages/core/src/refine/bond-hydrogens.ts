/** Hydrogens of components outside reduce's table: how many from a dictionary, where from what their atoms are bonded to. */

import { belongsToLabel } from "../model/compile-context.ts";
import { allConformers, findAtom } from "../model/conformers.ts";
import type { Monomer } from "../model/monomer.ts";
import { placementRules } from "../tables/hydrogen-placement.ts";
import { ligandConnectivity } from "../tables/ligand-hydrogens.ts";
import { type HydrogenContext, type HydrogenSite, heavyNeighbours } from "./hydrogen-sites.ts";

/** A heavy atom of a component with the hydrogens that it bears there. */
interface Bearer {
  readonly name: string;
  readonly hydrogens: readonly string[];
  /** Heavy atoms bonded to it in the component. */
  readonly nHeavy: number;
}

const [hydrogen, carbon, nitrogen, oxygen] = [1, 6, 7, 8];

/** X–H of the electron cloud, Å (as in reduce's table); others as carbon's. */
const bondLengths: Readonly<Record<number, number>> = { [nitrogen]: 0.86, [oxygen]: 0.84, 16: 1.2 };
const carbonHydrogen = 0.97;
/** Off the bisector of two neighbours, and at a tetrahedral and a trigonal end, degrees (as in reduce's table). */
const [methylene, tetrahedral, trigonal] = [126.5, 109.5, 120];

/** The hydrogens of a residue in all its conformers; none where no dictionary knows the component. */
export function bondHydrogens(context: HydrogenContext, residue: number): HydrogenSite[] {
  const bearers = bearersOf(context.monomers[residue], context.structure.residues.compId[residue]!);
  return allConformers(context.conformers[residue]!).flatMap((conformer, i) =>
    bearers.flatMap((bearer) => {
      const atom = findAtom(conformer, bearer.name);
      const { altLoc } = conformer;
      return atom < 0 ? [] : hydrogensOn(context, bearer, atom, { altLoc, isFirst: i === 0 });
    }),
  );
}

function hydrogensOn(
  context: HydrogenContext,
  bearer: Bearer,
  parent: number,
  conformer: { readonly altLoc: string; readonly isFirst: boolean },
): HydrogenSite[] {
  const { element, altLoc: labels } = context.structure.atoms;
  const around = heavyNeighbours(context, parent, conformer.altLoc);
  const atoms = [parent, ...withFar(context, parent, around, conformer.altLoc)];
  if (!belongsToLabel(context.structure, atoms, conformer.altLoc, conformer.isFirst)) return [];
  const altLoc = atoms.map((atom) => labels[atom]!).find((label) => label !== "") ?? "";
  const names = bearer.hydrogens.slice(0, hydrogensLeft(bearer, element[parent]!, around.length));
  return names.flatMap((name, which) => {
    const place = placeOf(element[parent]!, around.length, names.length, which);
    if (!place || atoms.length <= place.nReferences) return [];
    const { nReferences, ...how } = place;
    const length = bondLengths[element[parent]!] ?? carbonHydrogen;
    return [{ name, altLoc, length, atoms: atoms.slice(0, 1 + nReferences), ...how }];
  });
}

function bearersOf(monomer: Monomer | undefined, compId: string): Bearer[] {
  if (monomer) return bearersOfMonomer(monomer);
  const known = ligandConnectivity(compId);
  return [...(known?.atoms.values() ?? [])]
    .filter(({ hydrogens }) => hydrogens.length > 0)
    .map(({ name, hydrogens, heavy }) => ({ name, hydrogens, nHeavy: heavy.length }));
}

const parsed = new WeakMap<Monomer, Bearer[]>();

/** Acids bear none, whatever the dictionary says: end oxygens on P and S, carboxylates. */
function bearersOfMonomer(monomer: Monomer): Bearer[] {
  const known = parsed.get(monomer);
  if (known) return known;
  const element = new Map(monomer.atoms.map((atom) => [atom.name, atom.element]));
  const partners = new Map(monomer.atoms.map(({ name }) => [name, [] as string[]]));
  for (const { atoms } of monomer.bonds) {
    partners.get(atoms[0])?.push(atoms[1]);
    partners.get(atoms[1])?.push(atoms[0]);
  }
  const isHydrogen = (name: string): boolean => element.get(name) === hydrogen;
  const heavyOn = (name: string): string[] => partners.get(name)!.filter((other) => !isHydrogen(other));
  const isEndOxygen = (name: string): boolean => element.get(name) === oxygen && heavyOn(name).length === 1;
  const isAcidCentre = (name: string): boolean => {
    if (element.get(name) !== carbon) return element.get(name)! > oxygen;
    const around = partners.get(name)!;
    return around.length === 3 && around.filter(isEndOxygen).length > 1;
  };
  const bearers = monomer.atoms
    .map(({ name }) => ({
      name,
      hydrogens: partners.get(name)!.filter(isHydrogen),
      nHeavy: heavyOn(name).length,
    }))
    .filter(({ name, hydrogens }) => !isHydrogen(name) && hydrogens.length > 0)
    .filter(({ name }) => !(isEndOxygen(name) && heavyOn(name).some(isAcidCentre)));
  parsed.set(monomer, bearers);
  return bearers;
}

/** The hydrogens of an atom with `nAround` heavy neighbours: bonds beyond those of its component each cost one. */
function hydrogensLeft({ hydrogens, nHeavy }: Bearer, element: number, nAround: number): number {
  const gained = Math.max(0, nAround - nHeavy);
  const left = Math.min(hydrogens.length - gained, 4 - nAround);
  // Amides: a nitrogen within a chain or a glycosidic link is planar.
  const room = element === nitrogen && gained > 0 ? Math.max(0, 3 - nAround) : left;
  return Math.max(0, Math.min(left, room));
}

/** The neighbours; for an end also the next atom behind its neighbour, where there is one. */
function withFar(context: HydrogenContext, atom: number, around: readonly number[], label: string): number[] {
  if (around.length !== 1) return [...around];
  const far = heavyNeighbours(context, around[0]!, label).find((other) => other !== atom);
  return far === undefined ? [...around] : [around[0]!, far];
}

interface Place extends Pick<HydrogenSite, "rule" | "parameter1" | "parameter2"> {
  readonly nReferences: number;
}

/** How hydrogen `which` of `n` stands on an atom with `nAround` heavy neighbours; undefined where these do not decide it. */
function placeOf(element: number, nAround: number, n: number, which: number): Place | undefined {
  const place = (nReferences: number, rule: HydrogenSite["rule"], parameter1 = 0, parameter2 = 0): Place => ({
    ...{ nReferences, rule, parameter1, parameter2 },
  });
  switch (`${nAround} ${n}`) {
    case "3 1":
      return place(3, placementRules.apex);
    case "2 2":
      return place(2, placementRules.methylene, which === 0 ? methylene : -methylene);
    case "2 1":
      return place(2, placementRules.planar);
    case "1 3":
      return place(2, placementRules.torsion, tetrahedral, [180, 60, -60][which]);
    case "1 2":
      return place(2, placementRules.torsion, trigonal, [0, 180][which]);
    case "1 1":
      return element === carbon
        ? place(1, placementRules.linear)
        : place(2, placementRules.torsion, tetrahedral, 180);
    default:
      return undefined;
  }
}
