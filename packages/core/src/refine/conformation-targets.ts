/** Backbone angles as the conformation-dependent library has them where the model stands: the judges' second set of targets. */

import { torsionOf } from "../model/measure.ts";
import type { AngleList } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { cdlTargets } from "../tables/cdl.ts";
import { toDegrees, toRadians } from "../units.ts";

/** What of a Ramachandran term names its residues: chains of C(−1), N, CA, C, N(+1). */
export interface BackboneChains {
  /** [5n] */
  readonly atoms: Int32Array;
}

/** Peptide bonds nearer to cis than this take no library values, degrees. */
const MAX_CIS = 45;
/** The library's σ are narrow; so much of them keeps 5 σ within the hinge of the loss. */
const WIDENING = 1.1;
const atomsOfChain = 5;

/**
 * `angles` with the library's ideals at the φ and ψ that residues have at `xyz` ([n,3], Å); σ the smaller of the fixed one and 1.1 of
 * the library's (Berkholz et al. 2009, Structure 17:1316). Residues after a cis peptide keep what they have.
 */
export function conformationTargets(
  structure: Structure,
  angles: AngleList,
  chains: BackboneChains,
  xyz: Float64Array,
): AngleList {
  const [ideal, sigma] = [angles.ideal.slice(), angles.sigma.slice()];
  const indexOf = angleIndex(angles);
  for (let at = 0; at < chains.atoms.length; at += atomsOfChain) {
    const chain = [...chains.atoms.subarray(at, at + atomsOfChain)] as Chain;
    for (const [name, target] of targetsOf(structure, chain, xyz)) {
      const members = atomsOf(structure, chain, name);
      const i = members.length === 3 ? indexOf(members) : undefined;
      if (i === undefined) continue;
      ideal[i] = toRadians(target.ideal);
      sigma[i] = Math.min(sigma[i]!, WIDENING * toRadians(target.sigma));
    }
  }
  return { ...angles, ideal, sigma };
}

type Chain = [cBefore: number, n: number, ca: number, c: number, nBehind: number];

function targetsOf(
  structure: Structure,
  [cBefore, n, ca, c, nBehind]: Chain,
  xyz: Float64Array,
): Iterable<[string, { ideal: number; sigma: number }]> {
  const { residueOf } = structure.atoms;
  const { compId } = structure.residues;
  const caBefore = atomOf(structure, residueOf[cBefore]!, "CA");
  const omega = caBefore < 0 ? 180 : toDegrees(torsionOf(xyz, [caBefore, cBefore, n, ca]));
  if (Math.abs(omega) < MAX_CIS) return [];
  const [phi, psi] = [torsionOf(xyz, [cBefore, n, ca, c]), torsionOf(xyz, [n, ca, c, nBehind])];
  const isBeforeProline = compId[residueOf[nBehind]!] === "PRO";
  return cdlTargets(compId[residueOf[ca]!]!, isBeforeProline, toDegrees(phi), toDegrees(psi)) ?? [];
}

/** The atoms of a name of the library, such as `C(-1)-N-CA`; empty where the model lacks one. */
function atomsOf(structure: Structure, [cBefore, n, ca, c, nBehind]: Chain, name: string): number[] {
  const residue = structure.atoms.residueOf[ca]!;
  const backbone: Readonly<Record<string, number>> = {
    "C(-1)": cBefore,
    N: n,
    CA: ca,
    C: c,
    "N(+1)": nBehind,
  };
  const members = (name.match(/[A-Z]+(\([-+]1\))?/g) ?? []).map(
    (atom) => backbone[atom] ?? atomOf(structure, residue, atom),
  );
  return members.includes(-1) ? [] : members;
}

function atomOf({ atoms, residues }: Structure, residue: number, name: string): number {
  for (let atom = residues.atomStart[residue]!; atom < residues.atomStart[residue + 1]!; atom++) {
    if (atoms.name[atom] === name) return atom;
  }
  return -1;
}

/** Finds the angle of three atoms, named from either end. */
function angleIndex({ atoms, ideal }: AngleList): (members: readonly number[]) => number | undefined {
  const key = (a: number, b: number, c: number): string => `${Math.min(a, c)} ${b} ${Math.max(a, c)}`;
  const known = new Map<string, number>();
  for (let i = 0; i < ideal.length; i++)
    known.set(key(atoms[3 * i]!, atoms[3 * i + 1]!, atoms[3 * i + 2]!), i);
  return ([a, b, c]) => known.get(key(a!, b!, c!));
}
