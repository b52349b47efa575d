/** The map term in tensor operations, for GPUs: views and atoms are taken in portions that fit the device. */
import type { Backend, Tensor, Tensor2D } from "../backend/backend.ts";
import { tf } from "../backend/tf.ts";
import { NumericalError } from "../errors.ts";
import type { Gaussians } from "../gmm/gaussians.ts";
import { type MapImages, prepareMapImages } from "./map-images.ts";
import { assertViews, type MapTarget } from "./map-target.ts";
import type { MapTerm } from "./map-term.ts";
import { ringFrequencies } from "./ring-grid.ts";
import { createFrcComputer, type FrcComputer } from "./tfjs-frc.ts";
import { createProjector, type Projector, type Waves } from "./tfjs-projection.ts";

/** The largest tensor that a step makes by default, bytes; about ten of this size are alive at a time. */
const TENSOR_BYTES = 2 ** 26;

/** Opens the map term on `backend`, which it does not close. No tensor is made larger than about `tensorBytes`. */
export function openTfjsMapTerm(
  backend: Backend,
  target: MapTarget,
  gaussians: Gaussians,
  tensorBytes: number = TENSOR_BYTES,
): MapTerm {
  const { ringWeight, nRings } = target.rings;
  const comparer = new Comparer(backend, target, gaussians, tensorBytes);
  return {
    nViews: target.views.nViews,
    dMin: target.dMin,
    async evaluate(xyz, views) {
      const { frc, gradient } = await comparer.compare(xyz, views, true);
      const value = frc.reduce((sum, c, i) => sum + ringWeight[i % nRings]! * (1 - c), 0) / views.length;
      return { value, gradient: gradient.map((g) => g / views.length) };
    },
    async curve(xyz, views) {
      const { frc } = await comparer.compare(xyz, views, false);
      const mean = new Float64Array(nRings);
      frc.forEach((c, i) => {
        mean[i % nRings]! += c / views.length;
      });
      return { spatialFrequency: ringFrequencies(target.rings), frc: mean };
    },
    dispose: () => comparer.dispose(),
  };
}

/** FRC of each view and ring [nViews, nRings], and the gradient of the sum over the views of Σ weight·(1 − FRC), [n,3]. */
interface Comparison {
  readonly frc: Float32Array;
  readonly gradient: Float64Array;
}

/** FRC of some views on the device, and the slopes of the atoms that have an amplitude, [3, n]. */
type PartialComparison = { readonly frc: Tensor2D; readonly slopes?: Tensor2D };

class Comparer {
  readonly #backend: Backend;
  readonly #nViews: number;
  readonly #nRings: number;
  readonly #plan: Plan;
  readonly #images: MapImages;
  readonly #rings: FrcComputer;
  readonly #projector: Projector;

  constructor(backend: Backend, target: MapTarget, gaussians: Gaussians, tensorBytes: number) {
    this.#backend = backend;
    this.#nViews = target.views.nViews;
    this.#nRings = target.rings.nRings;
    this.#plan = planPortions(target, gaussians, Math.min(tensorBytes, backend.maxTensorBytes));
    this.#images = prepareMapImages(target);
    this.#rings = createFrcComputer(backend, target.rings);
    this.#projector = createProjector(backend, target, gaussians);
  }

  async compare(xyz: Float64Array, views: Int32Array, withGradient: boolean): Promise<Comparison> {
    assertViews(views, this.#nViews);
    if (!xyz.every(Number.isFinite)) {
      throw new NumericalError("A coordinate is not a finite number.", "map", 0);
    }
    const { seen, viewsAtOnce } = this.#plan;
    const frc = new Float32Array(views.length * this.#nRings);
    const gradient = new Float64Array(xyz.length);
    if (seen.length === 0) return { frc, gradient };
    const parts: { first: number; frc: Tensor }[] = [];
    let total: Tensor2D | undefined;
    for (let first = 0; first < views.length; first += viewsAtOnce) {
      const part = this.#backend.run(() => {
        const some = this.#compareSome(xyz, views.subarray(first, first + viewsAtOnce), withGradient);
        return some.slopes && total ? { ...some, slopes: tf.add(total, some.slopes) as Tensor2D } : some;
      });
      total?.dispose();
      total = part.slopes;
      parts.push({ first, frc: part.frc });
    }
    for (const part of parts) frc.set(await this.#backend.take(part.frc), part.first * this.#nRings);
    if (total) scatter(await this.#backend.take(total), seen, gradient);
    return { frc, gradient };
  }

  dispose(): void {
    this.#rings.dispose();
    this.#projector.dispose();
  }

  #compareSome(xyz: Float64Array, views: Int32Array, withGradient: boolean): PartialComparison {
    const projector = this.#projector;
    const make = (atoms: Int32Array) => (): Waves => projector.makeWaves(xyz, { views, atoms });
    // Waves of a single portion are kept for the gradient; those of several do not fit together and are made again.
    const { atoms } = this.#plan;
    const portions = atoms.length > 1 ? atoms.map(make) : [keep(make(atoms[0]!)())];
    const products = portions.map((waves) => tf.tidy(() => projector.multiply(waves())));
    const model = projector.assemble(tf.addN(products));
    const [re, im] = this.#images.parts(views).map((part) => tf.tensor2d(part, model[0].shape));
    const { frc, slope } = this.#rings.correlate(model, [re!, im!]);
    if (!withGradient) return { frc };
    const kernel = projector.adjointKernel(slope);
    const slopes = portions.map((waves) => tf.tidy(() => projector.pullBack(kernel, waves(), views)));
    return { frc, slopes: tf.concat(slopes, 1) as Tensor2D };
  }
}

/** Which atoms and how many views go into one product. */
interface Plan {
  /** The atoms that have an amplitude, and their division. */
  readonly seen: Int32Array;
  readonly atoms: readonly Int32Array[];
  readonly viewsAtOnce: number;
}

/** All atoms of as many views as fit, or as many atoms of one view as fit. */
function planPortions({ rings }: MapTarget, { amplitude }: Gaussians, tensorBytes: number): Plan {
  const seen = Int32Array.from(amplitude.keys()).filter((atom) => amplitude[atom] !== 0);
  const atomViews = Math.max(1, Math.floor(tensorBytes / 4 / (4 * (rings.half + 1))));
  const atoms: Int32Array[] = [];
  for (let at = 0; at < seen.length; at += atomViews) atoms.push(seen.subarray(at, at + atomViews));
  return { seen, atoms, viewsAtOnce: Math.max(1, Math.floor(atomViews / Math.max(1, seen.length))) };
}

function keep<T>(value: T): () => T {
  return () => value;
}

/** Writes slopes [3, nSeen] to the places of their atoms in `gradient` [n,3]. */
function scatter(slopes: Float32Array, seen: Int32Array, gradient: Float64Array): void {
  seen.forEach((atom, j) => {
    for (let c = 0; c < 3; c++) gradient[3 * atom + c] = slopes[c * seen.length + j]!;
  });
}
