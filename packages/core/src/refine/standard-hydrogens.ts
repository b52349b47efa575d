/** Hydrogens of the residues that reduce's table knows: its plans, where the bonds of the model leave room for them. */

import { belongsToLabel } from "../model/compile-context.ts";
import { type Conformer, conformerFor, findAtom, jointLabels } from "../model/conformers.ts";
import { peptideResidues, standardNucleotides } from "../tables/contact-chemistry.ts";
import {
  type BackboneGroup,
  type HydrogenPlan,
  hydrogenPlans,
  type PlacementRule,
  placementRules,
} from "../tables/hydrogen-placement.ts";
import { type HydrogenContext, type HydrogenSite, heavyNeighbours } from "./hydrogen-sites.ts";

/** An unlinked N of a residue with a number up to this one is the end of a chain; else a gap is before it, and N stays bare. */
const lastTerminalNumber = 1;

/** Heavy atoms that a parent is bonded to where a rule applies. */
const nNeighbours: Record<PlacementRule, number> = { 1: 3, 2: 2, 3: 1, 4: 2, 5: 2, 6: 1 };
const nitrogen = 7;

/** The hydrogens of a residue in all its conformers; undefined where reduce's table has no such residue. */
export function standardHydrogens(context: HydrogenContext, residue: number): HydrogenSite[] | undefined {
  const plans = residuePlans(context, residue);
  if (!plans) return undefined;
  const { conformers, previous } = context;
  const [own, before] = [conformers[residue]!, conformers[previous[residue]!]];
  const sites = new Map<string, HydrogenSite>();
  jointLabels(before ? [before, own] : [own]).forEach((label, i) => {
    const here = conformerFor(own, label);
    const behind = before && conformerFor(before, label);
    for (const plan of plans) {
      const atoms = locate(plan, here, behind);
      if (!atoms || (plan.flags.has("deoxyribose") && findAtom(here, "O2'") >= 0)) continue;
      // Alternatives of Cβ alone do not double Hα.
      const deciding = plan.flags.has("backboneAlt") ? atoms.slice(0, 3) : atoms;
      if (!belongsToLabel(context.structure, deciding, label, i === 0)) continue;
      const site = siteOf(context, plan, atoms, deciding);
      const key = `${plan.hydrogen}.${site?.altLoc}`;
      // The table lists atoms under several spellings: the first one found counts.
      if (site && !sites.has(key)) sites.set(key, site);
    }
  });
  return withoutCrowding(context, [...sites.values()]);
}

function residuePlans(
  { structure, monomers, previous }: HydrogenContext,
  residue: number,
): readonly HydrogenPlan[] | undefined {
  const { compId, authSeqId } = structure.residues;
  // Protonation states and names of simulation programs (HSD, CYX) stand for the residue itself.
  const known = [compId[residue]!, monomers[residue]?.id].find((id) => id && hydrogenPlans(id));
  if (!known) return undefined;
  const group = (name: BackboneGroup): readonly HydrogenPlan[] => hydrogenPlans(name) ?? [];
  const own = hydrogenPlans(known)!;
  if (standardNucleotides.has(known)) return [...group("ribose phosphate backbone"), ...own];
  if (!peptideResidues.has(known)) return own;
  const isProline = known === "PRO";
  const alpha = known === "GLY" ? [] : group("alpha");
  if (previous[residue]! >= 0) return [...(isProline ? [] : group("amide")), ...alpha, ...own];
  const isTerminus = authSeqId[residue]! <= lastTerminalNumber;
  return [...(isTerminus ? group(isProline ? "nt-pro" : "nt-amide") : []), ...alpha, ...own];
}

/** Parent and references; undefined when one is absent. `-` in front is the residue before. */
function locate(plan: HydrogenPlan, here: Conformer, before: Conformer | undefined): number[] | undefined {
  const atoms = [plan.parent, ...plan.references].map((name) => {
    if (!name.startsWith("-")) return findAtom(here, name);
    return before ? findAtom(before, name.slice(1)) : -1;
  });
  return atoms.includes(-1) ? undefined : atoms;
}

function siteOf(
  { structure }: HydrogenContext,
  plan: HydrogenPlan,
  atoms: readonly number[],
  deciding: readonly number[],
): HydrogenSite {
  const { altLoc } = structure.atoms;
  const { hydrogen: name, rule, length, parameter1, parameter2 } = plan;
  const labelled = deciding.find((atom) => altLoc[atom] !== "");
  const label = labelled === undefined ? "" : altLoc[labelled]!;
  return { name, altLoc: label, atoms, rule, length, parameter1, parameter2 };
}

/**
 * Leaves out hydrogens in whose place something is bonded: disulfides, phosphates, links, metals. A nitrogen at the end of a
 * side chain that gained one bond keeps one hydrogen, opposite to its two neighbours.
 */
function withoutCrowding(context: HydrogenContext, sites: readonly HydrogenSite[]): HydrogenSite[] {
  const kept: HydrogenSite[] = [];
  for (const site of sites) {
    const parent = site.atoms[0]!;
    const around = heavyNeighbours(context, parent, site.altLoc);
    const expected = nNeighbours[site.rule];
    if (around.length <= expected) {
      kept.push(site);
      continue;
    }
    const isAmine = context.structure.atoms.element[parent] === nitrogen && expected === 1;
    const isFirst = !kept.some(({ atoms, altLoc }) => atoms[0] === parent && altLoc === site.altLoc);
    if (!isAmine || around.length !== 2 || !isFirst) continue;
    kept.push({ ...site, rule: placementRules.planar, atoms: [parent, ...around], parameter2: 0 });
  }
  return kept;
}
