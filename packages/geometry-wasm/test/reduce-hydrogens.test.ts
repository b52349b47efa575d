/** Riding hydrogens stand where reduce puts them at default torsions (positions from reduce 4.16, `-oh -his -noadjust`, electron-cloud lengths). */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { createSystem, type HydrogenList, openGeometry } from "../src/index.ts";

const data = process.env["CRYOREEL_DATA"] ?? fileURLToPath(new URL("../../../../shared", import.meta.url));
const cases = [
  {
    model: "data/emd6374_3jb0_D/3jb0-D.pdb",
    golden: "golden/emd6374_3jb0_D.3jb0-D.hydrogens_default.json.gz",
  },
  {
    model: "data/emd20755_6ues/em-pred_6UES-1.pdb",
    golden: "golden/emd20755_6ues.em-pred_6UES-1.hydrogens_default.json.gz",
  },
];

interface Plan {
  readonly hydrogen: string;
  readonly plan: number;
  readonly attachedTo: string;
  readonly reference: readonly string[];
  readonly lengthElectron: number;
  readonly p1: number;
  readonly p2: number;
  readonly flags: readonly string[];
}
interface Residue {
  readonly id: string;
  readonly name: string;
  /** Index by atom name; `- C` is C of the residue before. */
  readonly atoms: Map<string, number>;
}

/** Residues and coordinates of a PDB file without alternates. */
function readAtoms(text: string): { residues: Residue[]; xyz: number[] } {
  const residues: Residue[] = [];
  const xyz: number[] = [];
  for (const line of text.split("\n")) {
    if (!line.startsWith("ATOM") || /^.{12}\s?\d?H/.test(line)) continue;
    const id = `${line[21]}/${line.slice(22, 27).trim()}`;
    if (residues.at(-1)?.id !== id) {
      const before = residues.at(-1)?.atoms.get("C");
      const atoms = new Map<string, number>(before === undefined ? [] : [["- C", before]]);
      residues.push({ id, name: line.slice(17, 20).trim(), atoms });
    }
    residues.at(-1)!.atoms.set(line.slice(12, 16).trim(), xyz.length / 3);
    xyz.push(...[30, 38, 46].map((at) => Number(line.slice(at, at + 8))));
  }
  return { residues, xyz };
}

/** The hydrogens whose plan needs no choice: no ends of chains, no rows for special cases. */
function planHydrogens(groups: Record<string, Plan[]>, residues: readonly Residue[]) {
  const rows: { label: string; plan: Plan; atoms: number[] }[] = [];
  for (const { id, name, atoms } of residues) {
    const backbone = atoms.has("P") || atoms.has("O5'") ? ["ribose phosphate backbone"] : ["amide", "alpha"];
    const plans = [...backbone, name].flatMap((group) => groups[group] ?? []);
    for (const plan of plans) {
      const special = plan.flags.some((flag) => /BBMODEL|BACKBONEMODEL|IFNOPO4|NOO2PRIME/.test(flag));
      const places = [plan.attachedTo, ...plan.reference].map((atom) => atoms.get(atom));
      if (special || plan.plan === 7 || places.includes(undefined)) continue;
      rows.push({ label: `${id}/${plan.hydrogen}`, plan, atoms: places as number[] });
    }
  }
  return rows;
}

function toList(rows: ReturnType<typeof planHydrogens>): HydrogenList {
  const radians = (deg: number): number => (deg * Math.PI) / 180;
  return {
    rule: Uint8Array.from(rows, ({ plan }) => plan.plan),
    atoms: Int32Array.from(rows.flatMap(({ atoms }) => [0, 1, 2, 3].map((k) => atoms[k] ?? atoms[0]!))),
    length: Float64Array.from(rows, ({ plan }) => plan.lengthElectron),
    parameter1: Float64Array.from(rows, ({ plan }) => radians(plan.p1)),
    parameter2: Float64Array.from(rows, ({ plan }) => (plan.plan === 3 ? radians(plan.p2) : plan.p2)),
  };
}

it.skipIf(!existsSync(join(data, "golden"))).each(cases)(
  "hydrogens of $model agree within 0.01 Å (skipped where CRYOREEL_DATA holds no golden results)",
  async ({ model, golden }) => {
    const { groups } = JSON.parse(readFileSync(join(data, "reference/hydrogens.json"), "utf8"));
    const { rows: expected } = JSON.parse(gunzipSync(readFileSync(join(data, golden))).toString());
    const { residues, xyz } = readAtoms(readFileSync(join(data, model), "utf8"));
    const rows = planHydrogens(groups, residues);
    const kernels = await openGeometry();
    const placed = createSystem(kernels, xyz.length / 3, toList(rows)).placeHydrogens(Float64Array.from(xyz));
    const byLabel = new Map<string, number>(rows.map(({ label }, i) => [label, i]));
    let found = 0;
    for (const [chain, number, , atom, ...place] of expected as [
      string,
      string,
      string,
      string,
      number,
      number,
      number,
    ][]) {
      const i = byLabel.get(`${chain}/${number}/${atom}`);
      if (i === undefined) continue;
      const off = Math.hypot(...[0, 1, 2].map((k) => placed[3 * i + k]! - place[k]!));
      expect(off, `${rows[i]!.label} by rule ${rows[i]!.plan.plan}`).toBeLessThan(0.01);
      found++;
    }
    expect(found).toBeGreaterThan(0.9 * expected.length);
    await kernels.close();
  },
);
