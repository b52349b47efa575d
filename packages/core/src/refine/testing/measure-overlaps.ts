/** For tests: the overlaps of a model by the clash term's own measure, with the names that outside programs give to the sites. */
import { createSystem, type GeometryKernels } from "@cryoreel/geometry-wasm";
import { compileRestraints } from "../../model/compile-restraints.ts";
import type { Structure } from "../../model/structure.ts";
import { type AllAtomTerms, allAtomTerms, settledTerms } from "../all-atom-terms.ts";
import { readGolden } from "./golden-models.ts";

/** The overlapping pairs of a model with hydrogens at default torsions, or settled. */
export function measureOverlaps(kernels: GeometryKernels, structure: Structure, isSettled = false) {
  const restraints = compileRestraints(structure);
  const terms = allAtomTerms(structure, restraints);
  if (!isSettled) return measureTerms(kernels, structure, terms);
  const settled = settledTerms(structure, restraints, terms, placeHydrogens(kernels, structure, terms));
  return measureTerms(kernels, structure, settled);
}

function placeHydrogens(kernels: GeometryKernels, structure: Structure, { hydrogens }: AllAtomTerms) {
  const system = createSystem(kernels, structure.nAtoms, hydrogens.list);
  const places = system.placeHydrogens(structure.atoms.xyz);
  system.dispose();
  return places;
}

function measureTerms(kernels: GeometryKernels, structure: Structure, terms: AllAtomTerms) {
  const { hydrogens, lists } = terms;
  const rules = lists.clash;
  const system = createSystem(kernels, structure.nAtoms, hydrogens.list);
  system.set("clash", rules);
  const { z, atoms: pairs } = system.measure("clash", structure.atoms.xyz);
  system.dispose();
  const xyz = Float64Array.of(...structure.atoms.xyz, ...placeHydrogens(kernels, structure, terms));
  const labels = Array.from(z, (_, k) =>
    [pairs![2 * k]!, pairs![2 * k + 1]!]
      .map((site) => siteLabel(structure, terms, site))
      .sort()
      .join(" | "),
  );
  return { z, pairs: pairs!, xyz, rules, labels, hydrogens };
}

/** `chain number component atom` */
function siteLabel(structure: Structure, { hydrogens }: AllAtomTerms, site: number): string {
  const i = site - structure.nAtoms;
  const atom = i < 0 ? site : hydrogens.list.atoms[4 * i]!;
  const residue = structure.atoms.residueOf[atom]!;
  const { chainOf, authSeqId, insCode, compId } = structure.residues;
  const chain = structure.chains.authAsymId[chainOf[residue]!];
  const name = i < 0 ? structure.atoms.name[site] : hydrogens.name[i];
  return `${chain} ${authSeqId[residue]}${insCode[residue]} ${compId[residue]} ${name}`;
}

/** Clashes of probe 2.25 with hydrogens of reduce 4.16, at default torsions or rotated: [labels, overlap in Å]. */
export function goldenClashes(name: string, variant: "clash_default_torsions" | "clash"): [string, number][] {
  const golden = JSON.parse(readGolden(name, "json").toString()) as Record<
    typeof variant,
    { readonly list: readonly [readonly string[], number][] }
  >;
  const words = (label: string): string => label.trim().split(/\s+/).join(" ");
  return golden[variant].list.map(([pair, gap]) => [pair.map(words).sort().join(" | "), -gap]);
}
