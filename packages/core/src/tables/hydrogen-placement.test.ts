import { describe, expect, it } from "vitest";
import { hydrogenPlanGroups, hydrogenPlans } from "./hydrogen-placement.ts";

const namesOf = (...groups: string[]): Set<string> =>
  new Set(groups.flatMap((group) => hydrogenPlans(group)!.map(({ hydrogen }) => hydrogen)));

/** Hydrogens of the residues inside a chain by their formulas; acids without, Lys and both nitrogens of His with protons. */
const inChain: Record<string, number> = {
  ...{ GLY: 3, ALA: 5, VAL: 9, LEU: 11, ILE: 11, SER: 5, THR: 7, CYS: 5, MET: 9, PRO: 7 },
  ...{ PHE: 9, TYR: 9, TRP: 10, ASP: 4, GLU: 6, ASN: 6, GLN: 8, LYS: 13, ARG: 13, HIS: 8 },
};

describe("the plans", () => {
  it.each(Object.entries(inChain))("give %s its %d hydrogens", (compId, n) => {
    const backbone = [...(compId === "PRO" ? [] : ["amide"]), ...(compId === "GLY" ? [] : ["alpha"])];
    expect(namesOf(compId, ...backbone).size).toBe(n);
  });

  it.each([
    ["A", 4],
    ["G", 4],
    ["C", 4],
    ["U", 3],
    ["DT", 5],
  ] as const)("give the base of %s its %d hydrogens and the sugar the one beside it", (compId, n) => {
    expect(namesOf(compId).size).toBe(n + 1);
  });

  it("name hydrogens, parents and references, and stand at electron-cloud lengths", () => {
    expect(hydrogenPlanGroups.length).toBeGreaterThan(35);
    for (const group of hydrogenPlanGroups) {
      for (const plan of hydrogenPlans(group)!) {
        expect([0.84, 0.86, 0.89, 0.93, 0.97, 1.2]).toContain(plan.length);
        expect(plan.lengthNuclear).toBeGreaterThan(plan.length + 0.09);
        expect(
          [plan.hydrogen, plan.parent, ...plan.references].every((name) =>
            /^[-+]?[A-Z][A-Z0-9'*"]*$/.test(name),
          ),
        ).toBe(true);
        expect(plan.references).toHaveLength([3, 2, 2, 2, 2, 1][plan.rule - 1]!);
      }
    }
  });

  it("let hydroxyls, thiols and ammonium groups turn", () => {
    const flagged = (group: string, flag: "rotate" | "ammonium") =>
      hydrogenPlans(group)!.flatMap(({ flags, hydrogen }) => (flags.has(flag) ? [hydrogen] : []));
    expect(flagged("SER", "rotate")).toEqual(["HG"]);
    expect(flagged("TYR", "rotate")).toEqual(["HH"]);
    expect(flagged("LYS", "ammonium")).toEqual(["HZ1", "HZ2", "HZ3"]);
    expect(flagged("ASN", "rotate")).toEqual([]);
  });

  it("are none for unknown groups", () => {
    expect(hydrogenPlans("QQQ")).toBeUndefined();
  });
});
