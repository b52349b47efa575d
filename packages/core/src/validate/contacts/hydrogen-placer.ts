/** Puts hydrogens on the heavy atoms of a structure at the default torsions of the plans, conformer by conformer. */
import { contactRadii } from "../../tables/contact-radii.ts";
import type { HydrogenPlan } from "../../tables/hydrogen-placement.ts";
import type { Vector } from "../measure.ts";
import type { AtomGrid } from "./atom-grid.ts";
import type { ContactSites } from "./contact-sites.ts";
import { hydrogenPosition } from "./hydrogen-geometry.ts";
import { isHydrogenBlocked } from "./hydrogen-room.ts";
import type { PlacedHydrogen } from "./placed-hydrogen.ts";
import type { ResiduePlans } from "./residue-plans.ts";

/** Hydrogens of all residues, in the order of residues and plans. `grid` is over the heavy atoms. */
export function placeDefaultHydrogens(
  sites: ContactSites,
  grid: AtomGrid,
  residues: readonly ResiduePlans[],
): PlacedHydrogen[] {
  const placed: PlacedHydrogen[] = [];
  for (const residue of residues) {
    const names = atomsByName(sites, residue.residue);
    const neighbors = {
      "-": residue.previous >= 0 ? atomsByName(sites, residue.previous) : undefined,
      "+": residue.next >= 0 ? atomsByName(sites, residue.next) : undefined,
    };
    const hasO2 = names.has("O2'") || names.has("O2*");
    for (const plan of residue.plans) {
      if (plan.flags.has("deoxyribose") && hasO2) continue;
      const candidates = referenceCandidates(sites, plan, names, neighbors);
      if (!candidates) continue;
      for (const choice of conformerChoices(sites, plan, candidates)) {
        const hydrogen = hydrogenOf(sites, plan, residue.residue, choice);
        if (hydrogen && !isHydrogenBlocked(sites, grid, hydrogen)) placed.push(hydrogen);
      }
    }
  }
  return placed;
}

/** Indices of a residue's heavy atoms by name; alternates in the order of their labels. */
function atomsByName(sites: ContactSites, residue: number): Map<string, number[]> {
  const names = new Map<string, number[]>();
  for (let i = sites.residueStart[residue]!; i < sites.residueStart[residue + 1]!; i++) {
    const same = names.get(sites.name[i]!);
    if (same) same.push(i);
    else names.set(sites.name[i]!, [i]);
  }
  for (const atoms of names.values()) {
    if (atoms.length > 1) atoms.sort((a, b) => compareAlt(sites, a, b));
  }
  return names;
}

const compareAlt = (sites: ContactSites, a: number, b: number): number => {
  const [labelA, labelB] = [sites.altLabels[sites.alt[a]!]!, sites.altLabels[sites.alt[b]!]!];
  return labelA < labelB ? -1 : labelA > labelB ? 1 : 0;
};

/** For the parent and each reference the atoms with that name; undefined when one is missing. */
function referenceCandidates(
  sites: ContactSites,
  plan: HydrogenPlan,
  names: Map<string, number[]>,
  neighbors: Readonly<Record<"-" | "+", Map<string, number[]> | undefined>>,
): number[][] | undefined {
  const candidates: number[][] = [];
  for (const name of [plan.parent, ...plan.references]) {
    const side = name[0]!;
    const atoms = side === "-" || side === "+" ? neighbors[side]?.get(name.slice(1)) : names.get(name);
    if (!atoms || contactRadii(sites.element[atoms[0]!]!).isMetal) return undefined;
    candidates.push(atoms);
  }
  return candidates;
}

interface ConformerChoice {
  readonly alt: number;
  readonly occ: number;
  readonly atoms: readonly number[];
}

/**
 * The conformers in which the hydrogen exists: one for each alternate label among its atoms, with the atoms of that label
 * or the common ones. Hα follows the backbone: alternates of Cβ alone do not double it.
 */
function conformerChoices(
  sites: ContactSites,
  plan: HydrogenPlan,
  candidates: readonly number[][],
): ConformerChoice[] {
  const parent = candidates[0]![0]!;
  const isSingle = (atoms: readonly number[]) => atoms.length === 1;
  const followsBackbone = plan.flags.has("backboneAlt") && candidates.slice(0, 3).every(isSingle);
  if (candidates.every(isSingle) || followsBackbone) {
    const atoms = candidates.map((c) => c[0]!);
    const labelled = followsBackbone ? parent : (atoms.find((a) => sites.alt[a] !== 0) ?? parent);
    return [{ alt: sites.alt[labelled]!, occ: sites.occ[labelled]!, atoms }];
  }
  const labels = new Set(candidates.flat().map((atom) => sites.alt[atom]!));
  if (labels.size > 1) labels.delete(0);
  const choices: ConformerChoice[] = [];
  for (const alt of labels) {
    const atoms = candidates.map((c, i) => atomOfConformer(sites, c, alt, i > 0));
    if (atoms.includes(-1)) continue;
    const labelled = atoms.find((a) => sites.alt[a] === alt && alt !== 0) ?? parent;
    choices.push({ alt, occ: sites.occ[labelled]!, atoms });
  }
  return choices;
}

/** The atom with the label, else the common one, else (for references) the only one; −1 for none. */
function atomOfConformer(
  sites: ContactSites,
  atoms: readonly number[],
  alt: number,
  anyIfSingle: boolean,
): number {
  const own = atoms.find((a) => sites.alt[a] === alt) ?? atoms.find((a) => sites.alt[a] === 0);
  return own ?? (anyIfSingle && atoms.length === 1 ? atoms[0]! : -1);
}

function hydrogenOf(
  sites: ContactSites,
  plan: HydrogenPlan,
  residue: number,
  choice: ConformerChoice,
): PlacedHydrogen | undefined {
  const points = choice.atoms.map(
    (a): Vector => [sites.xyz[3 * a]!, sites.xyz[3 * a + 1]!, sites.xyz[3 * a + 2]!],
  );
  const xyz = hydrogenPosition(plan, points);
  if (!xyz) return undefined;
  const [parent, ...references] = choice.atoms as [number, ...number[]];
  return { plan, residue, parent, references, alt: choice.alt, occ: choice.occ, xyz };
}
