/** The atoms as the optimiser of hydrogens sees them: its radii, hydrogen-bond roles and charges, and coordinates that move. */
import {
  isAromaticRingAtom,
  isNegativeSideChain,
  isPositiveSideChain,
  peptideResidues,
  standardNucleotides,
} from "../../tables/contact-chemistry.ts";
import { contactRadii, polarHydrogenRadius } from "../../tables/contact-radii.ts";
import { ligandConnectivity } from "../../tables/ligand-hydrogens.ts";
import { position, type Vector } from "../measure.ts";
import { type AtomGrid, findNear } from "./atom-grid.ts";
import { trait } from "./contact-kind.ts";
import type { ContactSites } from "./contact-sites.ts";
import { isFlippable } from "./flip-groups.ts";
import { heavyRadius } from "./heavy-radius.ts";
import type { PlacedHydrogen } from "./placed-hydrogen.ts";
import { type NearAcceptor, phantomPositions } from "./water-phantoms.ts";

/** Heavy atoms, then hydrogens, then phantoms of waters. Arrays [n]; `xyz` [n,3] in Å. */
export interface OptimizerAtoms {
  readonly sites: ContactSites;
  readonly residues: ContactSites["residues"];
  readonly nHeavy: number;
  readonly nHydrogens: number;
  readonly nAtoms: number;
  /** Moves with the state of the movers. */
  readonly xyz: Float64Array;
  readonly radius: Float64Array;
  /** Bits of `trait`; ring nitrogens of histidine accept or not by its protonation. */
  readonly traits: Uint8Array;
  /** 0 for atoms that are not there: poor waters, hydrogens that the present protonation lacks. */
  readonly present: Uint8Array;
  readonly alt: Uint8Array;
  readonly residueOf: Int32Array;
  /** Heavy atom of each hydrogen and phantom; −1 for heavy atoms. */
  readonly parent: Int32Array;
  readonly name: readonly string[];
}

/** Waters below this occupancy or from this B factor on are not there, and atoms up to this occupancy. */
const poorWater = { occ: 0.66, bIso: 40 };
const ghostOccupancy = 0.01;
const phosphates = new Set(["P", "O1P", "OP1", "O2P", "OP2"]);
const haemAcids = new Set(["O1A", "O2A", "O1D", "O2D"]);
const phantomReach = 4;
const phantomRule = { span: polarHydrogenRadius + 1, maxGap: -0.01 };
const terminalHydrogens = new Set(["H1", "H2", "H3"]);

/** Types all atoms and adds the phantoms of the waters. `grid` is over the heavy atoms. */
export function optimizerAtoms(
  sites: ContactSites,
  grid: AtomGrid,
  hydrogens: readonly PlacedHydrogen[],
): OptimizerAtoms {
  const heavy = typeHeavyAtoms(sites);
  const phantoms = findPhantoms(sites, grid, heavy);
  const nHeavy = sites.nAtoms;
  const nAtoms = nHeavy + hydrogens.length + phantoms.length;
  const atoms: OptimizerAtoms = {
    sites,
    residues: sites.residues,
    nHeavy,
    nHydrogens: hydrogens.length,
    nAtoms,
    xyz: new Float64Array(3 * nAtoms),
    radius: new Float64Array(nAtoms),
    traits: new Uint8Array(nAtoms),
    present: new Uint8Array(nAtoms).fill(1),
    alt: new Uint8Array(nAtoms),
    residueOf: new Int32Array(nAtoms),
    parent: new Int32Array(nAtoms).fill(-1),
    name: [...sites.name, ...hydrogens.map((h) => h.plan.hydrogen)],
  };
  atoms.xyz.set(sites.xyz);
  atoms.alt.set(sites.alt);
  atoms.residueOf.set(sites.residueOf);
  for (const key of ["radius", "traits", "present"] as const) atoms[key].set(heavy[key]);
  hydrogens.forEach((hydrogen, k) => {
    typeHydrogen(atoms, nHeavy + k, hydrogen);
  });
  phantoms.forEach((phantom, k) => {
    typePhantom(atoms, nHeavy + hydrogens.length + k, phantom);
  });
  return atoms;
}

type HeavyTypes = Pick<OptimizerAtoms, "radius" | "traits" | "present">;

function typeHeavyAtoms(sites: ContactSites): HeavyTypes {
  const n = sites.nAtoms;
  const types = {
    radius: new Float64Array(n),
    traits: new Uint8Array(n),
    present: new Uint8Array(n).fill(1),
  };
  for (let i = 0; i < n; i++) typeHeavy(sites, types, i);
  return types;
}

function findPhantoms(
  sites: ContactSites,
  grid: AtomGrid,
  types: HeavyTypes,
): { oxygen: number; xyz: Vector }[] {
  const phantoms: { oxygen: number; xyz: Vector }[] = [];
  const found: number[] = [];
  const { compId } = sites.structure.residues;
  for (let i = 0; i < sites.nAtoms; i++) {
    const residue = sites.residueOf[i]!;
    if (!sites.residues.isWater[residue] || sites.element[i] !== 8 || !types.present[i]) continue;
    const oxygen = position(sites.xyz, i);
    const n = findNear(grid, oxygen, phantomReach, found);
    const acceptors: NearAcceptor[] = [];
    for (const other of found.slice(0, n)) {
      const comp = compId[sites.residueOf[other]!]!;
      const accepts = types.traits[other]! & trait.acceptor || isFlippable(comp, sites.name[other]!);
      if (!accepts || !types.present[other] || areExclusive(sites, i, other)) continue;
      const ring = isAromaticRingAtom(comp, sites.name[other]!) ? sites.residueOf[other]! : -1;
      acceptors.push({ xyz: position(sites.xyz, other), radius: types.radius[other]!, ring });
    }
    for (const xyz of phantomPositions(oxygen, acceptors, phantomRule)) phantoms.push({ oxygen: i, xyz });
  }
  return phantoms;
}

function typeHeavy(sites: ContactSites, types: HeavyTypes, i: number): void {
  const residue = sites.residueOf[i]!;
  const comp = sites.structure.residues.compId[residue]!;
  const name = sites.name[i]!;
  const element = sites.element[i]!;
  types.radius[i] = heavyRadius(sites, i);
  const isWater = sites.residues.isWater[residue] === 1;
  const isPoor = isWater && !(Math.abs(sites.occ[i]!) >= poorWater.occ && sites.bIso[i]! < poorWater.bIso);
  if (isPoor || Math.abs(sites.occ[i]!) <= ghostOccupancy) types.present[i] = 0;
  let bits = 0;
  if (isAcceptor(comp, name, element)) bits |= trait.acceptor;
  if (contactRadii(element).isMetal || isPositiveSideChain(comp, name)) bits |= trait.positive;
  const isTerminal = peptideResidues.has(comp) && name === "OXT";
  const isPhosphate = standardNucleotides.has(comp) && phosphates.has(name);
  const isHaemAcid = comp === "HEM" && haemAcids.has(name);
  if (isNegativeSideChain(comp, name) || isTerminal || isPhosphate || isHaemAcid) bits |= trait.negative;
  types.traits[i] = bits;
}

/** O, S and halogens accept; of nitrogens those in rings without hydrogen; of carbons those whose ring face accepts. */
function isAcceptor(comp: string, name: string, element: number): boolean {
  if ([8, 16, 9, 17, 35, 53].includes(element)) return true;
  if (element === 6) return isAromaticRingAtom(comp, name);
  if (element !== 7) return false;
  // Nitrogens with at most two neighbours in the dictionary of components accept: the N of peptides without its chain,
  // but of His.
  if (name === "N" && peptideResidues.has(comp)) return comp !== "HIS";
  const atom = ligandConnectivity(comp)?.atoms.get(name);
  const nBonds = atom ? atom.heavy.length + atom.hydrogens.length : 0;
  return isAromaticRingAtom(comp, name) || nBonds === 1 || nBonds === 2;
}

function typeHydrogen(atoms: OptimizerAtoms, i: number, hydrogen: PlacedHydrogen): void {
  const comp = atoms.sites.structure.residues.compId[hydrogen.residue]!;
  const { kind, hydrogen: name } = hydrogen.plan;
  atoms.xyz.set(hydrogen.xyz, 3 * i);
  atoms.alt[i] = hydrogen.alt;
  atoms.residueOf[i] = hydrogen.residue;
  atoms.parent[i] = hydrogen.parent;
  atoms.radius[i] = kind === "nonpolar" ? contactRadii(1).vdw : polarHydrogenRadius;
  if (Math.abs(hydrogen.occ) <= ghostOccupancy) atoms.present[i] = 0;
  let bits = 0;
  if (kind === "polar" || kind === "polarAromatic") bits |= trait.donor;
  const isTerminal = peptideResidues.has(comp) && terminalHydrogens.has(name);
  if (isTerminal || isPositiveSideChain(comp, name)) bits |= trait.positive;
  atoms.traits[i] = bits;
}

function typePhantom(
  atoms: OptimizerAtoms,
  i: number,
  { oxygen, xyz }: { oxygen: number; xyz: Vector },
): void {
  atoms.xyz.set(xyz, 3 * i);
  atoms.alt[i] = atoms.alt[oxygen]!;
  atoms.residueOf[i] = atoms.residueOf[oxygen]!;
  atoms.parent[i] = oxygen;
  atoms.radius[i] = polarHydrogenRadius;
  atoms.traits[i] = trait.donor | trait.phantom;
}

/** Whether two atoms exclude each other: different alternate labels in one chain. */
export function areExclusive(
  atoms: Pick<OptimizerAtoms, "alt" | "residueOf"> & { readonly residues: ContactSites["residues"] },
  a: number,
  b: number,
): boolean {
  const [altA, altB] = [atoms.alt[a]!, atoms.alt[b]!];
  if (altA === 0 || altB === 0 || altA === altB) return false;
  const { authorChain } = atoms.residues;
  return authorChain[atoms.residueOf[a]!] === authorChain[atoms.residueOf[b]!];
}
