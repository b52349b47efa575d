/** Restraints across peptide and phosphodiester bonds. */
import {
  carbonylPlaneSigma,
  omegaSigmaDeg,
  type PeptideGeometry,
  peptideGeometry,
  phosphodiesterGeometry,
  type Target,
} from "../tables/link-geometry.ts";
import { toRadians } from "../units.ts";
import { distanceBetween } from "./atom-grid.ts";
import { belongsToLabel, type CompileContext } from "./compile-context.ts";
import { type Conformer, conformerFor, findAtom, jointLabels } from "./conformers.ts";
import { torsionOf } from "./measure.ts";
import type { PolymerLink } from "./polymer-links.ts";
import type { Structure } from "./structure.ts";

/** |ω| below this counts as cis, as in the judges' programs. */
const cisBelow = toRadians(45);

/** Adds bonds and angles of a link between two conformers, leaving out what lacks atoms or was emitted under another label. */
interface LinkEmitter {
  readonly bond: (atoms: readonly [number, number], target: Target) => void;
  readonly angle: (atoms: readonly [number, number, number], target: Target) => void;
  readonly plane: (atoms: readonly number[], sigma: number) => void;
  readonly isOwn: (atoms: readonly number[]) => boolean;
}

function linkEmitter(context: CompileContext, label: string, isFirst: boolean): LinkEmitter {
  const { lists, structure } = context;
  const isOwn = (atoms: readonly number[]): boolean =>
    !atoms.includes(-1) && belongsToLabel(structure, atoms, label, isFirst);
  return {
    isOwn,
    bond: (atoms, [ideal, sigma]) => {
      if (isOwn(atoms)) lists.addBond(atoms[0], atoms[1], ideal, sigma);
    },
    angle: (atoms, [ideal, sigma]) => {
      if (isOwn(atoms)) lists.addAngle(atoms, toRadians(ideal), toRadians(sigma));
    },
    plane: (atoms, sigma) => {
      if (isOwn(atoms)) lists.addPlane(atoms, sigma);
    },
  };
}

/** Adds what a polymer link brings. `forceTrans` holds residues whose peptide in front is to become trans whatever the input is. */
export function addPolymerLink(
  context: CompileContext,
  link: PolymerLink,
  forceTrans: ReadonlySet<number> = new Set(),
): void {
  const first = context.conformers[link.residue1]!;
  const second = context.conformers[link.residue2]!;
  jointLabels([first, second]).forEach((label, index) => {
    const emit = linkEmitter(context, label, index === 0);
    const ends = [conformerFor(first, label), conformerFor(second, label)] as const;
    if (link.kind === "phosphodiester") addPhosphodiester(emit, ...ends);
    else addPeptide(context, emit, ends, { isForced: forceTrans.has(link.residue2) });
  });
}

/** Whether N of the residue bears CD, as in proline and its relatives. */
export function isProlineLike(structure: Structure, conformer: Conformer): boolean {
  const [n, cd] = [findAtom(conformer, "N"), findAtom(conformer, "CD")];
  if (n < 0) return false;
  const isProline = structure.residues.compId[structure.atoms.residueOf[n]!] === "PRO";
  return isProline || (cd >= 0 && distanceBetween(structure.atoms.xyz, n, cd) < 1.8);
}

/** The first of several names that the conformer has: caps (ACE, NME) have CH3 or C where residues have CA. */
const firstOf = (conformer: Conformer, names: readonly string[]): number =>
  names.map((name) => findAtom(conformer, name)).find((atom) => atom >= 0) ?? -1;

function addPeptide(
  context: CompileContext,
  emit: LinkEmitter,
  [first, second]: readonly [Conformer, Conformer],
  { isForced }: { readonly isForced: boolean },
): void {
  const { structure, lists } = context;
  const [c, o] = ["C", "O"].map((name) => findAtom(first, name)) as [number, number];
  const ca1 = firstOf(first, ["CA", "CH3"]);
  const [n, cd, h] = ["N", "CD", "H"].map((name) => findAtom(second, name)) as [number, number, number];
  const isCap = n >= 0 && structure.residues.compId[structure.atoms.residueOf[n]!] === "NME";
  const ca2 = firstOf(second, isCap ? ["CH3", "C"] : ["CA"]);
  if (c < 0 || n < 0) return;
  const omega: [number, number, number, number] = [ca1, c, n, ca2];
  const isCis =
    !isForced && !omega.includes(-1) && Math.abs(torsionOf(structure.atoms.xyz, omega)) < cisBelow;
  const isProline = isProlineLike(structure, second);
  const geometry: PeptideGeometry =
    peptideGeometry[isProline ? "proline" : "general"][isCis ? "cis" : "trans"];
  const branch = isProline ? cd : h;
  emit.bond([c, n], geometry.cn);
  emit.angle([o, c, n], geometry.ocn);
  emit.angle([ca1, c, n], geometry.cacn);
  emit.angle([c, n, ca2], geometry.cnca);
  emit.angle([c, n, branch], geometry.cnBranch);
  emit.plane([ca1, c, o, n], carbonylPlaneSigma);
  emit.plane([c, n, ca2, branch], geometry.nitrogenPlaneSigma);
  if (emit.isOwn(omega)) {
    lists.addTorsion(omega, {
      ideal: isCis ? 0 : Math.PI,
      sigma: toRadians(omegaSigmaDeg),
      period: 1,
      kind: "omega",
    });
  }
}

function addPhosphodiester(emit: LinkEmitter, first: Conformer, second: Conformer): void {
  const [c3, o3] = ["C3'", "O3'"].map((name) => findAtom(first, name)) as [number, number];
  const [p, op1, op2, o5] = ["P", "OP1", "OP2", "O5'"].map((name) => findAtom(second, name)) as [
    number,
    number,
    number,
    number,
  ];
  if (o3 < 0 || p < 0) return;
  emit.bond([o3, p], phosphodiesterGeometry.op);
  emit.angle([o3, p, o5], phosphodiesterGeometry.opo5);
  emit.angle([o3, p, op1], phosphodiesterGeometry.opop);
  emit.angle([o3, p, op2], phosphodiesterGeometry.opop);
  emit.angle([c3, o3, p], phosphodiesterGeometry.cop);
}
