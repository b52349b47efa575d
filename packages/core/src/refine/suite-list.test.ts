/** Suite lists: the suiteness of suitename on a real model, and which suites take part. */
import { createSystem, openGeometry } from "@cryoreel/geometry-wasm";
import { describe, expect, it } from "vitest";
import { selectAtoms } from "../model/select-atoms.ts";
import type { Structure } from "../model/structure.ts";
import { suiteList } from "./suite-list.ts";
import { goldenModel, goldenReason, isGoldenAbsent, readGolden } from "./testing/golden-models.ts";

const name = "models_only.7ez0";

async function measure(structure: Structure) {
  const list = suiteList(structure);
  const kernels = await openGeometry();
  const system = createSystem(kernels, structure.nAtoms);
  system.set("suite", list);
  const { z } = system.measure("suite", structure.atoms.xyz);
  await kernels.close();
  return { list, z };
}

describe.skipIf(isGoldenAbsent)(`RNA suites${goldenReason}`, () => {
  it("have the suiteness of suitename of the nearest cluster", async () => {
    const structure = goldenModel(name);
    const { list, z } = await measure(structure);
    const { rna } = JSON.parse(readGolden(name, "json").toString()) as {
      readonly rna: { readonly suites: readonly [string, string, string, string, number | null][] };
    };
    const theirs = new Map(
      rna.suites.map(([chain, number, , suite, value]) => [`${chain} ${number}`, { suite, value }]),
    );
    const complete = rna.suites.filter(([, , , suite]) => suite !== "__");
    expect(z.length).toBe(complete.length);
    let [nNamed, nSame] = [0, 0];
    z.forEach((distance, i) => {
      const residue = structure.atoms.residueOf[list.atoms[10 * i + 4]!]!;
      const chain = structure.chains.authAsymId[structure.residues.chainOf[residue]!];
      const their = theirs.get(`${chain} ${structure.residues.authSeqId[residue]}`)!;
      if (!their.value) return;
      const suiteness = Math.max(0.01, (Math.cos(Math.PI * Math.min(1, distance)) + 1) / 2);
      expect(suiteness, `${chain} ${residue}`).toBeGreaterThan(their.value - 0.002);
      nNamed++;
      if (suiteness < their.value + 0.002) nSame++;
    });
    // By bins and by other widths around satellites, suitename may choose a cluster that is not the nearest.
    expect(nNamed).toBeGreaterThan(100);
    expect(nSame).toBeGreaterThan(0.9 * nNamed);
  });

  it("need O2' and a real link", async () => {
    const structure = goldenModel(name);
    const { atoms } = suiteList(structure);
    const count = (keep: (atom: number) => boolean): number =>
      suiteList(selectAtoms(structure, keep)).atoms.length / 10;
    const [p, before] = [atoms[14]!, structure.atoms.residueOf[atoms[10]!]!];
    const all = atoms.length / 10;
    expect(count((atom) => atom !== p)).toBe(all - 1);
    const isO2 = (atom: number): boolean =>
      structure.atoms.residueOf[atom] === before && structure.atoms.name[atom] === "O2'";
    expect(count((atom) => !isO2(atom))).toBe(all - 2);
  });
});
