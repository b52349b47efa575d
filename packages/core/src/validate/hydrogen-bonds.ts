/** Backbone hydrogen bonds of proteins by the energy of DSSP. */
import type { Structure } from "../model/structure.ts";
import { buildAtomGrid, findNear } from "./contacts/atom-grid.ts";
import {
  add,
  type Coordinates,
  difference,
  length,
  position,
  subtract,
  unit,
  type Vector,
} from "./measure.ts";
import { firstConformers, type ProteinTrace, type TraceResidue } from "./protein-traces.ts";
import { type ResidueId, residueId } from "./residue-id.ts";

/** N–H of the donor to C=O of the acceptor. */
export interface HydrogenBond {
  readonly donor: ResidueId;
  readonly acceptor: ResidueId;
  /** kcal/mol; a bond has less than −0.5. */
  readonly energy: number;
}

/** Kabsch & Sander 1983, Biopolymers 22:2577: charges 0.42 e and 0.20 e, kcal·Å/(mol·e²). */
const coulomb = 0.42 * 0.2 * 332;
const bondEnergy = -0.5;
/** Lowest energy: where atoms come closer than half an ångström. */
const lowestEnergy = -9.9;
const closest = 0.5;
/** Beyond this N–O distance no geometry reaches −0.5 kcal/mol, Å. */
const maxNitrogenOxygen = 5.2;
/** As in DSSP a nitrogen gives at most its two best bonds. */
const bondsPerDonor = 2;

/** All backbone hydrogen bonds, within chains and between them; first conformers only. */
export function findHydrogenBonds(structure: Structure, traces: readonly ProteinTrace[]): HydrogenBond[] {
  const { xyz } = structure.atoms;
  const chains = firstConformers(traces);
  const carbonyls = new Map<number, TraceResidue>();
  for (const residue of chains.flatMap((trace) => trace.residues)) {
    if (residue.c >= 0 && residue.o >= 0) carbonyls.set(residue.o, residue);
  }
  const grid = buildAtomGrid(xyz, maxNitrogenOxygen, [...carbonyls.keys()]);
  const near: number[] = [];
  const bonds: HydrogenBond[] = [];
  for (const { residues } of chains) {
    for (let i = 1; i < residues.length; i++) {
      const [before, donor] = [residues[i - 1]!, residues[i]!];
      if (!donor.linked || before.o < 0 || donor.compId === "PRO") continue;
      const n = findNear(grid, position(xyz, donor.n), maxNitrogenOxygen, near);
      const best = near
        .slice(0, n)
        .map((oxygen) => carbonyls.get(oxygen)!)
        .filter((acceptor) => acceptor !== donor && acceptor !== before)
        .map((acceptor) => ({ acceptor, energy: energyOf(xyz, before, donor, acceptor) }))
        .filter(({ energy }) => energy < bondEnergy)
        .sort((a, b) => a.energy - b.energy)
        .slice(0, bondsPerDonor);
      for (const { acceptor, energy } of best) {
        const [from, to] = [residueId(structure, donor.residue), residueId(structure, acceptor.residue)];
        bonds.push({ donor: from, acceptor: to, energy });
      }
    }
  }
  return bonds;
}

/** q₁q₂·332·(1/rON + 1/rCH − 1/rOH − 1/rCN), the hydrogen 1 Å from N, opposite to the carbonyl before. */
function energyOf(
  xyz: Coordinates,
  before: TraceResidue,
  { n }: TraceResidue,
  { c, o }: TraceResidue,
): number {
  const nitrogen = position(xyz, n);
  const hydrogen = add(nitrogen, unit(difference(xyz, before.o, before.c)));
  const between = (a: Vector, b: Vector): number => length(subtract(a, b));
  const [carbon, oxygen] = [position(xyz, c), position(xyz, o)];
  const on = between(oxygen, nitrogen);
  const ch = between(carbon, hydrogen);
  const oh = between(oxygen, hydrogen);
  const cn = between(carbon, nitrogen);
  if (Math.min(on, ch, oh, cn) < closest) return lowestEnergy;
  return Math.max(lowestEnergy, coulomb * (1 / on + 1 / ch - 1 / oh - 1 / cn));
}
