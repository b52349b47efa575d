/** Times of every term, value and gradient, on a folded chain of 18,636 atoms: one thread and all, beside the floor that memory and arithmetic set. */
import { type GeometryKernels, openGeometry } from "../src/index.ts";
import { spawnNodeWorker, usableCores } from "../src/node.ts";
import { createSystem, type GeometrySystem, type TermLosses } from "../src/system/create-system.ts";
import { createAllAtom } from "../src/testing/all-atom.ts";
import { createPolymer } from "../src/testing/polymer.ts";

const polymer = createPolymer(Number(process.argv[2] ?? 18_636), 1);
const { hydrogens, ...residueLists } = createAllAtom(polymer, 2);
const lists = { ...polymer, ...residueLists };
const gradient = new Float64Array(3 * polymer.nAtoms);

const losses = {
  bond: { weight: 1, harmonic: 1, hinge: 1, start: 3.5 },
  angle: { weight: 1, harmonic: 1, hinge: 1, start: 3.5 },
  torsion: { weight: 1, harmonic: 1 },
  plane: { weight: 1, harmonic: 1, hinge: 1, start: 3 },
  chirality: { weight: 1, harmonic: 1 },
  repulsion: { weight: 1, hinge: 1, start: 0.4 },
  cbeta: { weight: 1, harmonic: 1, hinge: 1, start: 2.5 },
  ramachandran: { weight: 1, linear: 1 },
  rotamer: { weight: 1, linear: 1 },
  clash: { weight: 1, hinge: 1, start: 0.35 },
} satisfies TermLosses;
type BenchTerm = keyof typeof losses;
const benchTerms = Object.keys(losses) as BenchTerm[];

/**
 * What one restraint must at least do: bytes read and written once each (indices, numbers, its atoms' gradients; coordinates
 * stay in cache), and arithmetic operations counted in the kernel, an elementary function as 40. A rotamer: mean over its kinds.
 */
const work: Record<BenchTerm, { bytes: number; operations: number }> = {
  bond: { bytes: 72, operations: 35 },
  angle: { bytes: 100, operations: 130 },
  torsion: { bytes: 132, operations: 230 },
  plane: { bytes: 152, operations: 500 },
  chirality: { bytes: 132, operations: 90 },
  repulsion: { bytes: 8, operations: 10 },
  cbeta: { bytes: 160, operations: 500 },
  ramachandran: { bytes: 150, operations: 600 },
  rotamer: { bytes: 160, operations: 300 + 45 * 110 },
  clash: { bytes: 8, operations: 10 },
};
/** A core of about 3 GHz: bytes and float64 operations (scalar) per nanosecond. */
const BYTES_PER_NS = 10;
const OPERATIONS_PER_NS = 6;

function openSystem(kernels: GeometryKernels): GeometrySystem {
  const system = createSystem(kernels, polymer.nAtoms, hydrogens);
  for (const term of benchTerms) system.set(term, lists[term] as never);
  return system;
}

/** The fastest of many rounds, ms: other work on the machine only adds. */
function time(run: () => void): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 60; round++) {
    const start = performance.now();
    run();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

const serial = await openGeometry();
const threads = usableCores();
const parallel = await openGeometry({ threads, spawnWorker: spawnNodeWorker });
const [one, all] = [openSystem(serial), openSystem(parallel)];
const evaluate = (system: GeometrySystem, terms: readonly BenchTerm[]): number =>
  time(() =>
    system.evaluate(polymer.xyz, gradient, Object.fromEntries(terms.map((term) => [term, losses[term]]))),
  );

const cell = (value: number, width: number): string => value.toFixed(2).padStart(width);
console.log(
  `${polymer.nAtoms} atoms, ${one.nSites - polymer.nAtoms} hydrogens; ms for value and gradient beyond the overhead`,
);
console.log(
  `${"".padEnd(13)}${"count".padStart(9)}${"1 thread".padStart(10)}${`${threads} threads`.padStart(11)}${"floor".padStart(8)}    gap`,
);
const overhead = [evaluate(one, []), evaluate(all, [])] as const;
console.log(
  `${"overhead".padEnd(13)}${String(polymer.nAtoms).padStart(9)}${cell(overhead[0], 10)}${cell(overhead[1], 11)}`,
);
for (const term of benchTerms) {
  const count = countOf(term);
  const floor =
    Math.max(work[term].bytes / BYTES_PER_NS, work[term].operations / OPERATIONS_PER_NS) * count * 1e-6;
  const [ms, msAll] = [evaluate(one, [term]) - overhead[0], evaluate(all, [term]) - overhead[1]];
  console.log(
    `${term.padEnd(13)}${String(count).padStart(9)}${cell(ms, 10)}${cell(msAll, 11)}${cell(floor, 8)}${(ms / floor).toFixed(1).padStart(6)}×`,
  );
}
report("bond+angle+plane+chirality+repulsion", ["bond", "angle", "plane", "chirality", "repulsion"]);
report(
  "all terms, hydrogens placed and pulled",
  benchTerms.filter((term) => term !== "repulsion"),
);
for (const term of ["repulsion", "clash"] as const) {
  console.log(
    `${term}: neighbour list renewed in ${timeRenewal(serial, term).toFixed(1)} ms on one thread, ${timeRenewal(parallel, term).toFixed(1)} on ${threads}; every 100th step, or when a point moved 0.5 Å`,
  );
}
await serial.close();
await parallel.close();

function report(what: string, terms: readonly BenchTerm[]): void {
  const [ms, msAll] = [evaluate(one, terms), evaluate(all, terms)];
  console.log(
    `${what}: ${ms.toFixed(2)} ms on one thread, ${msAll.toFixed(2)} on ${threads}; ${(polymer.nAtoms / ms / 1e3).toFixed(2)} M atoms/s`,
  );
}

/** Restraints of a term; of pair terms the pairs that the list holds at a skin of 1 Å. */
function countOf(term: BenchTerm): number {
  const list = lists[term];
  if ("sigma" in list) return list.sigma.length;
  if (!("excluded" in list)) return list.mapOf.length;
  const system = createSystem(serial, polymer.nAtoms, hydrogens);
  system.set(term as "clash", { ...list, minDistance: list.minDistance.map((d) => d + 1) });
  const { z } = system.measure(term, polymer.xyz);
  system.dispose();
  return z.length;
}

/** An evaluation that renews the list less one that does not. */
function timeRenewal(kernels: GeometryKernels, term: "repulsion" | "clash"): number {
  const system = createSystem(kernels, polymer.nAtoms, hydrogens);
  const timeWith = (renewEvery: number): number => {
    system.set(term, { ...lists[term], renewEvery });
    return evaluate(system, [term]);
  };
  const ms = timeWith(1) - timeWith(100);
  system.dispose();
  return ms;
}
