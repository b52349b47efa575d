/** The map term in tensor operations, for GPUs: each projection is one complex matrix product over the atoms. */
import type { Backend, Tensor, Tensor2D, Tensor3D } from "../backend/backend.ts";
import { tf } from "../backend/tf.ts";
import { NumericalError } from "../errors.ts";
import type { Gaussians } from "../gmm/gaussians.ts";
import { POWER_FLOOR } from "./frc.ts";
import { type MapImages, prepareMapImages } from "./map-images.ts";
import type { MapTarget } from "./map-target.ts";
import type { MapTerm } from "./map-term.ts";
import { ringFrequencies } from "./ring-grid.ts";

/** The largest tensor that a step makes by default, bytes; about ten of this size are alive at a time. */
const TENSOR_BYTES = 2 ** 26;

/**
 * Opens the map term on `backend`. With the phase exp(−2πi(hx·u + hy·v)/boxLength) separated, F = P·Qᵀ for P [2·half+1, N] and
 * Q [half+1, N]; the gradient needs the products of conj(∂value/∂F) and hy·conj(∂value/∂F) with P. Views and, where a single view
 * is too large, atoms are taken in portions of at most `tensorBytes`.
 */
export function openTfjsMapTerm(
  backend: Backend,
  target: MapTarget,
  gaussians: Gaussians,
  tensorBytes: number = TENSOR_BYTES,
): MapTerm {
  const term = new TfjsMapTerm(backend, target, gaussians, Math.min(tensorBytes, backend.maxTensorBytes));
  return {
    nViews: target.views.nViews,
    dMin: target.dMin,
    async evaluate(xyz, views) {
      const { frc, gradient } = await term.compare(xyz, views, true);
      const { ringWeight, nRings } = target.rings;
      const value = frc.reduce((sum, c, i) => sum + ringWeight[i % nRings]! * (1 - c), 0) / views.length;
      if (!Number.isFinite(value)) throw new NumericalError("The map term is not a finite number.", "map", 0);
      return { value, gradient: gradient.map((g) => g / views.length) };
    },
    async curve(xyz, views) {
      const { frc } = await term.compare(xyz, views, false);
      const mean = new Float64Array(target.rings.nRings);
      frc.forEach((c, i) => {
        mean[i % mean.length]! += c / views.length;
      });
      return { spatialFrequency: ringFrequencies(target.rings), frc: mean };
    },
    dispose: () => term.dispose(),
  };
}

/** FRC of each view and ring [nViews, nRings], and the gradient of the sum over the views of Σ weight·(1 − FRC), [n,3]. */
interface Comparison {
  readonly frc: Float32Array;
  readonly gradient: Float64Array;
}

/** P and Q of some atoms in some views: real parts in the first half of axis 1, imaginary parts in the second. */
interface Waves {
  /** [V, 2·(2·half+1), n] */
  readonly p: Tensor3D;
  /** [V, 2·(half+1), n] */
  readonly q: Tensor3D;
}

class TfjsMapTerm {
  readonly #backend: Backend;
  readonly #target: MapTarget;
  readonly #gaussians: Gaussians;
  readonly #images: MapImages;
  /** Atoms that have an amplitude. */
  readonly #seen: Int32Array;
  readonly #nRows: number;
  readonly #nColumns: number;
  readonly #atomsAtOnce: number;
  readonly #viewsAtOnce: number;
  /** hy and hx as columns [1, n, 1]; weights of the rings [1, nRings]; 1 where a sample is in a ring [nSamples, nRings]. */
  readonly #constants: { rows: Tensor3D; columns: Tensor3D; ringWeight: Tensor2D; isIn: Tensor2D };

  constructor(backend: Backend, target: MapTarget, gaussians: Gaussians, tensorBytes: number) {
    const { half, nRings, ringOf, ringWeight } = target.rings;
    this.#backend = backend;
    this.#target = target;
    this.#gaussians = gaussians;
    this.#images = prepareMapImages(target);
    this.#seen = Int32Array.from(gaussians.amplitude.keys()).filter(
      (atom) => gaussians.amplitude[atom] !== 0,
    );
    this.#nRows = 2 * half + 1;
    this.#nColumns = half + 1;
    const floats = tensorBytes / 4;
    const perAtom = 4 * this.#nColumns;
    this.#atomsAtOnce = Math.max(1, Math.min(this.#seen.length, Math.floor(floats / perAtom)));
    this.#viewsAtOnce = Math.max(1, Math.floor(floats / (perAtom * this.#atomsAtOnce)));
    this.#constants = backend.run(() => {
      const isIn = new Float32Array(ringOf.length * nRings);
      ringOf.forEach((ring, sample) => {
        if (ring >= 0) isIn[sample * nRings + ring] = 1;
      });
      return {
        rows: tf.keep(column(this.#nRows, (i) => i - half)),
        columns: tf.keep(column(this.#nColumns, (i) => i)),
        ringWeight: tf.keep(tf.tensor2d(Float32Array.from(ringWeight), [1, nRings])),
        isIn: tf.keep(tf.tensor2d(isIn, [ringOf.length, nRings])),
      };
    });
  }

  async compare(xyz: Float64Array, views: Int32Array, withGradient: boolean): Promise<Comparison> {
    const { nRings } = this.#target.rings;
    const frc = new Float32Array(views.length * nRings);
    const gradient = new Float64Array(xyz.length);
    if (this.#seen.length === 0) return { frc, gradient };
    const pending: { first: number; frc: Tensor }[] = [];
    let shifts: Tensor2D | undefined;
    for (let first = 0; first < views.length; first += this.#viewsAtOnce) {
      const some = views.subarray(first, first + this.#viewsAtOnce);
      const result = this.#backend.run(() => this.#compareSome(xyz, some, withGradient, shifts));
      shifts?.dispose();
      shifts = result.shifts;
      pending.push({ first, frc: result.frc });
    }
    for (const part of pending) frc.set(await this.#backend.take(part.frc), part.first * nRings);
    if (shifts) this.#scatter(await this.#backend.take(shifts), gradient);
    return { frc, gradient };
  }

  dispose(): void {
    tf.dispose(Object.values(this.#constants));
  }

  /** Compares `views`; `shifts` [3, nSeen], the gradient so far, comes back with theirs added. */
  #compareSome(
    xyz: Float64Array,
    views: Int32Array,
    withGradient: boolean,
    shifts: Tensor2D | undefined,
  ): { frc: Tensor2D; shifts?: Tensor2D } {
    const portions = this.#portions(xyz, views);
    const f = this.#project(portions);
    const { frc, slope } = this.#correlate(f, views);
    if (!withGradient) return { frc };
    const kernel = this.#adjointKernel(slope);
    const parts = portions.map((portion) => tf.tidy(() => this.#pullBack(kernel, portion(), views)));
    const sum = parts.length === 1 ? parts[0]! : (tf.concat(parts, 1) as Tensor2D);
    return { frc, shifts: shifts ? tf.add(shifts, sum) : sum };
  }

  /** The waves of each portion of the atoms, made when asked for; of a single portion, made once. */
  #portions(xyz: Float64Array, views: Int32Array): (() => Waves)[] {
    const starts: number[] = [];
    for (let start = 0; start < this.#seen.length; start += this.#atomsAtOnce) starts.push(start);
    const make = (start: number) => (): Waves =>
      this.#makeWaves(xyz, views, this.#seen.subarray(start, start + this.#atomsAtOnce));
    if (starts.length > 1) return starts.map(make);
    const waves = make(0)();
    return [() => waves];
  }

  #makeWaves(xyz: Float64Array, views: Int32Array, atoms: Int32Array): Waves {
    const { box, views: viewSet } = this.#target;
    const { amplitude, bWidth } = this.#gaussians;
    const [u, v] = [0, 3].map((axis) => {
      const turns = new Float32Array(views.length * atoms.length);
      views.forEach((view, i) => {
        const [ax, ay, az] = [0, 1, 2].map((c) => viewSet.axes[6 * view + axis + c]! / box.length);
        atoms.forEach((atom, j) => {
          turns[i * atoms.length + j] =
            ax! * (xyz[3 * atom]! - box.centre[0]) +
            ay! * (xyz[3 * atom + 1]! - box.centre[1]) +
            az! * (xyz[3 * atom + 2]! - box.centre[2]);
        });
      });
      return tf.tensor3d(turns, [views.length, 1, atoms.length]);
    });
    const fall = row(atoms, (atom) => -bWidth[atom]! / (4 * box.length ** 2));
    const { rows, columns } = this.#constants;
    return {
      p: wave(rows, v!, tf.exp(tf.mul(tf.square(rows), fall))),
      q: wave(
        columns,
        u!,
        tf.mul(
          tf.exp(tf.mul(tf.square(columns), fall)),
          row(atoms, (atom) => amplitude[atom]!),
        ),
      ),
    };
  }

  /** F as two tensors [V, nSamples]: real and imaginary parts. */
  #project(portions: readonly (() => Waves)[]): [Tensor2D, Tensor2D] {
    const [n, m] = [this.#nRows, this.#nColumns];
    const products = portions.map((portion) =>
      tf.tidy(() => {
        const { p, q } = portion();
        return tf.matMul(p, q, false, true);
      }),
    );
    const product = products.length === 1 ? products[0]! : tf.addN(products);
    const nViews = product.shape[0]!;
    const block = (i: number, j: number): Tensor => tf.slice(product, [0, i * n, j * m], [nViews, n, m]);
    const flat = (tensor: Tensor): Tensor2D => tf.reshape(tensor, [nViews, n * m]);
    return [flat(tf.sub(block(0, 0), block(1, 1))), flat(tf.add(block(0, 1), block(1, 0)))];
  }

  /** FRC [V, nRings], and ∂/∂F of Σ weight·(1 − FRC) as real and imaginary parts [V, nSamples]; see `fourierRingCorrelation`. */
  #correlate([re, im]: [Tensor2D, Tensor2D], views: Int32Array) {
    const { isIn, ringWeight } = this.#constants;
    const { nRings } = this.#target.rings;
    const [mapRe, mapIm] = this.#images
      .parts(views)
      .map((part) => tf.tensor2d(part, [views.length, isIn.shape[0]]));
    const cross = tf.matMul(tf.add(tf.mul(re, mapRe!), tf.mul(im, mapIm!)), isIn) as Tensor2D;
    const bare = tf.matMul(tf.add(tf.square(re), tf.square(im)), isIn);
    const power = tf.add(bare, tf.mul(tf.mean(bare, 1, true), POWER_FLOOR));
    const amplitude = tf.sqrt(power);
    const frc = tf.divNoNan(cross, amplitude) as Tensor2D;
    const byMap = tf.divNoNan(ringWeight, amplitude);
    const bySelf = tf.divNoNan(tf.mul(ringWeight, frc), power);
    const self = tf.add(bySelf, tf.mul(tf.sum(bySelf, 1, true), POWER_FLOOR / nRings));
    const onSamples = (ofRings: Tensor): Tensor => tf.matMul(ofRings as Tensor2D, isIn, false, true);
    const [selfAt, mapAt] = [onSamples(self), onSamples(byMap)];
    const slope = [
      tf.sub(tf.mul(selfAt, re), tf.mul(mapAt, mapRe!)),
      tf.sub(tf.mul(selfAt, im), tf.mul(mapAt, mapIm!)),
    ] as const;
    return { frc, slope };
  }

  /**
   * The matrix K [V, 4·(half+1), 2·(2·half+1)] whose product with P holds, in blocks of half+1 rows, the real and imaginary parts of
   * T(hx) = Σ_hy conj(G)·P and then of T'(hx) = Σ_hy hy·conj(G)·P.
   */
  #adjointKernel([re, im]: readonly [Tensor, Tensor]): Tensor3D {
    const [n, m] = [this.#nRows, this.#nColumns];
    const turned = (tensor: Tensor): Tensor => tf.transpose(tf.reshape(tensor, [-1, n, m]), [0, 2, 1]);
    const [gRe, gIm] = [turned(re), turned(im)];
    const t = tf.concat([tf.concat([gRe, gIm], 2), tf.concat([tf.neg(gIm), gRe], 2)], 1);
    const hy = tf.reshape(this.#constants.rows, [1, 1, n]);
    return tf.concat([t, tf.mul(t, tf.concat([hy, hy], 2))], 1) as Tensor3D;
  }

  /** ∂/∂xyz summed over the views, [3, n]: 2π/boxLength times Σ_hx hx·Im(T·Q) along u and Σ_hx Im(T'·Q) along v. */
  #pullBack(kernel: Tensor3D, { p, q }: Waves, views: Int32Array): Tensor2D {
    const { box, views: viewSet } = this.#target;
    const [nViews, m] = [views.length, this.#nColumns];
    const nAtoms = p.shape[2];
    const t = tf.reshape(tf.matMul(kernel, p), [nViews, 2, 2 * m, nAtoms]);
    // Im(T·Q) = Re T·Im Q + Im T·Re Q: Q with its halves exchanged meets T row by row.
    const crossed = tf.concat([tf.slice(q, [0, m, 0], [-1, m, -1]), tf.slice(q, [0, 0, 0], [-1, m, -1])], 1);
    const hx = this.#constants.columns;
    const alongU = tf.mul(tf.concat([hx, hx], 1), crossed);
    const weights = tf.stack([alongU, crossed], 1);
    const slopes = tf.sum(tf.mul(t, weights), 2);
    const axes = new Float32Array(3 * 2 * nViews);
    views.forEach((view, i) => {
      for (let c = 0; c < 6; c++) {
        axes[(c % 3) * 2 * nViews + 2 * i + Math.floor(c / 3)] =
          (2 * Math.PI * viewSet.axes[6 * view + c]!) / box.length;
      }
    });
    return tf.matMul(tf.tensor2d(axes, [3, 2 * nViews]), tf.reshape(slopes, [2 * nViews, nAtoms]));
  }

  #scatter(shifts: Float32Array, gradient: Float64Array): void {
    const n = this.#seen.length;
    this.#seen.forEach((atom, j) => {
      for (let c = 0; c < 3; c++) gradient[3 * atom + c] = shifts[c * n + j]!;
    });
  }
}

/** Numbers as [1, n, 1]. */
function column(n: number, of: (i: number) => number): Tensor3D {
  return tf.tensor3d(
    Float32Array.from({ length: n }, (_, i) => of(i)),
    [1, n, 1],
  );
}

/** A number of each atom as [1, 1, n]. */
function row(atoms: Int32Array, of: (atom: number) => number): Tensor3D {
  return tf.tensor3d(Float32Array.from(atoms, of), [1, 1, atoms.length]);
}

/** envelope·exp(−2πi h·turns), real above imaginary parts: [V, 2·n, nAtoms] of h [1, n, 1], turns [V, 1, nAtoms]. */
function wave(h: Tensor3D, turns: Tensor3D, envelope: Tensor): Tensor3D {
  const t = tf.mul(h, turns);
  // Whole turns off first: GPUs promise an exact sine for small angles alone.
  const angle = tf.mul(tf.sub(tf.floor(tf.add(t, 0.5)), t), 2 * Math.PI);
  return tf.concat([tf.mul(tf.cos(angle), envelope), tf.mul(tf.sin(angle), envelope)], 1) as Tensor3D;
}
