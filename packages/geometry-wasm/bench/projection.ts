/** Time of one view of the map term, value and gradient: one thread and all, beside the floor that its arithmetic sets. */
import { openTargetProjector } from "../../core/src/fit/frc-wasm.ts";
import { createMapTarget, type MapTarget } from "../../core/src/fit/map-target.ts";
import { createViews } from "../../core/src/gmm/views.ts";
import { createRandom } from "../../core/src/random.ts";
import { type GeometryKernels, goodGridSize, openGeometry } from "../src/index.ts";
import { spawnNodeWorker, usableCores } from "../src/node.ts";

/** Atoms, image size n (samples −n/2 … n/2), resolution (Å). */
const cases = [
  { nAtoms: 1_500, n: 40, dMin: 4 },
  { nAtoms: 4_500, n: 66, dMin: 3.2 },
  { nAtoms: 18_636, n: 96, dMin: 3 },
  { nAtoms: 90_000, n: 128, dMin: 4 },
];
const VIEWS = 32;
/** A core of about 3 GHz with two float32×4 units: operations per nanosecond. */
const OPERATIONS_PER_NS = 24;
const random = createRandom(1);

function createProblem({ nAtoms, n, dMin }: (typeof cases)[number]) {
  const length = (n / 2) * dMin;
  const voxels = n;
  const target = createMapTarget({
    density: {
      shape: [voxels, voxels, voxels],
      voxelSize: [length / voxels, length / voxels, length / voxels],
      origin: [-length / 2, -length / 2, -length / 2],
      data: Float32Array.from({ length: voxels ** 3 }, () => random.normal()),
    },
    box: { centre: [0, 0, 0], length },
    views: createViews(4),
    dMin,
  });
  const gaussians = {
    nAtoms,
    amplitude: new Float64Array(nAtoms).fill(1),
    bWidth: new Float64Array(nAtoms).fill(4 * dMin * dMin),
  };
  return { target, gaussians, xyz: foldedChain(nAtoms, 0.42 * length) };
}

/** A chain of points 1.5 Å apart within a ball: neighbours in the list are neighbours in space, as in a real model. */
function foldedChain(n: number, radius: number): Float64Array {
  const xyz = new Float64Array(3 * n);
  const place = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const step = [random.normal(), random.normal(), random.normal()];
    const next = place.map((x, k) => x + (1.5 * step[k]!) / Math.hypot(...step));
    const scale = Math.min(1, radius / Math.hypot(...next));
    for (let k = 0; k < 3; k++) place[k] = xyz[3 * i + k] = scale * next[k]!;
  }
  return xyz;
}

/** Arithmetic of one view, counted in the kernels: atoms to grid and back, four passes of transforms, slice, rings. */
function countOperations(target: MapTarget, nAtoms: number): number {
  const { half, ringOf } = target.rings;
  const grid = goodGridSize(1.4 * (2 * half + 1));
  const counted = ringOf.filter((ring) => ring >= 0).length;
  const lines = grid / 2 + 4 * Math.ceil((half + 1) / 4);
  const transforms = 2 * lines * 5 * grid * Math.log2(grid);
  return nAtoms * (180 + 340) + transforms + counted * (64 * 4 + 100);
}

/** Best of several rounds, ms a view. */
function time(kernels: GeometryKernels, problem: ReturnType<typeof createProblem>): number {
  const projector = openTargetProjector(kernels, problem.target, problem.gaussians);
  let best = Infinity;
  for (let round = 0; round < 12; round++) {
    const views = Int32Array.from(
      { length: VIEWS },
      (_, i) => (i * 37 + round) % problem.target.views.nViews,
    );
    const start = performance.now();
    projector.evaluate(problem.xyz, views);
    best = Math.min(best, performance.now() - start);
  }
  projector.dispose();
  return best / VIEWS;
}

const one = await openGeometry();
const all = await openGeometry({ threads: usableCores(), spawnWorker: spawnNodeWorker });
console.log(`value and gradient of one view, ms (${VIEWS} views a call); all = ${all.threads} threads`);
console.log("   atoms    n   1 thread      all   floor    gap   atoms/s (1 thread)");
for (const settings of cases) {
  const problem = createProblem(settings);
  const serial = time(one, problem);
  const parallel = time(all, problem);
  const floor = countOperations(problem.target, settings.nAtoms) / OPERATIONS_PER_NS / 1e6;
  console.log(
    [
      String(settings.nAtoms).padStart(8),
      String(settings.n).padStart(5),
      serial.toFixed(3).padStart(11),
      parallel.toFixed(3).padStart(9),
      floor.toFixed(3).padStart(8),
      `${(serial / floor).toFixed(1)}×`.padStart(7),
      ((settings.nAtoms / serial) * 1e3).toExponential(1).padStart(10),
    ].join(""),
  );
}
await one.close();
await all.close();
