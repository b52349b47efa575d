/** Replaces the backbone's fixed targets by those of the conformation-dependent library. */
import type { Structure } from "../model/structure.ts";
import { type CdlTarget, cdlTargets } from "../tables/cdl.ts";
import type { GeometryTargets } from "./covalent-geometry.ts";
import { torsionDeg } from "./measure.ts";
import type { PhiPsi } from "./ramachandran.ts";

/** Peptide bonds nearer to cis than this take no library values, degrees. */
const maxCis = 45;

/** The targets of `fixed` with the library's values wherever a residue has phi and psi and follows a trans peptide bond. */
export function conformationDependentTargets(
  structure: Structure,
  places: readonly PhiPsi[],
  fixed: { readonly bonds: GeometryTargets; readonly angles: GeometryTargets },
): { bonds: GeometryTargets; angles: GeometryTargets } {
  const bonds = replaceable(fixed.bonds, structure.nAtoms);
  const angles = replaceable(fixed.angles, structure.nAtoms);
  for (const place of places) {
    const { before, residue, after, phiDeg, psiDeg } = place;
    const omegaDeg = torsionDeg(structure.atoms.xyz, [before.ca, before.c, residue.n, residue.ca]);
    if (before.ca >= 0 && Math.abs(omegaDeg) < maxCis) continue;
    const targets = cdlTargets(residue.compId, after.compId === "PRO", phiDeg, psiDeg);
    for (const [name, target] of targets ?? []) {
      const atoms = atomsOf(name, place);
      (atoms.length === 2 ? bonds : angles).replace(atoms, target);
    }
  }
  return { bonds: bonds.targets, angles: angles.targets };
}

/** The atoms of a name of the library, such as `C(-1)-N-CA`; −1 where the model lacks one. */
function atomsOf(name: string, { before, residue, after }: PhiPsi): number[] {
  const { n, ca, cb, c, o } = residue;
  const byName: Readonly<Record<string, number>> = {
    "C(-1)": before.c,
    N: n,
    CA: ca,
    CB: cb,
    C: c,
    O: o,
    "N(+1)": after.n,
  };
  return (name.match(/[A-Z]+(\([-+]1\))?/g) ?? []).map((atom) => byName[atom]!);
}

/** A copy of the targets with a way to change the one of given atoms, in either direction. */
function replaceable({ atoms, atomsPerTerm, ideal, sigma }: GeometryTargets, nAtoms: number) {
  const targets = { atoms, atomsPerTerm, ideal: ideal.slice(), sigma: sigma.slice() };
  const key = (members: ArrayLike<number>): number =>
    Array.prototype.reduce.call(
      members,
      (sum, atom) => (sum as number) * nAtoms + (atom as number),
      0,
    ) as number;
  const termOf = new Map<number, number>();
  for (let term = 0; term < ideal.length; term++) {
    termOf.set(key(atoms.subarray(term * atomsPerTerm, (term + 1) * atomsPerTerm)), term);
  }
  const replace = (members: readonly number[], target: CdlTarget): void => {
    const term = termOf.get(key(members)) ?? termOf.get(key([...members].reverse()));
    if (term === undefined || members.includes(-1)) return;
    targets.ideal[term] = target.ideal;
    targets.sigma[term] = target.sigma;
  };
  return { targets, replace };
}
