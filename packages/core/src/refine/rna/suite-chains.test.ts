/** Chains of suites: who shares a sugar, angles as outside programs measure them, distances by hand. */
import { describe, expect, it } from "vitest";
import { suiteClusters } from "../../tables/rna-suites.ts";
import { ribonucleotides } from "../../validate/synthetic-chains.ts";
import { suiteList } from "../suite-list.ts";
import { goldenModel, goldenReason, isGoldenAbsent, readGolden } from "../testing/golden-models.ts";
import { distanceToCluster, puckersOfTargets, suiteAnglesDeg, suiteChains } from "./suite-chains.ts";

const aForm = { deltaDeg: 81, epsilonDeg: 212, zetaDeg: 289, alphaDeg: 295, betaDeg: 174, gammaDeg: 53.6 };
const byName = (name: string): number => suiteClusters.findIndex((cluster) => cluster.name === name);

describe("chains of suites", () => {
  it("run from sugar to sugar and end at breaks", () => {
    const structure = ribonucleotides(
      Array.from({ length: 6 }, () => aForm),
      { breakBefore: 3 },
    );
    const chains = suiteChains(structure, suiteList(structure));
    expect([...chains.before]).toEqual([0, 1, 3, 4]);
    expect([...chains.behind]).toEqual([1, 2, 4, 5]);
    expect([...chains.previous]).toEqual([-1, 0, -1, 2]);
    expect([...chains.next]).toEqual([1, -1, 3, -1]);
  });

  it("have the angles that they were built with", () => {
    const structure = ribonucleotides([aForm, { ...aForm, alphaDeg: 200, epsilonDeg: 350 }, aForm]);
    const chains = suiteChains(structure, suiteList(structure));
    const angles = [0, 1].map((i) => suiteAnglesDeg(structure.atoms.xyz, chains, i));
    expect(angles).toEqual(
      [
        [81, 212, 289, 200, 174, 53.6, 81],
        [81, 350, 289, 295, 174, 53.6, 81],
      ].map((row) => row.map((deg) => expect.closeTo(deg, 6))),
    );
  });

  it("ask of each sugar what the clusters on its sides share", () => {
    const structure = ribonucleotides([aForm, aForm, aForm]);
    const chains = suiteChains(structure, suiteList(structure));
    const puckers = puckersOfTargets(chains, Int32Array.of(byName("1b"), byName("2a")));
    expect([...puckers.values()]).toEqual(["C3'-endo", "C2'-endo", "C3'-endo"]);
  });
});

describe("the distance from a cluster", () => {
  const cluster = suiteClusters[byName("1a")]!;
  const moved = (k: number, by: number) =>
    cluster.centreDeg.map((deg, i) => (i === k ? (deg + by + 360) % 360 : deg));

  it("is one at the half width of each angle, the short way round", () => {
    [28, 60, 55, 50, 70, 35, 28].forEach((width, k) => {
      expect(distanceToCluster(moved(k, width), cluster)).toBeCloseTo(1, 12);
      expect(distanceToCluster(moved(k, -width), cluster)).toBeCloseTo(1, 12);
    });
    expect(distanceToCluster(cluster.centreDeg, cluster)).toBe(0);
    // α = 295°: 10° lies 75° ahead of it, not 285° behind.
    const ahead = cluster.centreDeg.map((deg, i) => (i === 3 ? 10 : deg));
    expect(distanceToCluster(ahead, cluster)).toBeCloseTo((370 - cluster.centreDeg[3]!) / 50, 12);
  });

  it("adds cubes", () => {
    const both = moved(3, 25).map((deg, i) => (i === 5 ? deg - 17.5 : deg));
    expect(distanceToCluster(both, cluster)).toBeCloseTo(Math.cbrt(0.25), 12);
  });
});

describe.skipIf(isGoldenAbsent)(`suites of a real model${goldenReason}`, () => {
  it("have the angles that outside programs measure", () => {
    const structure = goldenModel("models_only.7ez0");
    const { rna } = JSON.parse(readGolden("models_only.7ez0", "json").toString()) as {
      readonly rna: { readonly dihedrals: readonly string[] };
    };
    // Columns: chain and number, then α β γ δ ε ζ of the residue.
    const theirs = new Map(
      rna.dihedrals.map((row) => {
        const words = row.split(":");
        return [`${words[2]!.trim()} ${words[3]!.trim()}`, words.slice(-6).map(Number)];
      }),
    );
    const chains = suiteChains(structure, suiteList(structure));
    let n = 0;
    for (let i = 0; i < chains.nSuites; i++) {
      const key = (residue: number) =>
        `${structure.chains.authAsymId[structure.residues.chainOf[residue]!]} ${structure.residues.authSeqId[residue]}`;
      const front = theirs.get(key(chains.before[i]!))!;
      const back = theirs.get(key(chains.behind[i]!))!;
      const expected = [...front.slice(3), ...back.slice(0, 4)];
      suiteAnglesDeg(structure.atoms.xyz, chains, i).forEach((deg, k) => {
        const off = Math.abs(deg - expected[k]!) % 360;
        expect(Math.min(off, 360 - off)).toBeLessThan(0.01);
        n++;
      });
    }
    expect(n).toBeGreaterThan(2500);
  });
});
