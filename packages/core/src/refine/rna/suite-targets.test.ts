/** Targets of suites: the names of outside programs where these are sure, one pucker a sugar, the cheapest path. */
import { describe, expect, it } from "vitest";
import type { Pucker } from "../../tables/rna-pucker-geometry.ts";
import { suiteClusters } from "../../tables/rna-suites.ts";
import { ribonucleotides } from "../../validate/synthetic-chains.ts";
import { suiteList } from "../suite-list.ts";
import { goldenModel, goldenReason, isGoldenAbsent, readGolden } from "../testing/golden-models.ts";
import { puckersByPhosphate } from "./puckers-by-phosphate.ts";
import { puckerBefore, puckerBehind, type SuiteChains, suiteAnglesDeg, suiteChains } from "./suite-chains.ts";
import { clusterCosts, suiteTargets } from "./suite-targets.ts";

const aForm = { deltaDeg: 81, epsilonDeg: 212, zetaDeg: 289, alphaDeg: 295, betaDeg: 174, gammaDeg: 53.6 };
const namesOf = (targets: Int32Array): string[] =>
  [...targets].map((cluster) => suiteClusters[cluster]?.name ?? "-");
const always = (pucker: Pucker) => (): Pucker => pucker;

function expectOnePuckerEach(chains: SuiteChains, targets: Int32Array): void {
  for (let i = 0; i < chains.nSuites; i++) {
    const next = chains.next[i]!;
    if (next >= 0) expect(puckerBehind(targets[i]!)).toBe(puckerBefore(targets[next]!));
  }
}

describe("targets of suites", () => {
  it("are A-form in A-form", () => {
    const structure = ribonucleotides(Array.from({ length: 5 }, () => aForm));
    const chains = suiteChains(structure, suiteList(structure));
    expect(namesOf(suiteTargets(structure, chains, always("C3'-endo")))).toEqual(["1a", "1a", "1a", "1a"]);
  });

  it("are the cheapest of all that share puckers", () => {
    // δ between the two puckers, so that both suites beside the sugar have a say.
    const structure = ribonucleotides([
      aForm,
      { ...aForm, deltaDeg: 113, epsilonDeg: 245, zetaDeg: 100, alphaDeg: 20, gammaDeg: 90 },
      { ...aForm, alphaDeg: 100, gammaDeg: 120 },
      aForm,
    ]);
    const chains = suiteChains(structure, suiteList(structure));
    const targets = suiteTargets(structure, chains, always("C2'-endo"));
    expectOnePuckerEach(chains, targets);
    const costs = [0, 1, 2].map((i) =>
      clusterCosts(suiteAnglesDeg(structure.atoms.xyz, chains, i)).map((own, c) => {
        const others = [puckerBefore(c), puckerBehind(c)].filter((pucker) => pucker !== "C2'-endo");
        return own + 0.5 * others.length;
      }),
    );
    const cost = (path: readonly number[]) => path.reduce((sum, c, i) => sum + costs[i]![c]!, 0);
    const all = suiteClusters.map((_, c) => c);
    let cheapest = Number.POSITIVE_INFINITY;
    for (const a of all) {
      for (const b of all.filter((c) => puckerBefore(c) === puckerBehind(a))) {
        for (const c of all.filter((other) => puckerBefore(other) === puckerBehind(b))) {
          cheapest = Math.min(cheapest, cost([a, b, c]));
        }
      }
    }
    expect(cost([...targets])).toBeCloseTo(cheapest, 12);
  });
});

describe.skipIf(isGoldenAbsent)(`targets on a real model${goldenReason}`, () => {
  it("are suitename's names where these are sure", () => {
    const structure = goldenModel("models_only.7ez0");
    const { rna } = JSON.parse(readGolden("models_only.7ez0", "json").toString()) as {
      readonly rna: { readonly suites: readonly [string, string, string, string, number | null][] };
    };
    const theirs = new Map(rna.suites.map(([chain, number, , ...rest]) => [`${chain} ${number}`, rest]));
    const chains = suiteChains(structure, suiteList(structure));
    const targets = suiteTargets(structure, chains, puckersByPhosphate(structure));
    expectOnePuckerEach(chains, targets);
    let [nSure, nSame] = [0, 0];
    namesOf(targets).forEach((name, i) => {
      const residue = chains.behind[i]!;
      const chain = structure.chains.authAsymId[structure.residues.chainOf[residue]!];
      const [their, suiteness] = theirs.get(`${chain} ${structure.residues.authSeqId[residue]}`)!;
      if (!suiteness || suiteness < 0.5) return;
      nSure++;
      if (name === their) nSame++;
    });
    expect(nSure).toBeGreaterThan(200);
    expect(nSame).toBeGreaterThan(0.97 * nSure);
  });
});
