/** The judge's one call on ordinary and on odd models: sensible results, what was left out, and plain data. */
import { describe, expect, it } from "vitest";
import { readModel } from "../io/read-model.ts";
import type { Volume } from "../map/volume.ts";
import type { Structure } from "../model/structure.ts";
import { metricNames, metrics } from "./metrics/metrics.ts";
import { type PeptideResidue, peptide, ribonucleotides } from "./synthetic-chains.ts";
import { type ValidationResult, validateModel } from "./validate-model.ts";

/** An atom record to write. */
interface Line {
  readonly name: string;
  readonly compId: string;
  readonly number: number;
  readonly xyz: readonly number[];
  readonly altLoc?: string;
  readonly insCode?: string;
  readonly element?: string;
  readonly hetatm?: boolean;
}

const pdbLine = ({
  name,
  compId,
  number,
  xyz,
  altLoc = " ",
  insCode = " ",
  element,
  hetatm,
}: Line): string => {
  const symbol = element ?? name[0]!;
  const [x, y, z] = xyz.map((value) => value.toFixed(3).padStart(8));
  const label = symbol.length === 1 ? ` ${name.padEnd(3)}` : name.padEnd(4);
  return `${hetatm ? "HETATM" : "ATOM  "}    1 ${label}${altLoc}${compId.padStart(3)} A${String(number).padStart(4)}${insCode}   ${x}${y}${z}  1.00 30.00          ${symbol.padStart(2)}`;
};

/** The atoms of a built structure as records. */
function linesOf({ atoms, residues, nAtoms }: Structure): Line[] {
  return Array.from({ length: nAtoms }, (_, atom) => {
    const residue = atoms.residueOf[atom]!;
    return {
      name: atoms.name[atom]!,
      compId: residues.compId[residue]!,
      number: residues.authSeqId[residue]!,
      xyz: [...atoms.xyz.subarray(3 * atom, 3 * atom + 3)],
    };
  });
}

const read = (lines: readonly Line[]): Structure =>
  readModel(new TextEncoder().encode(`${lines.map(pdbLine).join("\n")}\nEND\n`)).structures[0]!;

const helix = (n: number): PeptideResidue[] =>
  Array.from({ length: n }, () => ({ compId: "ALA", phiDeg: -60, psiDeg: -45 }));

/** Judges, and checks what holds of every result: JSON can hold it, rows are complete, numbers are finite. */
function judge(structure: Structure): ValidationResult {
  const result = validateModel(structure);
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  expect(result.residues).toHaveLength(structure.residues.nResidues);
  expect(Object.keys(result.values)).toEqual(metricNames);
  return result;
}

describe("validateModel", () => {
  it("judges a helix", () => {
    const { values, residues, leftOut } = judge(peptide(helix(12)));
    expect(values["percent-rama-favored"]).toBe(100);
    expect(values["percent-rama-outliers"]).toBe(0);
    expect(values.bonds_rmsz).toBeLessThan(0.7);
    expect([values.chirality_outliers, values.twisted_peptides, values.RNAsuiteness]).toEqual([0, 0, null]);
    expect(residues.map(({ ramachandran }) => ramachandran)).toEqual([
      null,
      ...new Array(10).fill("favoured"),
      null,
    ]);
    expect(residues[4]).toMatchObject({ secondaryStructure: "H", peptide: "trans", nGeometryOutliers: 0 });
    expect(leftOut.join(" ")).toMatch(/no RNA.*No map/);
  });

  it("judges RNA", () => {
    const torsions = {
      deltaDeg: 81,
      epsilonDeg: 212,
      zetaDeg: 289,
      alphaDeg: 295,
      betaDeg: 174,
      gammaDeg: 53.6,
    };
    const { values, residues, leftOut } = judge(ribonucleotides([torsions, torsions, torsions]));
    expect([values.suiteness, values.RNAsuiteness, values.suiteness_all]).toEqual(
      new Array(3).fill(expect.closeTo(1, 2)),
    );
    expect([values.suite_outliers, values.pucker_outliers, values.rama_z]).toEqual([0, 0, null]);
    expect(residues.map(({ suite }) => suite)).toEqual(["__", "1a", "1a"]);
    expect(leftOut[0]).toContain("no protein");
  });

  it("gives every metric a label, a role and a scale that runs the right way", () => {
    for (const name of metricNames) {
      const { label, role, better, poor, ideal, target } = metrics[name];
      expect(label.length * target.length).toBeGreaterThan(0);
      expect(["in the loss", "in the loop", "held out"]).toContain(role);
      if (better === "lower") expect(poor).toBeGreaterThan(ideal);
      else expect(poor).toBeLessThan(ideal);
    }
    const heldOut = ["rama_z", "emringer_score", "Q_score", "backbone_hydrogen_bonds"] as const;
    for (const name of heldOut) expect(metrics[name].role).toBe("held out");
  });

  it("tells progress from 0 to 1 in order", () => {
    const told: number[] = [];
    validateModel(peptide(helix(4)), { onProgress: (_, done) => told.push(done) });
    expect(told[0]).toBe(0);
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });
});

describe("odd models", () => {
  it("of one atom, of a ligand alone, of water alone", () => {
    const cases: readonly (readonly [Line, string])[] = [
      [{ name: "CA", compId: "ALA", number: 1, xyz: [0, 0, 0] }, "without N, CA or C"],
      [{ name: "MG", compId: "MG", number: 1, xyz: [0, 0, 0], element: "MG", hetatm: true }, "no protein"],
      [{ name: "O", compId: "HOH", number: 1, xyz: [0, 0, 0], hetatm: true }, "no protein"],
    ];
    for (const [line, sentence] of cases) {
      const { values, leftOut } = judge(read([line]));
      expect(values["percent-rama-favored"]).toBeNull();
      expect(values.bonds_rmsz).toBeNull();
      expect([values.clashscore, values.backbone_hydrogen_bonds]).toEqual([null, null]);
      expect(leftOut.join(" ")).toContain(sentence);
      expect(leftOut.join(" ")).toContain("No hydrogen could be placed");
    }
  });

  it("of CA atoms only still have secondary structure", () => {
    const lines = linesOf(peptide(helix(14))).filter(({ name }) => name === "CA");
    const { ramachandran, secondaryStructure, values, leftOut } = judge(read(lines));
    expect(ramachandran).toEqual([]);
    expect([values.clashscore, values.backbone_hydrogen_bonds]).toEqual([null, null]);
    expect(secondaryStructure.filter(({ letter }) => letter === "H").length).toBeGreaterThan(9);
    expect(leftOut.join(" ")).toContain("14 protein residues of 14 without N, CA or C");
  });

  it("of hydrogens only", () => {
    const line = (number: number): Line => ({
      name: "HA",
      compId: "ALA",
      number,
      xyz: [number, 0, 0],
      element: "H",
    });
    const { leftOut } = judge(read([line(1), line(3), line(5)]));
    expect(leftOut).toEqual(["The model has hydrogens only: nothing could be judged."]);
  });

  it("with alternates: each is judged where its atoms differ", () => {
    const residues = helix(7);
    residues[3] = { compId: "SER", phiDeg: -60, psiDeg: -45, chi1Deg: 62 };
    const lines = linesOf(peptide(residues)).flatMap((line) => {
      if (line.name !== "OG") return [line];
      return ["A", "B"].map((altLoc, i) => ({ ...line, altLoc, xyz: line.xyz.map((v) => v + 0.7 * i) }));
    });
    const { rotamers, ramachandran, leftOut } = judge(read(lines));
    expect(rotamers.map(({ id, name }) => [id.altLoc, id.number, name === "p"])).toEqual([
      ["A", 4, true],
      ["B", 4, expect.any(Boolean)],
    ]);
    expect(rotamers[0]!.chiDeg[0]).toBeCloseTo(62, 1);
    expect(rotamers[1]!.chiDeg[0]).not.toBeCloseTo(62, 0);
    expect(ramachandran).toHaveLength(5);
    expect(leftOut.join(" ")).toContain("alternate conformations");
  });

  it("with two residues at one place: both have their Ramachandran row, and neighbours have them once", () => {
    const ala = linesOf(peptide(helix(7)));
    const shift = (line: Line): Line => ({ ...line, xyz: line.xyz.map((value) => value + 0.2) });
    const mixed = ala.flatMap((line) => (line.number === 4 ? [{ ...line, altLoc: "A" }] : [line]));
    const at = mixed.findLastIndex(({ number }) => number === 4) + 1;
    const other = ala
      .filter(({ number }) => number === 4)
      .map((line) => ({ ...shift(line), altLoc: "B", compId: "SER" }));
    const { ramachandran, peptides } = judge(read([...mixed.slice(0, at), ...other, ...mixed.slice(at)]));
    const rows = ramachandran.map(({ id }) => `${id.number}${id.compId}${id.altLoc}`);
    expect(rows).toContain("4ALAA");
    expect(rows).toContain("4SERB");
    expect(rows.filter((row) => row.startsWith("2"))).toEqual(["2ALA"]);
    expect(peptides.filter(({ id }) => id.number === 4).map(({ id }) => id.compId)).toEqual(["ALA", "SER"]);
  });

  it("with insertion codes are one chain", () => {
    const lines = linesOf(peptide(helix(8))).map((line) => {
      if (line.number < 4) return line;
      return line.number < 6
        ? { ...line, number: 3, insCode: "AB"[line.number - 4]! }
        : { ...line, number: line.number - 2 };
    });
    const { ramachandran } = judge(read(lines));
    expect(ramachandran.map(({ id }) => `${id.number}${id.insCode}`)).toEqual([
      "2",
      "3",
      "3A",
      "3B",
      "4",
      "5",
    ]);
  });

  it("with unknown residues leave those out of the torsions", () => {
    const lines = linesOf(peptide(helix(8))).map((line) =>
      line.number === 5 ? { ...line, compId: "UNK" } : line,
    );
    const { ramachandran, peptides, leftOut } = judge(read(lines));
    expect(ramachandran.map(({ id }) => id.number)).toEqual([2, 3, 7]);
    expect(peptides).toHaveLength(5);
    expect(leftOut.join(" ")).toContain("1 residue of unknown kind");
  });

  it("with B factors that are no numbers", () => {
    const structure = peptide(helix(6));
    structure.atoms.bIso.fill(Number.NaN);
    const { values, leftOut } = judge(structure);
    expect(values["percent-rama-favored"]).toBe(100);
    expect(leftOut.join(" ")).toContain("30 B factors");
  });

  it("with coinciding atoms give no torsion there, and no failure", () => {
    const structure = peptide(helix(6));
    structure.atoms.xyz.fill(0);
    const { ramachandran, cbeta } = judge(structure);
    expect(ramachandran).toEqual([]);
    expect(cbeta.every(({ deviation }) => Number.isFinite(deviation))).toBe(true);
  });
});

describe("a model with its map", () => {
  const structure = peptide(helix(10));
  const shape = [40, 40, 40] as const;
  const { xyz } = structure.atoms;
  const low = [0, 1, 2].map((axis) => Math.min(...xyz.filter((_, i) => i % 3 === axis)) - 8);
  const origin = [low[0]!, low[1]!, low[2]!] as const;
  const emptyMap: Volume = { data: new Float32Array(64_000), shape, voxelSize: [1, 1, 1], origin };

  it("is judged by density where there is density", () => {
    const data = new Float32Array(64_000);
    for (let at = 0; at < data.length; at++) {
      const place = [at % 40, Math.floor(at / 40) % 40, Math.floor(at / 1600)].map(
        (k, axis) => k + origin[axis]!,
      );
      for (let atom = 0; atom < structure.nAtoms; atom++) {
        const d2 = place.reduce((sum, p, axis) => sum + (p - xyz[3 * atom + axis]!) ** 2, 0);
        data[at]! += Math.exp(-d2 / 1.5);
      }
    }
    const told: [string, number][] = [];
    const result = validateModel(structure, {
      map: { volume: { ...emptyMap, data }, resolution: 3 },
      onProgress: (part, done) => told.push([part, done]),
    });
    expect(told.filter(([part]) => part.startsWith("fit to the map")).length).toBeGreaterThan(2);
    expect(told.map(([, done]) => done)).toEqual(told.map(([, done]) => done).toSorted((a, b) => a - b));
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(result.values.Q_score).toBeGreaterThan(0.4);
    expect(result.values.cc_mask).toBeGreaterThan(0.7);
    expect(result.values.atom_inclusion_all_atoms).toBeGreaterThan(0.9);
    expect(result.residues[4]!.q).toBeGreaterThan(0.4);
  });

  it("counts atoms of waters to no backbone, whatever their names", () => {
    const water: Line = { name: "O", compId: "HOH", number: 1, xyz: [...xyz.slice(0, 3)], hetatm: true };
    const map = { volume: { ...emptyMap, data: emptyMap.data.map((_, at) => at % 7) }, resolution: 3 };
    const { values } = validateModel(read([water]), { map });
    expect(values.Q_score).not.toBeNull();
    expect([values.Q_score_backbone, values.atom_inclusion_backbone]).toEqual([null, null]);
  });

  it("gets nulls and no failure from a map of zeros", () => {
    const { values, leftOut } = validateModel(structure, { map: { volume: emptyMap, resolution: 3 } });
    expect([values.emringer_score, values.cc_mask]).toEqual([null, null]);
    expect(leftOut.join(" ")).toContain("no EMRinger score");
  });
});
