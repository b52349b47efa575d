/** Restraints from the coordinates themselves, for atoms that no dictionary knows: bonds, angles, planes and hands as they are. */
import { elementData } from "../tables/elements.ts";
import { toRadians } from "../units.ts";
import { AtomGrid, distanceBetween } from "./atom-grid.ts";
import { belongsToLabel, type CompileContext } from "./compile-context.ts";
import { allConformers } from "./conformers.ts";
import { derivedGeometry } from "./derived-geometry.ts";
import { angleOf } from "./measure.ts";
import { chiralitySigma } from "./monomer-template.ts";

/** Atoms nearer than the sum of covalent radii plus this are bonded, Å. */
const bondTolerance = 0.4;
const bondSigma = 0.02;
const angleSigma = toRadians(3);
const planeSigma = 0.02;

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
  const { lists, structure } = context;
  const { xyz, element } = structure.atoms;
  const neighbours = neighboursByDistance(context, members);
  const geometry = derivedGeometry(xyz, neighbours, (atom) => element[atom] === 1);
  for (const bond of geometry.bonds) {
    if (isOwn(bond)) lists.addBond(...bond, distanceBetween(xyz, ...bond), bondSigma);
  }
  for (const angle of geometry.angles) {
    if (isOwn(angle)) lists.addAngle(angle, angleOf(xyz, angle), angleSigma);
  }
  for (const { atoms, volume } of geometry.hands) {
    if (isOwn(atoms)) {
      lists.addChirality(atoms, { ideal: volume, sigma: chiralitySigma, bothHands: false, namedSign: 0 });
    }
  }
  for (const plane of geometry.planes) {
    if (isOwn(plane)) lists.addPlane(plane, planeSigma);
  }
}

/** Bonds within a set of atoms by covalent radii; a hydrogen is bonded to its nearest heavy atom alone. */
function neighboursByDistance(context: CompileContext, members: readonly number[]): Map<number, number[]> {
  const { xyz, element } = context.structure.atoms;
  const radius = (atom: number): number => elementData(element[atom]!).covalentRadius;
  const longest = 2 * Math.max(...members.map(radius)) + bondTolerance;
  const grid = new AtomGrid(xyz, longest, members);
  const neighbours = new Map<number, number[]>(members.map((atom) => [atom, []]));
  for (const atom of members) {
    const heavy = grid
      .near(atom, longest)
      .filter((other) => element[other] !== 1)
      .filter((other) => distanceBetween(xyz, atom, other) < radius(atom) + radius(other) + bondTolerance);
    if (element[atom] !== 1) {
      neighbours.get(atom)!.push(...heavy);
    } else if (heavy.length > 0) {
      const nearest = heavy.reduce((a, b) =>
        distanceBetween(xyz, atom, a) <= distanceBetween(xyz, atom, b) ? a : b,
      );
      neighbours.get(atom)!.push(nearest);
      neighbours.get(nearest)!.push(atom);
    }
  }
  return neighbours;
}
