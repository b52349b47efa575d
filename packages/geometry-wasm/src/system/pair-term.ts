/** Terms over pairs of atoms that come near each other, whichever they are: scans of a pair list, pushes of the few that overlap. */
import { atomsOfChunk } from "../chunk-plan.ts";
import { createPairList, type PairList } from "../neighbors/pair-list.ts";
import { createActivePairs } from "./active-pairs.ts";
import {
  type CompiledTerm,
  LOSS_LENGTH,
  type Measurement,
  type TermContext,
  writeLoss,
} from "./compiled-term.ts";
import type { RepulsionRules } from "./term-lists.ts";

/** Numbers of a pair task and the places of those that change: assembly/terms/repulsion.ts. */
const TASK_LENGTH = 13;
const TASK_LIST = 5;
const TASK_ACTIVE = 10;

/** What pairs are taken from. */
export type PairScope = "atoms" | "sites";

/** Compiles the repulsion of all atoms, or of all sites: hydrogens too. Throws RangeError for tables that do not fit. */
export function compilePairTerm(all: TermContext, rules: RepulsionRules, among: PairScope): CompiledTerm {
  const context = among === "sites" ? { ...all, plan: all.sites } : all;
  checkRules(rules, context.plan.nAtoms);
  const { kernels, plan, xyz } = context;
  const scope = kernels.memory.scope();
  const pairs = openPairList(context, rules);
  const loss = scope.float64(LOSS_LENGTH);
  const values = scope.float64(plan.nChunks);
  const nActive = scope.int32(plan.nChunks);
  const tasks = scope.int32(plan.nChunks * TASK_LENGTH);
  for (let chunk = 0; chunk < plan.nChunks; chunk++) {
    const out = [0, nActive.pointer + 4 * chunk, values.pointer + 8 * chunk];
    const task = [...atomsOfChunk(plan, chunk), xyz, ...listed(pairs, rules), loss.pointer, ...out];
    tasks.view.set(task, chunk * TASK_LENGTH);
  }
  const active = createActivePairs(context, pairs);
  return {
    nChunks: plan.nChunks,
    usesHydrogens: among === "sites",
    setLoss: (parameters) => writeLoss(loss.view, parameters),
    prepare() {
      if (pairs.renew()) {
        active.fit();
        for (let chunk = 0; chunk < plan.nChunks; chunk++) {
          tasks.view[chunk * TASK_LENGTH + TASK_LIST] = pairs.search.list.pointer;
          tasks.view[chunk * TASK_LENGTH + TASK_ACTIVE] = active.pointer(chunk);
        }
      }
      return pairs.nCapped;
    },
    reach: () => ({ first: plan.nAtoms, end: 0 }),
    calls: (chunk) => (chunk < plan.nChunks ? [["repulsion", tasks.pointer + 4 * TASK_LENGTH * chunk]] : []),
    finish() {
      nActive.view.forEach((n, chunk) => {
        kernels.call("applyPairs", active.pointer(chunk), n, xyz, context.gradient);
      });
    },
    value: () => values.view.reduce((sum, value) => sum + value, 0),
    measure(run) {
      run();
      const atoms = Array.from(nActive.view, (n, chunk) => active.atoms(chunk, n)).flat();
      const nListed = pairs.nListed(0, plan.nAtoms);
      return { ...measureOverlaps(context, rules, Int32Array.from(atoms)), nListed };
    },
    dispose() {
      active.free();
      pairs.dispose();
      scope.free();
    },
  };
}

/** The part of a task that all chunks share. */
function listed({ search }: PairList, { nClasses }: RepulsionRules): number[] {
  const { start, count, list, classOf, minDistance } = search;
  return [start.pointer, count.pointer, list.pointer, classOf, nClasses, minDistance];
}

function openPairList({ kernels, plan, xyz }: TermContext, rules: RepulsionRules): PairList {
  const { classOf, nClasses, minDistance, excluded, conformerOf } = rules;
  return createPairList(kernels, {
    xyz,
    nPoints: plan.nAtoms,
    rules: { classes: { classOf, nClasses, minDistance }, excluded, ...(conformerOf && { conformerOf }) },
    skin: rules.skin ?? 1,
    renewEvery: rules.renewEvery ?? 100,
    maxNeighbors: rules.maxNeighbors ?? 128,
  });
}

/** z = least distance − d of the pairs in `atoms`. */
function measureOverlaps(
  { kernels, xyz, plan }: TermContext,
  rules: RepulsionRules,
  atoms: Int32Array,
): Measurement {
  const points = kernels.memory.viewFloat64(xyz, 3 * plan.nAtoms);
  const z = new Float64Array(atoms.length / 2);
  for (let k = 0; k < z.length; k++) {
    const [i, j] = [atoms[2 * k]!, atoms[2 * k + 1]!];
    const d = Math.hypot(...[0, 1, 2].map((axis) => points[3 * j + axis]! - points[3 * i + axis]!));
    z[k] = rules.minDistance[rules.classOf[i]! * rules.nClasses + rules.classOf[j]!]! - d;
  }
  return { z, atoms };
}

function checkRules(
  { classOf, nClasses, minDistance, excluded, conformerOf }: RepulsionRules,
  nAtoms: number,
): void {
  const fail = (what: string): never => {
    throw new RangeError(`repulsion: ${what}`);
  };
  if (classOf.length !== nAtoms) fail(`${classOf.length} classes for ${nAtoms} atoms`);
  if (conformerOf && conformerOf.length !== nAtoms)
    fail(`${conformerOf.length} conformers for ${nAtoms} atoms`);
  if (excluded.start.length !== nAtoms + 1 || excluded.start[nAtoms] !== excluded.list.length) {
    fail(`exclusions of ${excluded.start.length - 1} atoms for ${nAtoms}`);
  }
  if (minDistance.length !== nClasses ** 2) fail(`${minDistance.length} distances for ${nClasses} classes`);
  if (!minDistance.every((distance) => Number.isFinite(distance) && distance >= 0))
    fail("a distance is not finite");
  if (classOf.some((c) => c < 0 || c >= nClasses)) fail(`a class is not among ${nClasses}`);
}
