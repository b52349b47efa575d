/**
 * Evaluates every term of the loss on models, hydrogens included: restraints, value, outliers, time on one core and on all beside
 * the floor that memory and arithmetic set, gradient against differences. `pnpm bench:terms [--write] [MODEL…]`; `--write` puts
 * the tables into docs/terms.md. Default: the models of CRYOREEL_DATA (default: ../shared beside the repository) named below.
 */

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRandom } from "@cryoreel/core";
import { readModel } from "@cryoreel/core/io";
import { isHydrogen, type Structure, selectAtoms } from "@cryoreel/core/model";
import { atomLosses, prepareModel, rotamerList } from "@cryoreel/core/refine";
import {
  type GeometryKernels,
  type GeometrySystem,
  openGeometry,
  type TermLosses,
  termNames,
  termTable,
} from "@cryoreel/geometry-wasm";
import { spawnNodeWorker, usableCores } from "@cryoreel/geometry-wasm/node";
import { outlierRules } from "./outlier-rules.ts";
import { leastTime } from "./term-work.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const data = path.join(process.env["CRYOREEL_DATA"] ?? path.join(root, "../shared"), "data/models_only");
const defaultModels = ["pdb3j5p.pdb", "7ez0.pdb"].map((name) => path.join(data, name));

/** Å: the input's own contacts count fully from 6 Å on, so that no term is left out. */
const RESOLUTION = 6;
const losses: TermLosses = atomLosses(RESOLUTION);
const terms = termNames.filter((term) => losses[term]);

/** Fastest of so many rounds, ms: other work on the machine only adds. */
const ROUNDS = 60;
/** Atoms whose gradients are differenced. */
const CHECKED = 40;
/** Å: where the gradients are checked, atoms are off by this, so that what holds the input to itself pulls too. */
const SHAKE = 0.05;
/** Å */
const DIFFERENCE = 1e-4;

/** A model on one core and on all. */
interface Opened {
  readonly structure: Structure;
  readonly one: GeometrySystem;
  readonly all: GeometrySystem;
}

function time(system: GeometrySystem, xyz: Float64Array, chosen: TermLosses): number {
  const gradient = new Float64Array(xyz.length);
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    system.evaluate(xyz, gradient, chosen);
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

/**
 * The greatest |difference − gradient| / |gradient| of atoms drawn from those with more than the median of the term's gradients:
 * smaller ones drown in the rounding of the sum over all restraints.
 */
function gradientError(system: GeometrySystem, input: Float64Array, chosen: TermLosses): number {
  const random = createRandom(1);
  const xyz = input.map((x) => x + SHAKE * random.normal());
  const gradient = new Float64Array(xyz.length);
  system.evaluate(xyz, gradient, chosen);
  const size = (atom: number): number => Math.hypot(...gradient.subarray(3 * atom, 3 * atom + 3));
  const pulled = Array.from({ length: xyz.length / 3 }, (_, atom) => atom)
    .filter((atom) => size(atom) > 0)
    .sort((a, b) => size(b) - size(a));
  const strong = random.shuffle(Int32Array.from(pulled.slice(0, Math.ceil(pulled.length / 2))));
  const at = xyz.slice();
  const slope = (k: number): number => {
    const value = (steps: number): number => {
      at[k] = xyz[k]! + steps * DIFFERENCE;
      return system.evaluate(at, new Float64Array(xyz.length), chosen).total;
    };
    const result = (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * DIFFERENCE);
    at[k] = xyz[k]!;
    return result;
  };
  const errors = Array.from(strong.subarray(0, CHECKED), (atom) => {
    const off = [0, 1, 2].map((axis) => slope(3 * atom + axis) - gradient[3 * atom + axis]!);
    return Math.hypot(...off) / size(atom);
  });
  return Math.max(...errors);
}

function open(file: string, serial: GeometryKernels, parallel: GeometryKernels): Opened {
  const input = readModel(fs.readFileSync(file)).structures[0]!;
  const structure = selectAtoms(input, (atom) => !isHydrogen(input, atom));
  const [one, all] = [serial, parallel].map((kernels) => {
    const model = prepareModel(structure, kernels, { dictionaries: [], strict: false });
    model.settle(structure.atoms.xyz);
    return model.system;
  });
  return { structure, one: one!, all: all! };
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;

function measureTerms({ structure, one, all }: Opened, threads: number): string[] {
  const { xyz } = structure.atoms;
  const overhead = { one: time(one, xyz, {}), all: time(all, xyz, {}) };
  const rules = outlierRules(structure);
  return terms.map((term) => {
    const { z, nListed } = one.measure(term, xyz);
    const title = `${termTable[term].title} (\`${term}\`)`;
    if (z.length === 0) return row([title, 0, ...new Array<string>(threads > 1 ? 8 : 7).fill("–")]);
    const chosen = { [term]: losses[term]! };
    const rule = rules[term];
    const nOutliers = rule ? `${z.filter(rule.isOutlier).length} (${rule.words})` : "–";
    const ms = Math.max(0, time(one, xyz, chosen) - overhead.one);
    const floor = leastTime(term, nListed ?? z.length, term === "rotamer" ? nTorsions(structure) : undefined);
    return row([
      title,
      nListed === undefined ? z.length : `${z.length} of ${nListed} listed`,
      one.evaluate(xyz, new Float64Array(xyz.length), chosen).perTerm[term].toPrecision(4),
      nOutliers,
      ms.toFixed(2),
      ...(threads > 1 ? [Math.max(0, time(all, xyz, chosen) - overhead.all).toFixed(2)] : []),
      floor.toFixed(2),
      `${(ms / floor).toFixed(1)}×`,
      gradientError(one, xyz, chosen).toExponential(0),
    ]);
  });
}

function nTorsions(structure: Structure): number[] {
  const { start, mapOf } = rotamerList(structure);
  return Array.from(mapOf, (_, i) => start[i + 1]! - start[i]! - 3);
}

/** An evaluation that renews the neighbour lists, less one that does not. */
function renewalTime(system: GeometrySystem, xyz: Float64Array): number {
  const [gradient, shifted] = [new Float64Array(xyz.length), xyz.map((x) => x + 2)];
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    system.evaluate(round % 2 ? xyz : shifted, gradient, losses);
    fastest = Math.min(fastest, performance.now() - start);
  }
  system.evaluate(xyz, gradient, losses);
  return fastest - time(system, xyz, losses);
}

/** The section of one model. */
function describe(file: string, opened: Opened, threads: number): string[] {
  const { structure, one, all } = opened;
  const { xyz } = structure.atoms;
  const heads = ["term", "restraints", "value", "outliers", "ms, 1 core"];
  if (threads > 1) heads.push(`ms, ${threads} cores`);
  heads.push("floor, ms", "gap", "gradient error");
  const each = (of: (system: GeometrySystem) => number): string =>
    `${of(one).toFixed(1)} ms on one core${threads > 1 ? `, ${of(all).toFixed(1)} ms on ${threads}` : ""}`;
  return [
    `## ${path.basename(file)}`,
    "",
    `${structure.nAtoms} atoms, ${one.nSites - structure.nAtoms} hydrogens. **All terms, value and gradient, hydrogens placed and pulled: ${each((system) => time(system, xyz, losses))}.**`,
    `Renewing both neighbour lists (every 100th step, or when a site has moved 0.5 Å) takes ${each((system) => renewalTime(system, xyz))} more.`,
    "",
    row(heads),
    row(heads.map((_, k) => (k === 0 ? "---" : "--:"))),
    ...measureTerms(opened, threads),
    "",
  ];
}

const introduction = [
  "# The terms of the loss, measured",
  "",
  "Made by `pnpm bench:terms --write` on the models as they are published; the losses are those of the atom stage.",
  `${os.cpus()[0]?.model.trim()}, Node.js ${process.versions.node}; times are the fastest of ${ROUNDS} evaluations of value and gradient, beyond the overhead that all terms share.`,
  "",
  "- **value**: the sum of the term's losses, unweighted. **restraints**: of contacts, the pairs that overlap, of those that the neighbour list holds (1 Å more).",
  "- **floor**: what reading the restraints once at 10 bytes a nanosecond, or their arithmetic at 6 operations a nanosecond, takes at least on one core; **gap**: how far above it the term is.",
  `- **gradient error**: |difference − gradient| / |gradient|, the greatest of ${CHECKED} atoms drawn from those that the term pulls more than its median; central differences of fourth order, ${DIFFERENCE} Å, all atoms shaken by ${SHAKE} Å. (Each term is also held against a float64 reference written from its definition, in its test.)`,
  "",
];

const args = process.argv.slice(2);
const named = args.filter((arg) => arg !== "--write");
const threads = usableCores();
const serial = await openGeometry();
const parallel = await openGeometry({ threads, spawnWorker: spawnNodeWorker });
const lines = [...introduction];
for (const file of named.length > 0 ? named : defaultModels) {
  if (!fs.existsSync(file)) console.log(`${file} is not there: left out`);
  else lines.push(...describe(file, open(file, serial, parallel), threads));
}
console.log(lines.join("\n"));
if (args.includes("--write")) fs.writeFileSync(path.join(root, "docs/terms.md"), lines.join("\n"));
await serial.close();
await parallel.close();
