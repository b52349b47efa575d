/** Turns the hydrogens that are free to turn, and chooses the protons of histidines, as their present surroundings ask for. */

import type { Structure } from "../model/structure.ts";
import { isAromaticRingAtom } from "../tables/contact-chemistry.ts";
import { placementRules } from "../tables/hydrogen-placement.ts";
import { toRadians } from "../units.ts";
import type { ModelHydrogens } from "./hydrogen-list.ts";
import { HydrogenScene, type HydrogenSceneParts } from "./hydrogen-scene.ts";

/** Hydrogens on one parent that turn together about its bond. */
interface Rotor {
  readonly hydrogens: readonly number[];
  readonly parent: number;
  /** A methyl on an aromatic ring: one hydrogen stands upright, on either side. */
  readonly isRingMethyl: boolean;
}

/** The ring protons of a histidine that has both. */
interface RingProtons {
  readonly hd1: number;
  readonly he2: number;
}

const [carbon, nitrogen, oxygen, sulphur] = [6, 7, 8, 16];
const nSweeps = 2;
const coarseStepDeg = 10;
const fineStepsDeg = [-6, -3, 3, 6];
/** Dihedrals of the first hydrogen of a ring methyl, degrees. */
const uprightDeg = [150, -30];
/** A second proton on a histidine must gain this much; see `HydrogenScene.score`. */
const secondProtonGain = 0.1;

/**
 * The hydrogens of a model with hydroxyls, thiols, ammonium groups and ring methyls turned to where they overlap least and bond
 * most, and one proton on each histidine unless both gain. The judges turn and choose likewise (reduce, Word et al. 1999, J. Mol. Biol.
 * 285, 1735), so what does not clash at default torsions may still clash for them. The result needs clash rules of its own.
 */
export function settleHydrogens(parts: HydrogenSceneParts): ModelHydrogens {
  const scene = new HydrogenScene(parts);
  const rotors = findRotors(parts.structure, parts.hydrogens);
  for (let sweep = 0; sweep < nSweeps; sweep++) {
    for (const rotor of rotors) turnRotor(scene, rotor);
    if (sweep > 0) continue;
    for (const protons of findRingProtons(parts.structure, parts.hydrogens)) protonate(scene, protons);
  }
  return hydrogensOf(scene);
}

function findRotors({ atoms, residues }: Structure, { list }: ModelHydrogens): Rotor[] {
  const groups = new Map<string, number[]>();
  list.rule.forEach((rule, i) => {
    if (rule !== placementRules.torsion) return;
    const key = list.atoms.subarray(4 * i, 4 * i + 3).join();
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  return [...groups.values()].flatMap((hydrogens) => {
    const [parent, near] = list.atoms.subarray(4 * hydrogens[0]!) as unknown as [number, number];
    const z = atoms.element[parent]!;
    const isTriple = hydrogens.length === 3;
    const onRing = isAromaticRingAtom(residues.compId[atoms.residueOf[near]!]!, atoms.name[near]!);
    const isRingMethyl = isTriple && z === carbon && onRing;
    const isHydroxyl = hydrogens.length === 1 && (z === oxygen || z === sulphur);
    const turns = isRingMethyl || isHydroxyl || (isTriple && z === nitrogen);
    return turns ? [{ hydrogens, parent, isRingMethyl }] : [];
  });
}

function findRingProtons(
  { atoms, residues }: Structure,
  { list, name, altLoc }: ModelHydrogens,
): RingProtons[] {
  const found = new Map<string, { HD1?: number; HE2?: number }>();
  name.forEach((hydrogen, i) => {
    const residue = atoms.residueOf[list.atoms[4 * i]!]!;
    if (residues.compId[residue] !== "HIS" || (hydrogen !== "HD1" && hydrogen !== "HE2")) return;
    const key = `${residue} ${altLoc[i]}`;
    found.set(key, { ...found.get(key), [hydrogen]: i });
  });
  return [...found.values()].flatMap(({ HD1: hd1, HE2: he2 }) =>
    hd1 === undefined || he2 === undefined ? [] : [{ hd1, he2 }],
  );
}

/** Puts the hydrogens of a rotor where they score best; the present place wins ties. */
function turnRotor(scene: HydrogenScene, { hydrogens, parent, isRingMethyl }: Rotor): void {
  const { nAtoms } = scene.parts.structure;
  const neighbours = scene.around(parent);
  const start = hydrogens.map((i) => scene.dihedral[i]!);
  const place = (turn: number): number => {
    hydrogens.forEach((i, k) => {
      scene.turn(i, start[k]! + turn);
    });
    return hydrogens.reduce((sum, i) => sum + scene.score(nAtoms + i, neighbours, 1), 0);
  };
  const best = { turn: 0, score: Number.NEGATIVE_INFINITY };
  const attempt = (turns: readonly number[]): void => {
    for (const turn of turns) {
      const score = place(turn);
      if (score > best.score + 1e-9) Object.assign(best, { turn, score });
    }
  };
  if (isRingMethyl) {
    attempt(uprightDeg.map((dihedral) => toRadians(dihedral) - start[0]!));
  } else {
    const nCoarse = 360 / hydrogens.length / coarseStepDeg;
    attempt(Array.from({ length: nCoarse }, (_, k) => toRadians(k * coarseStepDeg)));
    attempt(fineStepsDeg.map((step) => best.turn + toRadians(step)));
  }
  place(best.turn);
}

/** Keeps the better proton of a histidine (HE2 where they are equal), or both where each gains something. */
function protonate(scene: HydrogenScene, { hd1, he2 }: RingProtons): void {
  const [gain1, gain2] = [protonGain(scene, hd1), protonGain(scene, he2)];
  if (Math.min(gain1, gain2) > secondProtonGain) return;
  const worse = gain1 > gain2 ? he2 : hd1;
  scene.isPresent[scene.parts.structure.nAtoms + worse] = 0;
  scene.setAcceptor(scene.parts.hydrogens.list.atoms[4 * worse]!, true);
}

/** What a ring nitrogen scores with its proton, less what it scores without. */
function protonGain(scene: HydrogenScene, hydrogen: number): number {
  const parent = scene.parts.hydrogens.list.atoms[4 * hydrogen]!;
  const site = scene.parts.structure.nAtoms + hydrogen;
  const neighbours = scene.around(parent);
  const withProton = scene.score(site, neighbours, 1) + scene.score(parent, neighbours, 0);
  scene.isPresent[site] = 0;
  scene.setAcceptor(parent, true);
  const without = scene.score(parent, neighbours, 0);
  scene.isPresent[site] = 1;
  scene.setAcceptor(parent, false);
  return withProton - without;
}

function hydrogensOf({ parts, isPresent, dihedral }: HydrogenScene): ModelHydrogens {
  const { list, name, altLoc } = parts.hydrogens;
  const kept = name.map((_, i) => i).filter((i) => isPresent[parts.structure.nAtoms + i]);
  const pick = (column: Float64Array): Float64Array => Float64Array.from(kept, (i) => column[i]!);
  return {
    list: {
      rule: Uint8Array.from(kept, (i) => list.rule[i]!),
      atoms: Int32Array.from(kept.flatMap((i) => [...list.atoms.subarray(4 * i, 4 * i + 4)])),
      length: pick(list.length),
      parameter1: pick(list.parameter1),
      parameter2: pick(dihedral),
    },
    name: kept.map((i) => name[i]!),
    altLoc: kept.map((i) => altLoc[i]!),
  };
}
