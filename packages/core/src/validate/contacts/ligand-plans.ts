/** Plans for the hydrogens of a ligand from its connectivity alone, as reduce makes them for hetero groups. */
import type { HydrogenKind, HydrogenPlan, PlacementFlag } from "../../tables/hydrogen-placement.ts";
import {
  type LigandAtom,
  type LigandConnectivity,
  ligandConnectivity,
} from "../../tables/ligand-hydrogens.ts";

/** X–H lengths of the electron cloud and of the nuclei, Å. */
const bondLengths: Record<string, readonly [number, number]> = {
  C: [0.97, 1.09],
  N: [0.86, 1.02],
  O: [0.84, 0.98],
  S: [1.2, 1.3],
};

const plansOf = new Map<string, readonly HydrogenPlan[]>();

/** The plans of a component of the ligand table; undefined for others. */
export function ligandPlans(compId: string): readonly HydrogenPlan[] | undefined {
  const known = plansOf.get(compId);
  if (known) return known;
  const connectivity = ligandConnectivity(compId);
  if (!connectivity) return undefined;
  const plans = [...connectivity.atoms.values()].flatMap((parent) =>
    parent.hydrogens.flatMap((_, which) => planOf(connectivity, parent, which) ?? []),
  );
  plansOf.set(compId, plans);
  return plans;
}

/** Rule and angles of one hydrogen. */
interface Shape {
  readonly rule: HydrogenPlan["rule"];
  readonly references: readonly string[];
  readonly parameter1?: number;
  readonly parameter2?: number;
  readonly flags?: readonly PlacementFlag[];
}

function planOf(ligand: LigandConnectivity, parent: LigandAtom, which: number): HydrogenPlan | undefined {
  const shape = shapeOf(ligand, parent, which);
  if (!shape) return undefined;
  const [length, lengthNuclear] = bondLengths[parent.element] ?? bondLengths["C"]!;
  return {
    hydrogen: parent.hydrogens[which]!,
    kind: kindOf(parent, shape.rule),
    rule: shape.rule,
    parent: parent.name,
    references: shape.references,
    length,
    lengthNuclear,
    parameter1: shape.parameter1 ?? 0,
    parameter2: shape.parameter2 ?? 0,
    flags: new Set<PlacementFlag>(["bump", ...(shape.flags ?? [])]),
  };
}

function kindOf(parent: LigandAtom, rule: number): HydrogenKind {
  const isPolar = ["N", "O", "S"].includes(parent.element);
  if (rule === 4) return isPolar ? "polarAromatic" : "aromatic";
  return isPolar ? "polar" : "nonpolar";
}

function shapeOf(ligand: LigandConnectivity, parent: LigandAtom, which: number): Shape | undefined {
  const nBonds = parent.heavy.length + parent.hydrogens.length;
  if (parent.heavy.length === 3) return { rule: 1, references: parent.heavy };
  if (parent.heavy.length === 2 && nBonds === 4) {
    return { rule: 2, references: parent.heavy, parameter1: which === 0 ? 126.5 : -126.5 };
  }
  if (parent.heavy.length === 2 && nBonds === 3) return { rule: 4, references: parent.heavy };
  return parent.heavy.length === 1 ? endShape(ligand, parent, which, nBonds) : undefined;
}

/** A hydrogen of a chain's end: methyl, ammonium, amine, hydroxyl, or the end of a triple bond. */
function endShape(
  ligand: LigandConnectivity,
  parent: LigandAtom,
  which: number,
  nBonds: number,
): Shape | undefined {
  const near = ligand.atoms.get(parent.heavy[0]!);
  const far = near?.heavy.find((name) => name !== parent.name);
  if (!near || far === undefined) return undefined;
  const references = [near.name, far];
  if (nBonds === 4) {
    const torsion = which === 0 ? 180 : which === 1 ? 60 : -60;
    const isAmmonium = parent.element === "N";
    const freedom: PlacementFlag = near.element === "S" ? "rotate" : "methylLike";
    const flags: PlacementFlag[] = isAmmonium && freedom !== "rotate" ? [freedom, "ammonium"] : [freedom];
    return { rule: 3, references, parameter1: 109.5, parameter2: torsion, flags };
  }
  if (nBonds === 3) return { rule: 3, references, parameter1: 120, parameter2: which === 0 ? 0 : 180 };
  if (parent.element === "C") return { rule: 6, references: [near.name] };
  const flags: PlacementFlag[] = ["N", "O", "S"].includes(parent.element) ? ["rotate"] : [];
  return { rule: 3, references, parameter1: 109.5, parameter2: 180, flags };
}
