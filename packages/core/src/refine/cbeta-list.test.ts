/** Cβ lists: deviations of MolProbity on a real model, and which residues take part. */
import { createSystem, openGeometry } from "@cryoreel/geometry-wasm";
import { describe, expect, it } from "vitest";
import { compileRestraints } from "../model/compile-restraints.ts";
import { makeStructure } from "../model/testing/make-structure.ts";
import { makePeptide } from "../model/testing/peptide.ts";
import { cbetaList } from "./cbeta-list.ts";
import { goldenModel, goldenReason, isGoldenAbsent, readGolden } from "./testing/golden-models.ts";

describe.skipIf(isGoldenAbsent)(`Cβ positions${goldenReason}`, () => {
  const name = "emd6374_3jb0_D.3jb0-D";

  it("deviate as MolProbity says", async () => {
    const structure = goldenModel(name);
    const list = cbetaList(structure, compileRestraints(structure));
    const kernels = await openGeometry();
    const system = createSystem(kernels, structure.nAtoms);
    system.set("cbeta", list);
    const { z } = system.measure("cbeta", structure.atoms.xyz);
    await kernels.close();
    const { cbeta } = JSON.parse(readGolden(name, "json").toString()) as {
      readonly cbeta: { readonly list: readonly [string, number][] };
    };
    const theirs = new Map(
      cbeta.list.map(([id, deviation]) => [id.trim().split(/\s+/).slice(1).join(" "), deviation]),
    );
    expect(z.length).toBe(theirs.size);
    z.forEach((value, i) => {
      const residue = structure.atoms.residueOf[list.atoms[4 * i + 1]!]!;
      const id = `${structure.residues.authSeqId[residue]} ${structure.residues.compId[residue]}`;
      expect(Math.abs(value * list.sigma[i]! - (theirs.get(id) ?? Number.NaN)), id).toBeLessThan(0.001);
    });
  });
});

describe("the Cβ list", () => {
  it("holds L-amino acids with Cβ alone", () => {
    const residues = makePeptide(["ALA", "GLY", "VAL", "DAL"], { mirrored: new Set([3]) });
    const structure = makeStructure([{ id: "A", residues }]);
    const { atoms } = cbetaList(structure, compileRestraints(structure));
    const labels = Array.from(atoms, (a) => `${structure.atoms.residueOf[a]} ${structure.atoms.name[a]}`);
    expect(labels).toEqual(["0 N", "0 CA", "0 C", "0 CB", "2 N", "2 CA", "2 C", "2 CB"]);
  });
});
