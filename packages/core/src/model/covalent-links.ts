/** Restraints of covalent bonds between residues that are not along a chain: disulfides, glycosidic bonds, and any other. */
import { elementData } from "../tables/elements.ts";
import { disulfideGeometry, glycosidicGeometry, type Target } from "../tables/link-geometry.ts";
import { toRadians } from "../units.ts";
import { distanceBetween } from "./atom-grid.ts";
import type { CompileContext } from "./compile-context.ts";
import { type Conformer, findAtom } from "./conformers.ts";
import { angleOf, chiralVolumeOf } from "./measure.ts";
import type { AtomLink } from "./metal-links.ts";
import type { Monomer } from "./monomer.ts";
import { chiralitySigma, monomerTemplate } from "./monomer-template.ts";

/** A bond without entry in a table keeps the input's length within this much of the sum of covalent radii, Å. */
const lengthSlack = 0.2;
const otherBondSigma = 0.03;
const otherAngleSigma = toRadians(5);
const tetrahedral = toRadians(109.5);

/** Adds what the link brings: by its atoms a disulfide, a glycosidic bond, or a bond of no special kind. */
export function addCovalentLink(context: CompileContext, link: AtomLink): void {
  const { element } = context.structure.atoms;
  if (element[link.atom1] === 16 && element[link.atom2] === 16) {
    addDisulfide(context, link);
    return;
  }
  const swapped = {
    atom1: link.atom2,
    atom2: link.atom1,
    conformer1: link.conformer2,
    conformer2: link.conformer1,
  };
  for (const oriented of [link, swapped]) {
    const sugar = context.structure.atoms.residueOf[oriented.atom1]!;
    const isAcceptor = element[oriented.atom2] === 8 || element[oriented.atom2] === 7;
    if (isAcceptor && anomericCarbon(context, sugar) === oriented.atom1) {
      addGlycosidic(context, oriented);
      return;
    }
  }
  addOther(context, link);
}

function addDisulfide(context: CompileContext, link: AtomLink): void {
  const { lists } = context;
  const { atom1: s1, atom2: s2 } = link;
  const [cb1, cb2] = [findAtom(link.conformer1, "CB"), findAtom(link.conformer2, "CB")];
  lists.addBond(s1, s2, ...disulfideGeometry.ss);
  addAngle(context, [cb1, s1, s2], disulfideGeometry.cbss);
  addAngle(context, [s1, s2, cb2], disulfideGeometry.cbss);
  if (cb1 >= 0 && cb2 >= 0) {
    const [ideal, sigma] = disulfideGeometry.torsion;
    lists.addTorsion([cb1, s1, s2, cb2], {
      ideal: toRadians(ideal),
      sigma: toRadians(sigma),
      period: 2,
      kind: "other",
    });
  }
}

function addAngle(
  context: CompileContext,
  atoms: readonly [number, number, number],
  [ideal, sigma]: Target,
): void {
  if (!atoms.includes(-1)) context.lists.addAngle(atoms, toRadians(ideal), toRadians(sigma));
}

/** The leaving hydroxyl of a sugar and the carbon that bears it, by the dictionary: C1 and O1, or C2 and O2 of sialic acids. */
function leavingGroup(monomer: Monomer): { carbon: string; oxygen: string } | undefined {
  if (monomer.group !== "pyranose") return undefined;
  const bonded = (a: string, b: string): boolean =>
    monomer.bonds.some((x) => x.atoms.includes(a) && x.atoms.includes(b));
  for (const [carbon, oxygen, ring] of [
    ["C1", "O1", "O5"],
    ["C2", "O2", "O6"],
  ] as const) {
    if (bonded(carbon, oxygen) && bonded(carbon, ring)) return { carbon, oxygen };
  }
  return undefined;
}

/** The anomeric carbon of a sugar whose own hydroxyl there is absent, as in a glycan; undefined for all else. */
export function anomericCarbon(context: CompileContext, residue: number): number | undefined {
  const monomer = context.monomers[residue];
  const leaving = monomer && leavingGroup(monomer);
  if (!leaving) return undefined;
  const all = context.conformers[residue]!;
  const conformer = all.labelled[0] ?? all.common;
  const carbon = findAtom(conformer, leaving.carbon);
  return carbon >= 0 && findAtom(conformer, leaving.oxygen) < 0 ? carbon : undefined;
}

function addGlycosidic(context: CompileContext, link: AtomLink): void {
  const { structure, lists } = context;
  const { atom1: carbon, atom2: acceptor } = link;
  const monomer = context.monomers[structure.atoms.residueOf[carbon]!]!;
  const leaving = leavingGroup(monomer)!;
  lists.addBond(carbon, acceptor, ...glycosidicGeometry.bond);
  for (const bond of monomer.bonds) {
    const other = bond.atoms.find((a) => a !== leaving.carbon)!;
    const atom = bond.atoms.includes(leaving.carbon) ? findAtom(link.conformer1, other) : -1;
    if (atom < 0 || structure.atoms.element[atom] === 1) continue;
    const isOxygen = structure.atoms.element[atom] === 8;
    addAngle(context, [atom, carbon, acceptor], glycosidicGeometry[isOxygen ? "ringOxygen" : "ringCarbon"]);
  }
  addHandOfLink(context, link, monomer, leaving.oxygen);
  const isAmide = structure.atoms.element[acceptor] === 7;
  for (const neighbour of ownNeighbours(context, acceptor, link.conformer2)) {
    const target = glycosidicGeometry[isAmide ? "acceptorAmide" : "acceptorOxygen"];
    addAngle(context, [neighbour, acceptor, carbon], target);
  }
  if (isAmide) {
    const amide = ["CB", "CG", "OD1"].map((name) => findAtom(link.conformer2, name)).filter((a) => a >= 0);
    lists.addPlane([...amide, acceptor, carbon], 0.02);
  }
}

/** The hand of the anomeric carbon, with the acceptor in the place of the leaving oxygen. */
function addHandOfLink(context: CompileContext, link: AtomLink, monomer: Monomer, oxygen: string): void {
  const template = monomerTemplate(monomer);
  for (const { atoms: positions, ideal, bothHands, namedSign } of template.chirality) {
    const names = positions.map((p) => template.names[p]!);
    if (!names.includes(oxygen)) continue;
    const atoms = names.map((name) => (name === oxygen ? link.atom2 : findAtom(link.conformer1, name)));
    if (atoms.includes(-1)) continue;
    context.lists.addChirality(atoms as [number, number, number, number], {
      ideal,
      bothHands,
      namedSign,
      sigma: chiralitySigma,
    });
  }
}

/** Heavy atoms of the same conformer that the dictionary, or their distance where there is none, bonds to the atom. */
function ownNeighbours(context: CompileContext, atom: number, conformer: Conformer): number[] {
  const { structure, monomers } = context;
  const { element, name, residueOf, xyz } = structure.atoms;
  const heavy = [...conformer.atomOf.values()].filter((other) => other !== atom && element[other] !== 1);
  const monomer = monomers[residueOf[atom]!];
  if (!monomer) {
    const radius = (a: number): number => elementData(element[a]!).covalentRadius;
    return heavy.filter((other) => distanceBetween(xyz, atom, other) < radius(atom) + radius(other) + 0.4);
  }
  const template = monomerTemplate(monomer);
  const known = new Set(
    template.bonds
      .map((b) => b.atoms.map((p) => findAtom(conformer, template.names[p]!)))
      .filter((pair) => pair.includes(atom))
      .flat(),
  );
  return known.has(atom)
    ? heavy.filter((other) => known.has(other))
    : heavy.filter((o) => name[o] === name[atom]);
}

/** A bond of no special kind: length near the input's, angles at both ends from the number and flatness of the neighbours. */
function addOther(context: CompileContext, link: AtomLink): void {
  const { structure, lists } = context;
  const { element, xyz } = structure.atoms;
  const { atom1, atom2 } = link;
  const sum = elementData(element[atom1]!).covalentRadius + elementData(element[atom2]!).covalentRadius;
  const distance = distanceBetween(xyz, atom1, atom2);
  const ideal = Math.min(sum + lengthSlack / 2, Math.max(sum - lengthSlack, distance));
  lists.addBond(atom1, atom2, ideal, otherBondSigma);
  addOtherAngles(context, atom1, atom2, link.conformer1);
  addOtherAngles(context, atom2, atom1, link.conformer2);
}

function addOtherAngles(
  context: CompileContext,
  vertex: number,
  partner: number,
  conformer: Conformer,
): void {
  const { xyz } = context.structure.atoms;
  const around = ownNeighbours(context, vertex, conformer);
  const isFlat =
    around.length === 2 && Math.abs(chiralVolumeOf(xyz, [vertex, around[0]!, around[1]!, partner])) < 0.5;
  const ideal = isFlat ? Math.PI - angleOf(xyz, [around[0]!, vertex, around[1]!]) / 2 : tetrahedral;
  for (const neighbour of around)
    context.lists.addAngle([neighbour, vertex, partner], ideal, otherAngleSigma);
}
