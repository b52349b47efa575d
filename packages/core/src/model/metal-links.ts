/** Restraints of a metal and one of its donors. */
import { haemHistidine, metalDonorDistance, metalSigma } from "../tables/metal-coordination.ts";
import { toRadians } from "../units.ts";
import type { CompileContext } from "./compile-context.ts";
import { type Conformer, findAtom } from "./conformers.ts";

/** A link between two atoms and the conformers that they belong to. */
export interface AtomLink {
  readonly atom1: number;
  readonly atom2: number;
  readonly conformer1: Conformer;
  readonly conformer2: Conformer;
}

const angleSigma = toRadians(5);
/** The metal of a histidine lies on the bisector outside its ring, whose inner angle at the donor is 109°. */
const histidineAngle = toRadians(125.5);
/** CB–SG–metal of cysteine. */
const cysteineAngle = toRadians(107);

const ringNeighbours: Readonly<Record<string, readonly [string, string]>> = {
  ND1: ["CG", "CE1"],
  NE2: ["CD2", "CE1"],
};

/**
 * Adds metal (`atom1`) – donor (`atom2`): the distance; for histidine the metal in line with the ring; for cysteine the angle at
 * sulphur; for the iron of a haem a donor square to the four nitrogens. Other coordination angles stay free.
 */
export function addMetalLink(context: CompileContext, link: AtomLink): void {
  const { structure, lists } = context;
  const { element, name, residueOf } = structure.atoms;
  const { atom1: metal, atom2: donor, conformer1, conformer2 } = link;
  const compId = structure.residues.compId[residueOf[donor]!]!;
  const pyrroles = ["NA", "NB", "NC", "ND"].map((n) => findAtom(conformer1, n)).filter((a) => a >= 0);
  const isHaem = element[metal] === 26 && pyrroles.length === 4;
  const ideal =
    isHaem && compId === "HIS" ? haemHistidine : metalDonorDistance(element[metal]!, element[donor]!);
  lists.addBond(metal, donor, ideal, metalSigma);
  const ring = compId === "HIS" ? ringNeighbours[name[donor]!] : undefined;
  for (const neighbour of ring ?? [])
    addAngle(lists, [metal, donor, findAtom(conformer2, neighbour)], histidineAngle);
  if (compId === "CYS" && name[donor] === "SG") {
    addAngle(lists, [metal, donor, findAtom(conformer2, "CB")], cysteineAngle);
  }
  if (isHaem) for (const nitrogen of pyrroles) addAngle(lists, [nitrogen, metal, donor], Math.PI / 2);
}

function addAngle(
  lists: CompileContext["lists"],
  atoms: readonly [number, number, number],
  ideal: number,
): void {
  if (!atoms.includes(-1)) lists.addAngle(atoms, ideal, angleSigma);
}
