/** Times of every term, value and gradient, on a folded chain of 18,636 atoms: one thread and all, beside the floor that memory and arithmetic set. */
import { type GeometryKernels, openGeometry } from "../src/index.ts";
import { spawnNodeWorker, usableCores } from "../src/node.ts";
import { createSystem, type GeometrySystem, type TermLosses } from "../src/system/create-system.ts";
import { createPolymer, type Polymer } from "../src/testing/polymer.ts";

const polymer = createPolymer(Number(process.argv[2] ?? 18_636), 1);
const gradient = new Float64Array(3 * polymer.nAtoms);

const losses = {
  bond: { weight: 1, harmonic: 1, hinge: 1, start: 3.5 },
  angle: { weight: 1, harmonic: 1, hinge: 1, start: 3.5 },
  torsion: { weight: 1, harmonic: 1 },
  plane: { weight: 1, harmonic: 1, hinge: 1, start: 3 },
  chirality: { weight: 1, harmonic: 1 },
  repulsion: { weight: 1, hinge: 1, start: 0.4 },
} satisfies TermLosses;
type BenchTerm = keyof typeof losses;
const required: readonly BenchTerm[] = ["bond", "angle", "plane", "chirality", "repulsion"];

/**
 * What one restraint must at least do: bytes read and written once each (indices, numbers, its atoms' gradients; coordinates
 * stay in cache), and arithmetic operations counted in the kernel, an elementary function as 40.
 */
const work: Record<BenchTerm, { bytes: number; operations: number }> = {
  bond: { bytes: 8 + 16 + 48, operations: 35 },
  angle: { bytes: 12 + 16 + 72, operations: 130 },
  torsion: { bytes: 16 + 20 + 96, operations: 230 },
  plane: { bytes: 24 + 8 + 120, operations: 500 },
  chirality: { bytes: 16 + 20 + 96, operations: 90 },
  repulsion: { bytes: 4 + 4, operations: 10 },
};
/** A core of about 3 GHz: bytes and float64 operations (scalar) per nanosecond. */
const BYTES_PER_NS = 10;
const OPERATIONS_PER_NS = 6;

function openSystem(kernels: GeometryKernels): GeometrySystem {
  const system = createSystem(kernels, polymer.nAtoms);
  for (const term of Object.keys(losses) as BenchTerm[]) system.set(term, polymer[term] as never);
  return system;
}

/** Median over rounds, ms. */
function time(run: () => void): number {
  for (let i = 0; i < 20; i++) run();
  const times = Array.from({ length: 41 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[20]!;
}

function countOf(term: BenchTerm, pairs: number): number {
  const list: Polymer[BenchTerm] = polymer[term];
  return "sigma" in list ? list.sigma.length : pairs;
}

const serial = await openGeometry();
const threads = usableCores();
const parallel = await openGeometry({ threads, spawnWorker: spawnNodeWorker });
const [one, all] = [openSystem(serial), openSystem(parallel)];
const pick = (terms: readonly BenchTerm[]): TermLosses =>
  Object.fromEntries(terms.map((term) => [term, losses[term]]));
const evaluate = (system: GeometrySystem, terms: readonly BenchTerm[]): number =>
  time(() => system.evaluate(polymer.xyz, gradient, pick(terms)));

console.log(`${polymer.nAtoms} atoms; ms for value and gradient; floor = max(bytes, operations) on one core`);
const overhead = evaluate(one, []);
console.log(
  `${"".padEnd(12)}${"count".padStart(9)}${"1 thread".padStart(10)}${`${threads} threads`.padStart(11)}${"floor".padStart(8)}${"gap".padStart(7)}`,
);
const row = (name: string, count: number, ms: number, msAll: number, floor: number): void =>
  console.log(
    `${name.padEnd(12)}${String(count).padStart(9)}${ms.toFixed(2).padStart(10)}${msAll.toFixed(2).padStart(11)}${floor.toFixed(2).padStart(8)}${(ms / floor).toFixed(1).padStart(6)}×`,
  );
row("overhead", polymer.nAtoms, overhead, evaluate(all, []), (polymer.nAtoms * 24 * 6) / BYTES_PER_NS / 1e6);
const pairs = countPairs();
for (const term of Object.keys(losses) as BenchTerm[]) {
  const count = countOf(term, pairs);
  const floor =
    Math.max(work[term].bytes / BYTES_PER_NS, work[term].operations / OPERATIONS_PER_NS) * count * 1e-6;
  row(term, count, evaluate(one, [term]) - overhead, evaluate(all, [term]), floor);
}
const together = evaluate(one, required);
const togetherAll = evaluate(all, required);
console.log(
  `bond+angle+plane+chirality+repulsion: ${together.toFixed(2)} ms on one thread, ${togetherAll.toFixed(2)} on ${threads}; ${(polymer.nAtoms / together / 1e3).toFixed(2)} M atoms/s`,
);
console.log(
  `neighbour list: ${timeRenewal(serial).toFixed(1)} ms on one thread, ${timeRenewal(parallel).toFixed(1)} on ${threads}, every 100th step or when atoms moved 0.5 Å`,
);
await serial.close();
await parallel.close();

/** Pairs that the list holds at a skin of 1 Å. */
function countPairs(): number {
  const { classOf, nClasses, minDistance } = polymer.repulsion;
  const system = createSystem(serial, polymer.nAtoms);
  system.set("repulsion", {
    ...polymer.repulsion,
    classOf,
    nClasses,
    minDistance: minDistance.map((d) => d + 1),
  });
  const { z } = system.measure("repulsion", polymer.xyz);
  system.dispose();
  return z.length;
}

/** One renewal of the pair list: an evaluation that renews less one that does not. */
function timeRenewal(kernels: GeometryKernels): number {
  const system = createSystem(kernels, polymer.nAtoms);
  system.set("repulsion", { ...polymer.repulsion, renewEvery: 1 });
  const ms = evaluate(system, ["repulsion"]);
  system.dispose();
  return ms;
}
