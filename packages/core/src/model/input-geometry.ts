/** Restraints from the coordinates themselves, for atoms that no dictionary knows: bonds, angles, planes and hands as they are. */
import { elementData } from "../tables/elements.ts";
import { toRadians } from "../units.ts";
import { AtomGrid, distanceBetween } from "./atom-grid.ts";
import { belongsToLabel, type CompileContext } from "./compile-context.ts";
import { allConformers } from "./conformers.ts";
import { flatGroups } from "./flat-groups.ts";
import { angleOf, chiralVolumeOf } from "./measure.ts";
import { chiralitySigma } from "./monomer-template.ts";

/** Atoms nearer than the sum of covalent radii plus this are bonded, Å. */
export const bondTolerance = 0.4;
const bondSigma = 0.02;
const angleSigma = toRadians(3);
const planeSigma = 0.02;
/** A centre with a chiral volume below this is flat, above `handedVolume` it has a hand, Å³. */
const flatVolume = 0.5;
const handedVolume = 1.0;

/** Holds `atoms` at the input's geometry. Atoms of their residues that a dictionary knows count as neighbours. */
export function addInputGeometry(context: CompileContext, atoms: readonly number[]): void {
  const { structure, lists } = context;
  const wanted = new Set(atoms);
  for (const atom of atoms) lists.setSource(atom, "input-geometry");
  const residues = [...new Set(atoms.map((atom) => structure.atoms.residueOf[atom]!))];
  for (const residue of residues) {
    allConformers(context.conformers[residue]!).forEach((conformer, index) => {
      const isOwn = (group: readonly number[]): boolean =>
        group.some((a) => wanted.has(a)) && belongsToLabel(structure, group, conformer.altLoc, index === 0);
      addConformer(context, [...conformer.atomOf.values()], isOwn);
    });
  }
}

function addConformer(
  context: CompileContext,
  members: readonly number[],
  isOwn: (group: readonly number[]) => boolean,
): void {
  const { lists } = context;
  const { xyz } = context.structure.atoms;
  const neighbours = neighboursByDistance(context, members);
  for (const [atom, around] of neighbours) {
    for (const other of around) {
      if (other > atom && isOwn([atom, other])) {
        lists.addBond(atom, other, distanceBetween(xyz, atom, other), bondSigma);
      }
    }
    for (let i = 0; i < around.length; i++) {
      for (let j = i + 1; j < around.length; j++) {
        const angle = [around[i]!, atom, around[j]!] as const;
        if (isOwn(angle)) lists.addAngle(angle, angleOf(xyz, angle), angleSigma);
      }
    }
    if (around.length >= 3) addHand(context, [atom, around[0]!, around[1]!, around[2]!], isOwn);
  }
  const isFlat = (atom: number): boolean => {
    const around = neighbours.get(atom)!;
    if (around.length === 2) return true;
    if (around.length !== 3) return false;
    return Math.abs(chiralVolumeOf(xyz, [atom, around[0]!, around[1]!, around[2]!])) < flatVolume;
  };
  for (const group of flatGroups(xyz, neighbours, isFlat)) {
    if (isOwn(group)) lists.addPlane(group, planeSigma);
  }
}

function addHand(
  context: CompileContext,
  centre: readonly [number, number, number, number],
  isOwn: (group: readonly number[]) => boolean,
): void {
  const volume = chiralVolumeOf(context.structure.atoms.xyz, centre);
  if (Math.abs(volume) < handedVolume || !isOwn(centre)) return;
  context.lists.addChirality(centre, {
    ideal: volume,
    sigma: chiralitySigma,
    bothHands: false,
    namedSign: 0,
  });
}

/** Bonds within a set of atoms by covalent radii; a hydrogen is bonded to its nearest heavy atom alone. */
function neighboursByDistance(context: CompileContext, members: readonly number[]): Map<number, number[]> {
  const { xyz, element } = context.structure.atoms;
  const radius = (atom: number): number => elementData(element[atom]!).covalentRadius;
  const longest = 2 * Math.max(...members.map(radius)) + bondTolerance;
  const grid = new AtomGrid(xyz, longest, members);
  const neighbours = new Map<number, number[]>(members.map((atom) => [atom, []]));
  for (const atom of members) {
    const near = grid
      .near(atom, longest)
      .filter((other) => distanceBetween(xyz, atom, other) < radius(atom) + radius(other) + bondTolerance);
    if (element[atom] === 1) {
      const heavy = near.filter((other) => element[other] !== 1);
      heavy.sort((a, b) => distanceBetween(xyz, atom, a) - distanceBetween(xyz, atom, b));
      if (heavy.length > 0) {
        neighbours.get(atom)!.push(heavy[0]!);
        neighbours.get(heavy[0]!)!.push(atom);
      }
    } else {
      neighbours.get(atom)!.push(...near.filter((other) => element[other] !== 1));
    }
  }
  return neighbours;
}
