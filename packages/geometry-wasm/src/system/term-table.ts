/** The table of terms: one line each. A term without a line does not compile. */

import type { KernelName } from "../pool/program.ts";
import type { CompiledTerm, TermContext } from "./compiled-term.ts";
import { compileLocalTerm, everyNth, type FlatList } from "./local-term.ts";
import { compilePairTerm } from "./pair-term.ts";
import { flattenSuites } from "./suite-centers.ts";
import type {
  AngleList,
  BondList,
  CbetaList,
  ChiralityList,
  PlaneList,
  PositionList,
  RepulsionRules,
  SuiteList,
  TorsionList,
  TorsionMapList,
} from "./term-lists.ts";
import { flattenTorsionMaps } from "./torsion-map.ts";

/** What each term takes. */
export interface TermLists {
  readonly bond: BondList;
  readonly angle: AngleList;
  readonly torsion: TorsionList;
  readonly omega: TorsionList;
  readonly plane: PlaneList;
  readonly chirality: ChiralityList;
  readonly contact: BondList;
  readonly cbeta: CbetaList;
  readonly ramachandran: TorsionMapList;
  readonly rotamer: TorsionMapList;
  readonly suite: SuiteList;
  readonly basePair: BondList;
  readonly repulsion: RepulsionRules;
  readonly clash: RepulsionRules;
  readonly reference: PositionList;
  readonly robustReference: PositionList;
}

export type TermName = keyof TermLists;

/** A term: what it measures, and how its input is brought to its kernel. */
export interface TermDefinition<List> {
  /** For reports, in the plural. */
  readonly title: string;
  /** z, as a formula. */
  readonly measure: string;
  compile(context: TermContext, list: List): CompiledTerm;
}

/** All terms, in the order of reports. */
export const termTable: { readonly [T in TermName]: TermDefinition<TermLists[T]> } = {
  bond: local("bonds", "(d − ideal)/σ", "bond", 2, (l) => [l.ideal, l.sigma]),
  angle: local("angles", "(θ − ideal)/σ", "angle", 3, (l) => [l.ideal, l.sigma]),
  torsion: local("torsions", "(φ − nearest ideal)/σ", "torsion", 4, (l) => [l.ideal, l.sigma, l.period]),
  omega: local("peptide bonds", "(ω − nearest ideal)/σ", "torsion", 4, (l) => [l.ideal, l.sigma, l.period]),
  plane: {
    title: "planes",
    measure: "distance from the plane/σ",
    compile: (context, { atoms, start, sigma }) =>
      compileLocalTerm(context, "plane", { atoms, start, columns: [sigma], sigma, zPerAtom: true }),
  },
  chirality: local("chiral centres", "(V − ideal)/σ", "chirality", 4, (l) => [l.ideal, l.sigma, l.bothHands]),
  contact: local("contacts of the input", "x/√(1 + x²), x = (d − ideal)/σ", "contact", 2, (l) => [
    l.ideal,
    l.sigma,
  ]),
  cbeta: local("Cβ positions", "|Cβ − ideal|/σ", "cbeta", 4, (l) => [
    l.length,
    l.angleC,
    l.dihedralN,
    l.angleN,
    l.dihedralC,
    l.sigma,
  ]),
  ramachandran: {
    title: "backbone conformations",
    measure: "cost of (φ, ψ)",
    compile: (context, list) => compileLocalTerm(context, "torsionMap", flattenTorsionMaps(list)),
  },
  rotamer: {
    title: "side-chain conformations",
    measure: "cost of χ",
    compile: (context, list) => compileLocalTerm(context, "torsionMap", flattenTorsionMaps(list)),
  },
  suite: {
    title: "RNA suites",
    measure: "distance of seven torsions from a cluster",
    compile: (context, list) => compileLocalTerm(context, "suite", flattenSuites(list)),
  },
  basePair: local("hydrogen bonds of base pairs", "x/√(1 + x²), x = (d − ideal)/σ", "contact", 2, (l) => [
    l.ideal,
    l.sigma,
  ]),
  repulsion: {
    title: "non-bonded contacts",
    measure: "least distance − d, Å",
    compile: (context, rules) => compilePairTerm(context, rules, "atoms"),
  },
  clash: {
    title: "all-atom contacts",
    measure: "least distance − d, Å",
    compile: (context, rules) => compilePairTerm(context, rules, "sites"),
  },
  reference: local("reference positions", "|r − r₀|/σ", "reference", 1, positionColumns),
  robustReference: local(
    "reference positions, robust",
    "x/√(1 + x²), x = |r − r₀|/σ",
    "robustReference",
    1,
    positionColumns,
  ),
};

/** The names of all terms, in the order of the table. */
export const termNames = Object.keys(termTable) as readonly TermName[];

/** A term whose restraints all have `size` atoms. */
function local<List extends { readonly atoms: Int32Array; readonly sigma: Float64Array }>(
  title: string,
  measure: string,
  kernel: KernelName,
  size: number,
  columns: (list: List) => FlatList["columns"],
): TermDefinition<List> {
  return {
    title,
    measure,
    compile: (context, list) =>
      compileLocalTerm(context, kernel, {
        atoms: list.atoms,
        start: everyNth(list.atoms, size),
        columns: columns(list),
        sigma: list.sigma,
      }),
  };
}

function positionColumns(list: PositionList): FlatList["columns"] {
  return [list.x, list.y, list.z, list.sigma];
}
