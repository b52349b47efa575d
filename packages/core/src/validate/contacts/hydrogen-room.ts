/** Whether a bond to something else leaves no room for a hydrogen: disulfides, links, metals, phosphates, short contacts. */
import { peptideResidues } from "../../tables/contact-chemistry.ts";
import { contactRadii } from "../../tables/contact-radii.ts";
import { position, type Vector } from "../measure.ts";
import { type AtomGrid, findNear } from "./atom-grid.ts";
import type { ContactSites } from "./contact-sites.ts";
import { heavyRadius } from "./heavy-radius.ts";
import type { PlacedHydrogen } from "./placed-hydrogen.ts";

/** Distances that count as bonds, relative to the sum of covalent radii, Å. */
const bondWindow = { rotor: [-0.55, 0.25], other: [-0.65, 0.25] } as const;
/** A hydrogen nearer to a bonded atom than its radius and this is left out, Å. */
const bumpMargin = { metal: 0.865, other: 0.125 };
const phosphorus = 15;
const phosphateWindow = 0.25;
/** Longest possible bond: beyond it no neighbour can matter, Å. */
const maxCovalentRadius = 2.68;

/** True when the plan of the hydrogen forbids it beside the atoms that its parent is bonded to. */
export function isHydrogenBlocked(sites: ContactSites, grid: AtomGrid, hydrogen: PlacedHydrogen): boolean {
  const { flags, references } = hydrogen.plan;
  if (references.length < 2) return false;
  if ((flags.has("rotate") || flags.has("ammonium")) && isRotorBlocked(sites, grid, hydrogen)) return true;
  if (flags.has("bump") && bumpsBondedAtom(sites, grid, hydrogen)) return true;
  return flags.has("unlessPhosphate") && hasPhosphorus(sites, grid, hydrogen.parent);
}

/** OH and SH with a second bond (ethers, disulfides, metals); NH3 whose hydrogen touches what its nitrogen is bonded to. */
function isRotorBlocked(sites: ContactSites, grid: AtomGrid, hydrogen: PlacedHydrogen): boolean {
  const { parent, plan } = hydrogen;
  if (sites.element[parent] === 6) return false;
  const bonded = bondedAtoms(sites, grid, parent, bondWindow.rotor).filter(
    (other) => !sites.residues.isWater[sites.residueOf[other]!],
  );
  if (bonded.length < 2) return false;
  if (!plan.flags.has("ammonium")) return true;
  return bonded.some((other) => isTouched(sites, hydrogen.xyz, other, bumpMargin.other));
}

/** Atoms bonded to the parent that the hydrogen comes too close to; within an amino acid all bonds are expected. */
function bumpsBondedAtom(sites: ContactSites, grid: AtomGrid, hydrogen: PlacedHydrogen): boolean {
  const { compId } = sites.structure.residues;
  const trustsOwn = peptideResidues.has(compId[hydrogen.residue]!);
  return bondedAtoms(sites, grid, hydrogen.parent, bondWindow.other).some((other) => {
    const residue = sites.residueOf[other]!;
    if (sites.residues.isWater[residue] || (trustsOwn && residue === hydrogen.residue)) return false;
    if (areDifferentConformers(sites, hydrogen.alt, hydrogen.residue, other)) return false;
    const isMetal = contactRadii(sites.element[other]!).isMetal;
    return isTouched(sites, hydrogen.xyz, other, isMetal ? bumpMargin.metal : bumpMargin.other);
  });
}

/** Heavy atoms at bonding distance of `atom` in the same conformer. */
function bondedAtoms(
  sites: ContactSites,
  grid: AtomGrid,
  atom: number,
  window: readonly [number, number],
): number[] {
  const own = contactRadii(sites.element[atom]!).covalent;
  const place = position(sites.xyz, atom);
  const found: number[] = [];
  const n = findNear(grid, place, own + maxCovalentRadius + window[1], found);
  const bonded: number[] = [];
  for (let k = 0; k < n; k++) {
    const other = found[k]!;
    const distance = distanceTo(sites, place, other);
    const expected = own + contactRadii(sites.element[other]!).covalent;
    if (distance <= own + 0.1 || distance < expected + window[0] || distance > expected + window[1]) continue;
    if (!areDifferentConformers(sites, sites.alt[atom]!, sites.residueOf[atom]!, other)) bonded.push(other);
  }
  return bonded;
}

function hasPhosphorus(sites: ContactSites, grid: AtomGrid, atom: number): boolean {
  const bond = contactRadii(sites.element[atom]!).covalent + contactRadii(phosphorus).covalent;
  const place = position(sites.xyz, atom);
  const found: number[] = [];
  const n = findNear(grid, place, bond + phosphateWindow, found);
  return found
    .slice(0, n)
    .some(
      (other) =>
        sites.element[other] === phosphorus &&
        distanceTo(sites, place, other) >= bond - phosphateWindow &&
        !areDifferentConformers(sites, sites.alt[atom]!, sites.residueOf[atom]!, other),
    );
}

/** Two different alternate labels in one chain exclude each other. */
function areDifferentConformers(sites: ContactSites, alt: number, residue: number, other: number): boolean {
  const otherAlt = sites.alt[other]!;
  if (alt === 0 || otherAlt === 0 || alt === otherAlt) return false;
  const { authorChain } = sites.residues;
  return authorChain[residue] === authorChain[sites.residueOf[other]!];
}

const isTouched = (sites: ContactSites, place: Vector, other: number, margin: number): boolean =>
  distanceTo(sites, place, other) < heavyRadius(sites, other) + margin;

const distanceTo = ({ xyz }: ContactSites, place: Vector, i: number): number =>
  Math.hypot(xyz[3 * i]! - place[0], xyz[3 * i + 1]! - place[1], xyz[3 * i + 2]! - place[2]);
