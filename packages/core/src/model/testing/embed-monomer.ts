/** For tests: coordinates of a monomer from its restraints alone, by distance geometry and minimisation. */
import { createRandom, type Random } from "../../random.ts";
import { minimiseLbfgs } from "../../refine/lbfgs.ts";
import type { Monomer } from "../monomer.ts";
import { type MonomerTemplate, monomerTemplate } from "../monomer-template.ts";

/** Dimensions of the search: the fourth lets chains pass through each other and hands turn over; it is squeezed out at the end. */
const dimensions = 4;

interface Spring {
  readonly i: number;
  readonly j: number;
  readonly ideal: number;
  /** A lower bound pushes only when the atoms are nearer. */
  readonly isBound: boolean;
}

interface Volume {
  readonly atoms: readonly number[];
  readonly ideal: number;
}

/** Bonds, 1-3 distances from angles, and lower bounds for all other pairs. */
function springsOf(template: MonomerTemplate, use: (position: number) => boolean): Spring[] {
  const key = (i: number, j: number): number => Math.min(i, j) * template.names.length + Math.max(i, j);
  const springs = new Map<number, Spring>();
  const bond = new Map(template.bonds.map((b) => [key(...b.atoms), b.ideal]));
  for (const { atoms, ideal } of template.bonds) {
    springs.set(key(...atoms), { i: atoms[0], j: atoms[1], ideal, isBound: false });
  }
  for (const { atoms, ideal } of template.angles) {
    const [a, b] = [bond.get(key(atoms[0], atoms[1])), bond.get(key(atoms[1], atoms[2]))];
    if (a === undefined || b === undefined || springs.has(key(atoms[0], atoms[2]))) continue;
    const distance = Math.sqrt(a * a + b * b - 2 * a * b * Math.cos(ideal));
    springs.set(key(atoms[0], atoms[2]), { i: atoms[0], j: atoms[2], ideal: distance, isBound: false });
  }
  for (let i = 0; i < template.names.length; i++) {
    for (let j = 0; j < i; j++) {
      if (!springs.has(key(i, j))) springs.set(key(i, j), { i: j, j: i, ideal: 2.3, isBound: true });
    }
  }
  return [...springs.values()].filter((s) => use(s.i) && use(s.j));
}

/** Hands as they are; planes as volumes of zero of their first three atoms with each other one. */
function volumesOf(template: MonomerTemplate, use: (position: number) => boolean): Volume[] {
  const hands = template.chirality.map((c) => ({
    atoms: c.atoms,
    ideal: c.bothHands ? c.namedSign * c.ideal : c.ideal,
  }));
  const flats = template.planes.flatMap(({ atoms }) => {
    const present = atoms.filter(use);
    return present.flatMap((_, k) =>
      k < 3 ? [] : [{ atoms: [present[k]!, present[k - 1]!, present[k - 2]!, present[k - 3]!], ideal: 0 }],
    );
  });
  return [...hands, ...flats].filter((v) => v.atoms.every(use));
}

interface Problem {
  readonly n: number;
  readonly springs: readonly Spring[];
  readonly volumes: readonly Volume[];
}

const at = (x: Float64Array, atom: number, k: number): number => x[dimensions * atom + k]!;

function evaluate(
  problem: Problem,
  x: Float64Array,
  flatten: number,
): { value: number; gradient: Float64Array } {
  const gradient = new Float64Array(x.length);
  let value = 0;
  for (const { i, j, ideal, isBound } of problem.springs) {
    let square = 0;
    for (let k = 0; k < dimensions; k++) square += (at(x, i, k) - at(x, j, k)) ** 2;
    const distance = Math.sqrt(square) + 1e-9;
    const off = distance - ideal;
    if (isBound && off > 0) continue;
    value += off * off;
    for (let k = 0; k < dimensions; k++) {
      const push = (2 * off * (at(x, i, k) - at(x, j, k))) / distance;
      gradient[dimensions * i + k]! += push;
      gradient[dimensions * j + k]! -= push;
    }
  }
  for (const volume of problem.volumes) value += addVolume(volume, x, gradient);
  for (let i = 0; i < problem.n; i++) {
    const w = at(x, i, 3);
    value += flatten * w * w;
    gradient[dimensions * i + 3]! += 2 * flatten * w;
  }
  return { value, gradient };
}

/** (V − ideal)², V from the first three dimensions, and its gradient. */
function addVolume({ atoms, ideal }: Volume, x: Float64Array, gradient: Float64Array): number {
  const [c, a1, a2, a3] = atoms as [number, number, number, number];
  const arm = (a: number): number[] => [0, 1, 2].map((k) => at(x, a, k) - at(x, c, k));
  const [u, v, w] = [arm(a1), arm(a2), arm(a3)] as [number[], number[], number[]];
  const cross = (p: number[], q: number[]): number[] =>
    [0, 1, 2].map((k) => p[(k + 1) % 3]! * q[(k + 2) % 3]! - p[(k + 2) % 3]! * q[(k + 1) % 3]!);
  const faces = [cross(v, w), cross(w, u), cross(u, v)];
  const off = 0.3 * (u.reduce((sum, value, k) => sum + value * faces[0]![k]!, 0) - ideal);
  [a1, a2, a3].forEach((a, side) => {
    for (let k = 0; k < 3; k++) {
      const push = 0.6 * off * faces[side]![k]!;
      gradient[dimensions * a + k]! += push;
      gradient[dimensions * c + k]! -= push;
    }
  });
  return off * off;
}

async function minimise(
  problem: Problem,
  start: Float64Array,
  flatten: number,
  maxSteps: number,
): Promise<Float64Array> {
  const { x } = await minimiseLbfgs(async (at) => evaluate(problem, at, flatten), start, {
    maxSteps,
    maxMove: 0.5,
  });
  return x;
}

async function attempt(problem: Problem, random: Random): Promise<{ xyz: Float64Array; value: number }> {
  let x: Float64Array = Float64Array.from({ length: dimensions * problem.n }, () => 2 * random.normal());
  x = await minimise(problem, x, 0.01, 150);
  x = await minimise(problem, x, 1, 150);
  x = await minimise(problem, x, 1e3, 600);
  const xyz = Float64Array.from({ length: 3 * problem.n }, (_, i) => at(x, Math.floor(i / 3), i % 3));
  return { xyz, value: evaluate(problem, x, 0).value };
}

/**
 * Coordinates [n,3] of all atoms of the template that `use` accepts (others stay at the origin) which meet the restraints as
 * well as possible, the best of several starts, and the sum of squared misfits that is left (Å²).
 */
export async function embedMonomer(
  monomer: Monomer,
  use: (name: string) => boolean,
  options: { readonly seed: number; readonly starts: number; readonly goodEnough: number },
): Promise<{ xyz: Float64Array; value: number }> {
  const template = monomerTemplate(monomer);
  const accepts = (position: number): boolean => use(template.names[position]!);
  const problem = {
    n: template.names.length,
    springs: springsOf(template, accepts),
    volumes: volumesOf(template, accepts),
  };
  const random = createRandom(options.seed);
  let best = await attempt(problem, random);
  for (let start = 1; start < options.starts && best.value > options.goodEnough; start++) {
    const next = await attempt(problem, random);
    if (next.value < best.value) best = next;
  }
  return best;
}
