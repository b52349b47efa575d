/** Hydrogens of models: those of reduce 4.16 on real ones; ends, gaps, links, alternates, partial residues on made ones. */
import { gunzipSync } from "node:zlib";
import { createSystem, type GeometryKernels, openGeometry } from "@cryoreel/geometry-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { distanceBetween } from "../model/atom-grid.ts";
import { compileRestraints } from "../model/compile-restraints.ts";
import { angleOf } from "../model/measure.ts";
import type { Structure } from "../model/structure.ts";
import {
  makeStructure,
  type Point,
  type TestChain,
  type TestConnection,
} from "../model/testing/make-structure.ts";
import { makePeptide } from "../model/testing/peptide.ts";
import { placedMonomer } from "../model/testing/placed-monomer.ts";
import { toDegrees } from "../units.ts";
import { hydrogenList, type ModelHydrogens } from "./hydrogen-list.ts";
import { goldenModel, goldenReason, isGoldenAbsent, readGolden } from "./testing/golden-models.ts";

let kernels: GeometryKernels;
beforeAll(async () => {
  kernels = await openGeometry();
});
afterAll(() => kernels.close());

function place(structure: Structure, { list }: ModelHydrogens): Float64Array {
  const system = createSystem(kernels, structure.nAtoms, list);
  const xyz = system.placeHydrogens(structure.atoms.xyz);
  system.dispose();
  return xyz;
}

/** `chain number component hydrogen`, with the alternate label behind. */
function namesOf({ atoms, residues, chains }: Structure, { list, name, altLoc }: ModelHydrogens): string[] {
  return name.map((hydrogen, i) => {
    const residue = atoms.residueOf[list.atoms[4 * i]!]!;
    const chain = chains.authAsymId[residues.chainOf[residue]!];
    const number = `${residues.authSeqId[residue]}${residues.insCode[residue]}`;
    return `${chain} ${number} ${residues.compId[residue]} ${hydrogen}${altLoc[i] && `.${altLoc[i]}`}`;
  });
}

/**
 * reduce leaves out what touches an atom at bonding distance: bases that lie in each other. It keeps the proton of histidines
 * whose haem iron is farther than a bond; we see the bond.
 */
const differences: Readonly<Record<string, { readonly extra: number; readonly missing: readonly string[] }>> =
  {
    "emd20755_6ues.em-pred_6UES-1": { extra: 13, missing: [] },
    "emd2867_4uft.4uft_af3": { extra: 0, missing: [] },
    "emd3240_5fn5_C.initial": { extra: 0, missing: [] },
    "emd3488_5me2.5me2": {
      extra: 0,
      missing: ["A 87 HIS HE2", "B 92 HIS HE2", "C 87 HIS HE2", "D 92 HIS HE2"],
    },
    "emd5830_3j63.initial": { extra: 0, missing: [] },
    "emd6374_3jb0_D.3jb0-D": { extra: 0, missing: [] },
  };

describe.skipIf(isGoldenAbsent).each(Object.keys(differences))(
  `hydrogens at default torsions${goldenReason}: %s`,
  (name) => {
    it("are those of reduce, where reduce puts them", () => {
      const structure = goldenModel(name);
      const hydrogens = hydrogenList(structure, compileRestraints(structure));
      const xyz = place(structure, hydrogens);
      const ours = new Map(namesOf(structure, hydrogens).map((id, i) => [id, i]));
      const { rows } = JSON.parse(gunzipSync(readGolden(name, "hydrogens_default.json.gz")).toString()) as {
        readonly rows: readonly [string, string, string, string, number, number, number][];
      };
      const missing: string[] = [];
      for (const [chain, number, component, hydrogen, ...at] of rows) {
        const id = `${chain} ${number} ${component} ${hydrogen}`;
        const i = ours.get(id);
        ours.delete(id);
        if (i === undefined) missing.push(id);
        else expect(Math.hypot(...at.map((x, k) => x - xyz[3 * i + k]!)), id).toBeLessThan(0.002);
      }
      expect(missing).toEqual(differences[name]!.missing);
      expect(ours.size).toBe(differences[name]!.extra);
    });
  },
);

/** Names of the hydrogens of a made model, residue by residue. */
function hydrogensOf(chains: readonly TestChain[], connections?: readonly TestConnection[]): string[][] {
  const structure = makeStructure(chains, connections);
  const { list, name, altLoc } = hydrogenList(structure, compileRestraints(structure));
  const found = structure.residues.compId.map(() => [] as string[]);
  name.forEach((hydrogen, i) => {
    const residue = structure.atoms.residueOf[list.atoms[4 * i]!]!;
    found[residue]!.push(altLoc[i] ? `${hydrogen}.${altLoc[i]}` : hydrogen);
  });
  return found.map((names) => names.sort());
}

describe("the hydrogens of a model", () => {
  it("are three on the first nitrogen, one within a chain, none behind a gap", () => {
    const [first, second, third] = makePeptide(["GLY", "GLY", "GLY"]);
    const far = {
      ...third!,
      atoms: third!.atoms.map((a) => ({ ...a, at: [a.at[0] + 20, a.at[1], a.at[2]] as const })),
    };
    expect(hydrogensOf([{ id: "A", residues: [first!, second!, far] }])).toEqual([
      ["H1", "H2", "H3", "HA2", "HA3"],
      ["H", "HA2", "HA3"],
      ["HA2", "HA3"],
    ]);
  });

  it("are only those whose references are there", () => {
    expect(hydrogensOf([{ id: "A", residues: makePeptide(["ALA", "LYS"]) }])[1]).toEqual(["H", "HA"]);
  });

  it("leave a disulfide and a metal their room", async () => {
    const cysteine = await placedMonomer("CYS", 5);
    const alone = hydrogensOf([{ id: "A", residues: [cysteine] }])[0]!;
    expect(alone).toContain("HG");
    const sulphur = cysteine.atoms.find((a) => a.name === "SG")!.at;
    const zinc = { name: "ZN", element: "Zn", at: [sulphur[0], sulphur[1], sulphur[2] + 2.3] as const };
    const bound = hydrogensOf(
      [
        { id: "A", residues: [cysteine] },
        { id: "B", residues: [{ compId: "ZN", number: 1, atoms: [zinc] }] },
      ],
      [{ type: "metalc", ends: ["A/5/SG", "B/1/ZN"] }],
    );
    expect(bound).toEqual([alone.filter((name) => name !== "HG"), []]);
  });

  it("of deoxyribose and selenomethionine have their own plans", async () => {
    const residues = await Promise.all(
      ["DT", "MSE"].map((id, i) => placedMonomer(id, 5 + i, [30 * i, 0, 0])),
    );
    const [thymidine, selenium] = hydrogensOf(
      residues.map((residue, i) => ({ id: "AB"[i]!, residues: [residue] })),
    );
    expect(thymidine).toEqual("H1' H2' H2'' H3 H3' H4' H5' H5'' H6 H71 H72 H73 HO3'".split(" "));
    expect(selenium).toEqual("HA HB2 HB3 HE1 HE2 HE3 HG2 HG3".split(" "));
  });

  it("follow alternates, not more than once", () => {
    const [alanine] = makePeptide(["ALA"]);
    const doubled = {
      ...alanine!,
      atoms: alanine!.atoms.flatMap((atom) =>
        atom.name === "CB"
          ? [
              { ...atom, altLoc: "A" },
              { ...atom, altLoc: "B", at: [atom.at[0], atom.at[1] + 0.5, atom.at[2]] as const },
            ]
          : [atom],
      ),
    };
    expect(hydrogensOf([{ id: "A", residues: [doubled] }])[0]).toEqual([
      ...["H1", "H2", "H3", "HA"],
      ...["HB1.A", "HB1.B", "HB2.A", "HB2.B", "HB3.A", "HB3.B"],
    ]);
  });

  it("come from the dictionary for components that no plan knows", async () => {
    const sugar = await placedMonomer("NAG", 1);
    const chains = [{ id: "A", residues: [sugar] }];
    const expected = "H1 H2 H3 H4 H5 H61 H62 H81 H82 H83 HN2 HO1 HO3 HO4 HO6".split(" ");
    expect(hydrogensOf(chains)[0]).toEqual(expected);
    const structure = makeStructure(chains);
    const { bonded } = compileRestraints(structure);
    const hydrogens = hydrogenList(structure, compileRestraints(structure));
    const sites = Float64Array.of(...structure.atoms.xyz, ...place(structure, hydrogens));
    hydrogens.name.forEach((name, i) => {
      const [site, parent] = [structure.nAtoms + i, hydrogens.list.atoms[4 * i]!];
      expect(distanceBetween(sites, site, parent), name).toBeCloseTo(/^H[NO]/.test(name) ? 0.85 : 0.97, 1);
      for (let k = bonded.start[parent]!; k < bonded.start[parent + 1]!; k++) {
        const angle = toDegrees(angleOf(sites, [site, parent, bonded.list[k]!]));
        expect(angle, name).toBeGreaterThan(100);
        expect(angle, name).toBeLessThan(128);
      }
    });
  });

  it("leave one on the nitrogen of a glycosylated asparagine, none on the sugar's oxygen that left", async () => {
    const asparagine = await placedMonomer("ASN", 1);
    const at = (name: string): Point => asparagine.atoms.find((a) => a.name === name)!.at;
    const [cg, nd2] = [at("CG"), at("ND2")];
    const sugar = await placedMonomer("NAG", 2);
    const c1 = sugar.atoms.find((a) => a.name === "C1")!.at;
    const target = nd2.map((x, k) => x + 1.1 * (x - cg[k]!));
    const moved = sugar.atoms
      .filter((a) => a.name !== "O1")
      .map((a) => ({ ...a, at: a.at.map((x, k) => x + target[k]! - c1[k]!) as unknown as Point }));
    const [first, second] = hydrogensOf(
      [
        { id: "A", residues: [asparagine] },
        { id: "B", residues: [{ ...sugar, atoms: moved }] },
      ],
      [{ type: "covale", ends: ["A/1/ND2", "B/2/C1"] }],
    );
    expect(first).toEqual(["H1", "H2", "H3", "HA", "HB2", "HB3", "HD21"]);
    expect(second).toEqual("H1 H2 H3 H4 H5 H61 H62 H81 H82 H83 HN2 HO3 HO4 HO6".split(" "));
  });
});
