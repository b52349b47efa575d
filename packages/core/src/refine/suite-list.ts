/** The RNA backbone suites of a model and the conformers that they may have: what the `suite` term takes. */

import type { SuiteList } from "@cryoreel/geometry-wasm";
import { findAtoms } from "../model/compile-context.ts";
import {
  type Conformer,
  conformerFor,
  findAtom,
  jointLabels,
  residueConformers,
} from "../model/conformers.ts";
import { polymerLinks } from "../model/polymer-links.ts";
import type { Structure } from "../model/structure.ts";
import { suiteClusters, suiteHalfWidthsDeg } from "../tables/rna-suites.ts";
import { toRadians } from "../units.ts";

const atomsBefore = ["C5'", "C4'", "C3'", "O3'"] as const;
const atomsBehind = ["P", "O5'", "C5'", "C4'", "C3'", "O3'"] as const;

/**
 * All suites over real links of ribonucleotides, in all conformers; those that lack an atom are left out. Each goes to the
 * cluster that is nearest at each evaluation, by all seven torsions (Richardson et al. 2008, RNA 14:465).
 */
export function suiteList(structure: Structure): SuiteList {
  const suites = suitesOf(structure);
  return {
    atoms: Int32Array.from(suites.flat()),
    targetOf: new Int32Array(suites.length).fill(-1),
    center: Float64Array.from(suiteClusters.flatMap(({ centreDeg }) => centreDeg.map(toRadians))),
    halfWidth: Float64Array.from(suiteClusters.flatMap(() => suiteHalfWidthsDeg.map(toRadians))),
  };
}

/** The ten atoms of each suite. */
function suitesOf(structure: Structure): number[][] {
  const conformers = residueConformers(structure);
  const found = new Map<string, number[]>();
  for (const { kind, residue1, residue2 } of polymerLinks(structure, conformers).links) {
    const [before, behind] = [conformers[residue1]!, conformers[residue2]!];
    if (kind !== "phosphodiester") continue;
    for (const label of jointLabels([before, behind])) {
      const [first, second] = [conformerFor(before, label), conformerFor(behind, label)];
      const [start, end] = [findAtoms(first, atomsBefore), findAtoms(second, atomsBehind)];
      if (!start || !end || !isRibose(first) || !isRibose(second)) continue;
      found.set([...start, ...end].join(), [...start, ...end]);
    }
  }
  return [...found.values()];
}

const isRibose = (conformer: Conformer): boolean => findAtom(conformer, "O2'") >= 0;
