/** All atoms of a structure with hydrogens, with the radii and roles that decide what is a clash. */
import {
  isAcceptorFace,
  isAromaticHydrogen,
  isFiveRingCarbon,
  isHistidineRing,
  isNegativeSideChain,
  isPhosphateAtom,
  isPositiveSideChain,
  isPureDonor,
  isSideChainCarbonyl,
} from "../../tables/contact-chemistry.ts";
import {
  aromaticCarbonRadius,
  carbonylCarbonRadius,
  contactRadii,
  polarHydrogenRadius,
} from "../../tables/contact-radii.ts";
import { trait } from "./contact-kind.ts";
import type { ContactSites } from "./contact-sites.ts";

/** Hydrogens as they stand in one variant. Arrays [n]; `xyz` [n,3] in Å. */
export interface HydrogenAtoms {
  readonly nHydrogens: number;
  readonly name: readonly string[];
  readonly xyz: Float64Array;
  /** Heavy atom that each is bonded to: an index into the sites. */
  readonly parent: Int32Array;
  /** Number of the alternate label. */
  readonly alt: Uint8Array;
  readonly occ: Float64Array;
}

/** Heavy atoms first, in the order of the sites; then hydrogens; then stand-ins for those of waters. Arrays [n]; `xyz` [n,3] in Å. */
export interface ContactModel {
  readonly sites: ContactSites;
  readonly nAtoms: number;
  readonly nHeavy: number;
  readonly xyz: Float64Array;
  readonly radius: Float64Array;
  /** Bits of `trait`. */
  readonly traits: Uint8Array;
  readonly alt: Uint8Array;
  readonly occ: Float64Array;
  readonly residueOf: Int32Array;
  /** Heavy atom of each hydrogen; −1 for heavy atoms. */
  readonly parent: Int32Array;
  readonly name: readonly string[];
}

/** The model of the heavy atoms at `heavyXyz` with these hydrogens. */
export function contactModel(
  sites: ContactSites,
  hydrogens: HydrogenAtoms,
  heavyXyz: Float64Array = sites.xyz,
): ContactModel {
  const nHeavy = sites.nAtoms;
  const nAtoms = nHeavy + hydrogens.nHydrogens;
  const model = {
    sites,
    nAtoms,
    nHeavy,
    xyz: new Float64Array(3 * nAtoms),
    radius: new Float64Array(nAtoms),
    traits: new Uint8Array(nAtoms),
    alt: new Uint8Array(nAtoms),
    occ: new Float64Array(nAtoms),
    residueOf: new Int32Array(nAtoms),
    parent: new Int32Array(nAtoms).fill(-1),
    name: [...sites.name, ...hydrogens.name],
  };
  model.xyz.set(heavyXyz);
  model.xyz.set(hydrogens.xyz, 3 * nHeavy);
  model.alt.set(sites.alt);
  model.alt.set(hydrogens.alt, nHeavy);
  model.occ.set(sites.occ);
  model.occ.set(hydrogens.occ, nHeavy);
  model.residueOf.set(sites.residueOf);
  model.parent.set(hydrogens.parent, nHeavy);
  for (let i = nHeavy; i < nAtoms; i++) model.residueOf[i] = sites.residueOf[model.parent[i]!]!;
  for (let i = 0; i < nHeavy; i++) typeHeavyAtom(model, i);
  for (let i = nHeavy; i < nAtoms; i++) typeHydrogen(model, i);
  settleHistidines(model);
  settleTermini(model);
  return model;
}

const isPolar = (element: number): boolean => element === 7 || element === 8 || element === 16;
const isHalogen = (element: number): boolean => [9, 17, 35, 53].includes(element);

function typeHeavyAtom(model: ContactModel, i: number): void {
  const { sites } = model;
  const residue = sites.residueOf[i]!;
  const comp = sites.structure.residues.compId[residue]!;
  const name = sites.name[i]!;
  const element = sites.element[i]!;
  const { vdw, isMetal } = contactRadii(element);
  const isProtein = sites.residues.isProtein[residue] === 1;
  model.radius[i] = element === 6 ? carbonRadius(comp, name, isProtein) : vdw;
  let traits = 0;
  if (sites.residues.isWater[residue]) traits |= trait.water;
  if (isAcceptorFace(comp, name)) traits |= trait.acceptor | trait.ring;
  if (isPolar(element) && !isPureDonor(comp, name)) traits |= trait.acceptor;
  if (isMetal || isPositiveSideChain(comp, name) || isHistidineRing(comp, name)) traits |= trait.positive;
  if (isNegativeSideChain(comp, name) || isPhosphateAtom(comp, name)) traits |= trait.negative;
  if (isHalogen(element) && !isProtein && !sites.residues.isNucleotide[residue]) {
    traits |= trait.negative | trait.acceptor;
  }
  model.traits[i] = traits;
}

function carbonRadius(comp: string, name: string, isProtein: boolean): number {
  if ((isProtein && name === "C") || isSideChainCarbonyl(comp, name)) return carbonylCarbonRadius;
  const isAromatic = isAcceptorFace(comp, name) || isFiveRingCarbon(comp, name);
  return isAromatic ? aromaticCarbonRadius : contactRadii(6).vdw;
}

function typeHydrogen(model: ContactModel, i: number): void {
  const { sites } = model;
  const residue = model.residueOf[i]!;
  const comp = sites.structure.residues.compId[residue]!;
  const name = model.name[i]!;
  const onPolar = isPolar(sites.element[model.parent[i]!]!);
  const { vdw } = contactRadii(1);
  model.radius[i] = onPolar || isAromaticHydrogen(comp, name) ? polarHydrogenRadius : vdw;
  let traits: number = trait.hydrogen;
  if (sites.residues.isWater[residue]) traits |= trait.water;
  if (onPolar) traits |= trait.donor;
  if (isPositiveSideChain(comp, name) || isHistidineRing(comp, name)) traits |= trait.positive;
  model.traits[i] = traits;
}

/** Histidine rings with both N–H are positive and accept nothing; others are neutral. */
function settleHistidines(model: ContactModel): void {
  const { sites } = model;
  const protons = new Map<number, number>();
  const key = (i: number, alt: number) => 256 * model.residueOf[i]! + alt;
  for (let i = model.nHeavy; i < model.nAtoms; i++) {
    const name = model.name[i]!;
    if (name !== "HD1" && name !== "HE2") continue;
    if (sites.structure.residues.compId[model.residueOf[i]!] !== "HIS") continue;
    protons.set(key(i, model.alt[i]!), (protons.get(key(i, model.alt[i]!)) ?? 0) + 1);
  }
  for (let i = 0; i < model.nAtoms; i++) {
    if (!(model.traits[i]! & trait.positive)) continue;
    if (!isHistidineRing(sites.structure.residues.compId[model.residueOf[i]!]!, model.name[i]!)) continue;
    const own = protons.get(key(i, model.alt[i]!)) ?? 0;
    const common = model.alt[i] === 0 ? 0 : (protons.get(key(i, 0)) ?? 0);
    model.traits[i]! &= own + common >= 2 ? ~trait.acceptor : ~trait.positive;
  }
}

/** Both oxygens of a C terminus are negative. */
function settleTermini(model: ContactModel): void {
  const { sites } = model;
  for (let i = 0; i < model.nHeavy; i++) {
    const residue = sites.residueOf[i]!;
    if (sites.name[i] !== "OXT" || !sites.residues.isProtein[residue]) continue;
    for (let k = sites.residueStart[residue]!; k < sites.residueStart[residue + 1]!; k++) {
      if (sites.name[k] === "O" || sites.name[k] === "OXT") model.traits[k]! |= trait.negative;
    }
  }
}
