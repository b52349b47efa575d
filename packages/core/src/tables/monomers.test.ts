import { describe, expect, it } from "vitest";
import { distanceBetween } from "../model/atom-grid.ts";
import { angleOf, chiralVolumeOf } from "../model/measure.ts";
import { monomerTemplate } from "../model/monomer-template.ts";
import { embedMonomer } from "../model/testing/embed-monomer.ts";
import { builtInMonomer, builtInMonomerIds } from "./monomers.ts";

const monomers = builtInMonomerIds.map((id) => builtInMonomer(id)!);

describe("built-in monomers", () => {
  it("holds what it promises", () => {
    const promised =
      `ALA ARG ASN ASP CYS GLN GLU GLY HIS ILE LEU LYS MET PHE PRO SER THR TRP TYR VAL MSE SEC A C G U DA DC DG DT
      NA K CL MG CA ZN MN FE FE2 CO NI CU CD HOH HEM NAG MAN BMA FUC ATP ADP GTP GDP`.split(/\s+/);
    expect(promised.filter((id) => !builtInMonomer(id))).toEqual([]);
    expect(builtInMonomer("HSD")?.id).toBe("HIS");
    expect(builtInMonomer("QQQ")).toBeUndefined();
  });

  it.each(monomers.map((m) => [m.id, m] as const))("%s is complete and in range", (_, m) => {
    const names = new Set(m.atoms.map((a) => a.name));
    expect(names.size).toBe(m.atoms.length);
    for (const entry of [...m.bonds, ...m.angles, ...m.torsions, ...m.chirality, ...m.planes]) {
      expect(entry.atoms.every((a) => names.has(a))).toBe(true);
    }
    for (const { ideal, sigma } of m.bonds) {
      expect(ideal).toBeGreaterThan(0.8);
      expect(ideal).toBeLessThan(2.1);
      expect(sigma).toBeGreaterThan(0);
    }
    for (const { idealDeg, sigmaDeg } of m.angles) {
      expect(idealDeg).toBeGreaterThan(85);
      expect(idealDeg).toBeLessThan(140);
      expect(sigmaDeg).toBeGreaterThan(0);
    }
    const bonded = new Map([...names].map((name) => [name, [] as string[]]));
    for (const { atoms } of m.bonds) {
      bonded.get(atoms[0])!.push(atoms[1]);
      bonded.get(atoms[1])!.push(atoms[0]);
    }
    if (names.size > 1) expect([...bonded.values()].every((around) => around.length > 0)).toBe(true);
    // Every pair of bonds at a heavy atom has its angle, but for metals and the two ends of a chain at one atom.
    const isChainEnd = (name: string): boolean => /^(H|H[123]|OXT|OP3|HO[35]'|HXT)$/.test(name);
    for (const [vertex, around] of bonded) {
      if (m.atoms.find((a) => a.name === vertex)!.element === 26) continue;
      for (const [i, first] of around.entries()) {
        for (const second of around.slice(i + 1)) {
          if (isChainEnd(first) && (isChainEnd(second) || second === "P")) continue;
          if (isChainEnd(second) && first === "P") continue;
          const has = m.angles.some(
            (a) => a.atoms[1] === vertex && a.atoms.includes(first) && a.atoms.includes(second),
          );
          expect([vertex, first, second, has]).toEqual([vertex, first, second, true]);
        }
      }
    }
  });

  it("gives every carbon with four different branches a hand", () => {
    const handed = (id: string): string[] =>
      builtInMonomer(id)!
        .chirality.map((c) => c.atoms[0])
        .sort();
    for (const m of monomers.filter((x) => x.group === "peptide" && x.id !== "GLY")) {
      expect(handed(m.id)).toContain("CA");
    }
    expect(handed("GLY")).toEqual([]);
    expect(handed("ILE")).toEqual(["CA", "CB"]);
    expect(handed("THR")).toEqual(["CA", "CB"]);
    expect(handed("A")).toEqual(["C1'", "C2'", "C3'", "C4'", "P"]);
    expect(handed("DA")).toEqual(["C1'", "C3'", "C4'", "P"]);
    expect(handed("NAG")).toEqual(["C1", "C2", "C3", "C4", "C5"]);
  });

  const larger = monomers.filter((m) => m.atoms.filter((a) => a.element > 1).length > 2);
  it.each(larger.map((m) => [m.id, m] as const))(
    "%s can be built: its numbers agree with each other",
    async (_, m) => {
      const template = monomerTemplate(m);
      const heavy = new Set(m.atoms.filter((a) => a.element > 1).map((a) => a.name));
      const uses = (position: number): boolean => heavy.has(template.names[position]!);
      const { xyz } = await embedMonomer(m, (name) => heavy.has(name), {
        seed: 1,
        starts: 10,
        goodEnough: 0.005,
      });
      for (const { atoms, ideal, sigma } of template.bonds.filter((b) => b.atoms.every(uses))) {
        expect(Math.abs(distanceBetween(xyz, ...atoms) - ideal) / sigma).toBeLessThan(2);
      }
      for (const { atoms, ideal, sigma } of template.angles.filter((a) => a.atoms.every(uses))) {
        expect(Math.abs(angleOf(xyz, atoms) - ideal) / sigma).toBeLessThan(2.5);
      }
      for (const { atoms, ideal, bothHands } of template.chirality) {
        const volume = chiralVolumeOf(xyz, atoms);
        expect((bothHands ? Math.abs(volume) : volume) / ideal).toBeGreaterThan(0.8);
      }
    },
  );
});
