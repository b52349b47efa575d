/** Which sites clash, and how near others may come: what the `clash` term takes, by probe's radii with hydrogens explicit. */

import { excludeBonded, type IndexLists, type RepulsionRules } from "@cryoreel/geometry-wasm";
import { bondedGraph } from "../model/bonded-graph.ts";
import type { Restraints } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import {
  isAcceptorFace,
  isAromaticHydrogen,
  isFiveRingCarbon,
  isPureDonor,
  isSideChainCarbonyl,
  knownNucleotides,
  proteinResidues,
} from "../tables/contact-chemistry.ts";
import {
  aromaticCarbonRadius,
  carbonylCarbonRadius,
  contactRadii,
  contactRules,
  polarHydrogenRadius,
} from "../tables/contact-radii.ts";
import type { ModelHydrogens } from "./hydrogen-list.ts";

/**
 * How much nearer a polar hydrogen and an acceptor may come than their radii say, Å: the least that probe grants is 0.6, which
 * would let hydrogen bonds shrink to 1.45 Å; the paper (Chen 2025, Commun. Biol. 8:798) grants 0.4.
 */
const hydrogenBondAllowance = 0.4;

const [hydrogen, carbon, nitrogen, oxygen, sulphur] = [1, 6, 7, 8, 16];
const halogens = new Set([9, 17, 35, 53]);

/** What decides the distances of a site. */
interface SiteKind {
  /** Å; 0: the site clashes with nothing. */
  readonly radius: number;
  readonly role: "plain" | "polarHydrogen" | "acceptor";
}

/**
 * The rules for all sites: the atoms, then the hydrogens of `riding`. z = overlap of probe's radii (Word et al. 1999, J. Mol.
 * Biol. 285, 1711), less the allowance for hydrogen bonds: the judges call it a clash from 0.4 Å on. Sites up to three bonds
 * apart, four where one is a hydrogen, do not clash, nor those of different alternate labels; links, disulfides and bonds to
 * metals count as bonds. Hydrogens among the structure's own atoms do not take part.
 */
export function clashRules(
  structure: Structure,
  restraints: Restraints,
  riding: ModelHydrogens,
): RepulsionRules {
  const parents = riding.name.map((_, i) => riding.list.atoms[4 * i]!);
  const kinds = [...atomKinds(structure, new Set(parents)), ...hydrogenKinds(structure, riding)];
  const labels = ["", ...new Set(structure.atoms.altLoc.filter((label) => label !== ""))];
  return {
    ...classesOf(kinds),
    excluded: excludeBonded(
      bondsOfSites(restraints, parents),
      kinds.map((_, site) => contactRules.excludedBonds + Number(site >= structure.nAtoms)),
    ),
    conformerOf: Int32Array.from([...structure.atoms.altLoc, ...riding.altLoc], (label) =>
      labels.indexOf(label),
    ),
  };
}

function classesOf(kinds: readonly SiteKind[]): Pick<RepulsionRules, "classOf" | "nClasses" | "minDistance"> {
  const classes: SiteKind[] = [];
  const known = new Map<string, number>();
  const classOf = Int32Array.from(kinds, (kind) => {
    const key = `${kind.radius} ${kind.role}`;
    if (!known.has(key)) known.set(key, classes.push(kind) - 1);
    return known.get(key)!;
  });
  const minDistance = classes.flatMap((a) => classes.map((b) => contactDistance(a, b)));
  return { classOf, nClasses: classes.length, minDistance: Float64Array.from(minDistance) };
}

/** Where the overlap is zero, Å. */
function contactDistance(a: SiteKind, b: SiteKind): number {
  if (a.radius === 0 || b.radius === 0) return 0;
  const roles = [a.role, b.role];
  const isHydrogenBond = roles.includes("polarHydrogen") && roles.includes("acceptor");
  return a.radius + b.radius - (isHydrogenBond ? hydrogenBondAllowance : 0);
}

function atomKinds(structure: Structure, parents: ReadonlySet<number>): SiteKind[] {
  const { element, name, residueOf } = structure.atoms;
  return name.map((atomName, atom) => {
    const z = element[atom]!;
    if (z === hydrogen) return { radius: 0, role: "plain" };
    const compId = structure.residues.compId[residueOf[atom]!]!;
    const radius = z === carbon ? carbonRadius(compId, atomName) : contactRadii(z).vdw;
    const isBearer = parents.has(atom);
    return { radius, role: isAcceptor(compId, atomName, z, isBearer) ? "acceptor" : "plain" };
  });
}

function carbonRadius(compId: string, name: string): number {
  if ((name === "C" && proteinResidues.has(compId)) || isSideChainCarbonyl(compId, name)) {
    return carbonylCarbonRadius;
  }
  const isAromatic = isAcceptorFace(compId, name) || isFiveRingCarbon(compId, name);
  return isAromatic ? aromaticCarbonRadius : contactRadii(carbon).vdw;
}

/** Oxygens, sulphurs, nitrogens without hydrogen, faces of aromatic rings, halogens of ligands. */
function isAcceptor(compId: string, name: string, z: number, isBearer: boolean): boolean {
  if (z === oxygen || z === sulphur) return true;
  if (z === nitrogen) return !isBearer && !isPureDonor(compId, name);
  if (halogens.has(z)) return !proteinResidues.has(compId) && !knownNucleotides.has(compId);
  return isAcceptorFace(compId, name);
}

function hydrogenKinds({ atoms, residues }: Structure, { list, name }: ModelHydrogens): SiteKind[] {
  return name.map((hydrogenName, i) => {
    const parent = list.atoms[4 * i]!;
    const isPolar = [nitrogen, oxygen, sulphur].includes(atoms.element[parent]!);
    if (isPolar) return { radius: polarHydrogenRadius, role: "polarHydrogen" };
    const compId = residues.compId[atoms.residueOf[parent]!]!;
    const isSmall = isAromaticHydrogen(compId, hydrogenName);
    return { radius: isSmall ? polarHydrogenRadius : contactRadii(hydrogen).vdw, role: "plain" };
  });
}

/** The bonds of the model and those of the hydrogens to their parents. */
function bondsOfSites({ nAtoms, bonded }: Restraints, parents: readonly number[]): IndexLists {
  const pairs: number[] = [];
  for (let atom = 0; atom < nAtoms; atom++) {
    for (let k = bonded.start[atom]!; k < bonded.start[atom + 1]!; k++) {
      if (bonded.list[k]! > atom) pairs.push(atom, bonded.list[k]!);
    }
  }
  const onHydrogens = parents.flatMap((parent, i) => [parent, nAtoms + i]);
  return bondedGraph(nAtoms + parents.length, [pairs, onHydrogens]);
}
