/** Prints what one decoder step costs on each backend that is present: network forward, coordinates, their adjoint, network backward. */
import { availableParallelism } from "node:os";
import { BackendError, createRandom } from "@cryoreel/core";
import { backendNames } from "@cryoreel/core/backend";
import {
  createAtomDeformation,
  createNetwork,
  createPatchDeformation,
  createResidueDeformation,
  type Deformation,
  deform,
  type NetworkParts,
} from "@cryoreel/core/network";
import { openGeometry } from "@cryoreel/geometry-wasm";
import { spawnNodeWorker } from "@cryoreel/geometry-wasm/node";
import { openNodeBackend } from "../src/backend/index.ts";

const SIZES = [2_000, 4_500, 18_600, 90_000];
const ATOMS_PER_RESIDUE = 8;
const WARM_UP = 2;
const STEPS = 5;

/** Residues of eight atoms scattered through a ball of protein density; slabs of it are the patches. */
function makeModel(nAtoms: number) {
  const random = createRandom(1);
  const nResidues = Math.ceil(nAtoms / ATOMS_PER_RESIDUE);
  const side = Math.cbrt(nAtoms * 20);
  const residueOf = Int32Array.from({ length: nAtoms }, (_, atom) => Math.floor(atom / ATOMS_PER_RESIDUE));
  const centres = Float64Array.from({ length: 3 * nResidues }, () => side * random.uniform());
  const xyz = Float64Array.from(
    { length: 3 * nAtoms },
    (_, i) => centres[3 * residueOf[Math.floor(i / 3)]! + (i % 3)]! + 1.5 * random.normal(),
  );
  const patchOf = Int32Array.from({ length: nResidues }, (_, residue) =>
    [0, 1, 2].reduce((cell, c) => 4 * cell + Math.floor((3.999 * centres[3 * residue + c]!) / side), 0),
  );
  return { xyz, residueOf, nResidues, patchOf };
}

async function timeDecoder(
  parts: Omit<NetworkParts, "nOutputs">,
  xyz: Float64Array,
  deformation: Deformation,
) {
  const start = performance.now();
  const network = createNetwork({ ...parts, nOutputs: deformation.nParameters });
  const shares = { build: performance.now() - start, forward: 0, expand: 0, pullBack: 0, backward: 0 };
  const latent = new Float64Array(parts.nLatent).fill(1);
  for (let step = -WARM_UP; step < STEPS; step++) {
    const times = [performance.now()];
    const lap = (): void => void times.push(performance.now());
    const parameters = await network.forward(latent, true);
    lap();
    const moved = deform(xyz, deformation, parameters);
    lap();
    const gradient = deformation.pullBack(
      parameters,
      moved.map((x) => Math.cos(x)),
    );
    lap();
    network.backward(gradient, 0.02);
    // A GPU has done its step when the next outputs can be read.
    if (parts.backend.name === "webgpu") await network.forward(latent, false);
    lap();
    if (step < 0) continue;
    (["forward", "expand", "pullBack", "backward"] as const).forEach((share, i) => {
      shares[share] += (times[i + 1]! - times[i]!) / STEPS;
    });
  }
  network.dispose();
  return shares;
}

for (const name of backendNames) {
  const opened = await openNodeBackend(name).catch((error: unknown) => {
    if (!(error instanceof BackendError)) throw error;
    console.log(`${name}: absent (${error.message})`);
  });
  if (!opened) continue;
  const { backend } = opened;
  const kernels = await openGeometry({ threads: availableParallelism(), spawnWorker: spawnNodeWorker });
  console.log(`\n${name}: ${backend.description}; times of one step in ms`);
  console.log("   atoms  decoder  output     total  forward  expand  pullBack  backward   (build)");
  for (const nAtoms of name === "cpu" ? SIZES.slice(0, 2) : SIZES) {
    const { xyz, ...model } = makeModel(nAtoms);
    const deformations = [
      createPatchDeformation({ xyz, ...model }),
      createResidueDeformation(xyz, model.residueOf, model.nResidues),
      createAtomDeformation(nAtoms),
    ];
    for (const deformation of deformations) {
      for (const output of backend.mapTerm === "kernel" ? ["kernel", "tensors"] : ["tensors"]) {
        const parts = {
          backend,
          random: createRandom(2),
          nLatent: 4,
          ...(output === "kernel" ? { kernels } : {}),
        };
        const { build, ...shares } = await timeDecoder(parts, xyz, deformation);
        const total = Object.values(shares).reduce((sum, ms) => sum + ms, 0);
        const cells = [total, ...Object.values(shares)].map((ms) => ms.toFixed(1).padStart(8));
        console.log(
          `${String(nAtoms).padStart(8)}  ${deformation.kind.padEnd(8)} ${output.padEnd(8)} ${cells.join(" ")}   (${build.toFixed(0)})`,
        );
      }
    }
  }
  await kernels.close();
  await backend.close();
}
