/** Which hydrogens each residue gets: its backbone state, its own plans, or those of a ligand's connectivity. */
import { peptideResidues, standardNucleotides } from "../../tables/contact-chemistry.ts";
import { type BackboneGroup, type HydrogenPlan, hydrogenPlans } from "../../tables/hydrogen-placement.ts";
import type { ContactSites } from "./contact-sites.ts";
import { ligandPlans } from "./ligand-plans.ts";

/** How a residue's N joins the chain: bonded to C before it, the end of the chain, or after a gap. */
export type ChainState = "linked" | "terminus" | "fragment";

/** The plans of one residue, and the residue before it when it is bonded to it. */
export interface ResiduePlans {
  readonly residue: number;
  readonly plans: readonly HydrogenPlan[];
  readonly chainState: ChainState;
  /** The residue whose C is bonded to N; −1 for none. */
  readonly previous: number;
  /** The residue whose N is bonded to C; −1 for none. */
  readonly next: number;
}

/** Residues that got no hydrogens because no table knows them. */
export interface UnknownResidues {
  readonly compId: string;
  readonly residues: readonly number[];
}

/** C–N distances that count as a peptide bond, Å. */
const peptideBond = { min: 1.1, max: 1.7 };
/** An unlinked N of a residue with a number up to this one is the end of the chain, else a gap is before it. */
const lastTerminalNumber = 1;

/** Plans of all residues. Ligands outside the table of standard residues get theirs only with `ligands`. */
export function residuePlans(
  sites: ContactSites,
  options: { readonly ligands: boolean },
): { plans: ResiduePlans[]; unknown: UnknownResidues[] } {
  const { structure, residueStart } = sites;
  const { compId, nResidues } = structure.residues;
  const unknown = new Map<string, number[]>();
  const plans: ResiduePlans[] = [];
  const previousOf = Int32Array.from({ length: nResidues }, (_, residue) => linkedBefore(sites, residue));
  const nextOf = new Int32Array(nResidues).fill(-1);
  previousOf.forEach((previous, residue) => {
    if (previous >= 0) nextOf[previous] = residue;
  });
  for (let residue = 0; residue < nResidues; residue++) {
    if (residueStart[residue] === residueStart[residue + 1] || sites.residues.isWater[residue]) continue;
    const previous = previousOf[residue]!;
    const chainState = chainStateOf(sites, residue, previous);
    const own = ownPlans(sites, residue, options.ligands);
    if (!own && residueStart[residue + 1]! - residueStart[residue]! > 1) {
      const name = compId[residue]!;
      unknown.set(name, [...(unknown.get(name) ?? []), residue]);
    }
    const backbone = backbonePlans(compId[residue]!, chainState);
    plans.push({
      residue,
      plans: [...backbone, ...(own ?? [])],
      chainState,
      previous,
      next: nextOf[residue]!,
    });
  }
  return { plans, unknown: [...unknown].map(([name, residues]) => ({ compId: name, residues })) };
}

function ownPlans(
  sites: ContactSites,
  residue: number,
  ligands: boolean,
): readonly HydrogenPlan[] | undefined {
  const name = sites.structure.residues.compId[residue]!;
  return hydrogenPlans(name) ?? (ligands ? ligandPlans(name) : undefined);
}

function backbonePlans(name: string, chainState: ChainState): readonly HydrogenPlan[] {
  const group = (id: BackboneGroup) => hydrogenPlans(id) ?? [];
  if (standardNucleotides.has(name)) return group("ribose phosphate backbone");
  if (!peptideResidues.has(name)) return [];
  const isProline = name === "PRO";
  const amine =
    chainState === "terminus"
      ? group(isProline ? "nt-pro" : "nt-amide")
      : chainState === "linked" && !isProline
        ? group("amide")
        : [];
  return [...amine, ...(name === "GLY" ? [] : group("alpha"))];
}

function chainStateOf(sites: ContactSites, residue: number, previous: number): ChainState {
  if (previous >= 0) return "linked";
  return sites.structure.residues.authSeqId[residue]! <= lastTerminalNumber ? "terminus" : "fragment";
}

/** The residue before, if its first C is at bonding distance of the first N; alternatives at one place are passed over. */
function linkedBefore(sites: ContactSites, residue: number): number {
  const { place, authorChain } = sites.residues;
  let before = residue - 1;
  while (before >= 0 && place[before] === place[residue]) before--;
  if (before < 0 || authorChain[before] !== authorChain[residue]) return -1;
  const c = firstNamed(sites, before, "C");
  const n = firstNamed(sites, residue, "N");
  if (c < 0 || n < 0) return -1;
  const { xyz } = sites;
  const gap = Math.hypot(
    xyz[3 * c]! - xyz[3 * n]!,
    xyz[3 * c + 1]! - xyz[3 * n + 1]!,
    xyz[3 * c + 2]! - xyz[3 * n + 2]!,
  );
  return peptideBond.min < gap && gap < peptideBond.max ? before : -1;
}

function firstNamed(sites: ContactSites, residue: number, name: string): number {
  for (let i = sites.residueStart[residue]!; i < sites.residueStart[residue + 1]!; i++) {
    if (sites.name[i] === name) return i;
  }
  return -1;
}
