/** Projections of Gaussians and their adjoint in tensor operations: complex matrix products over the atoms. */
import type { Backend, Tensor, Tensor2D, Tensor3D } from "../backend/backend.ts";
import { tf } from "../backend/tf.ts";
import type { Gaussians } from "../gmm/gaussians.ts";
import type { MapTarget } from "./map-target.ts";
import type { ImageTensors } from "./tfjs-frc.ts";

/**
 * The two factors of F(hx, hy) = Σ_a P[hy, a]·Q[hx, a] for some atoms in V views, with the phase exp(−2πi(hx·u + hy·v)/boxLength) and
 * the envelope separated. Real parts stand in the first half of axis 1, imaginary parts in the second.
 */
export type Waves = {
  /** [V, 2·(2·half+1), nAtoms] */
  readonly p: Tensor3D;
  /** [V, 2·(half+1), nAtoms] */
  readonly q: Tensor3D;
};

/** Some atoms in some views. */
export interface Portion {
  readonly views: Int32Array;
  readonly atoms: Int32Array;
}

/** Projects portions of a model. Every method is called within `Backend.run`. */
export interface Projector {
  makeWaves(xyz: Float64Array, portion: Portion): Waves;
  /** The matrix product whose blocks hold F: [V, 2·(2·half+1), 2·(half+1)]; those of several portions of atoms add up. */
  multiply(waves: Waves): Tensor3D;
  /** F from the product. */
  assemble(product: Tensor): ImageTensors;
  /** What `pullBack` multiplies P with, from ∂value/∂F. */
  adjointKernel(slope: ImageTensors): Tensor3D;
  /** ∂value/∂xyz of the portion's atoms, summed over its views: [3, nAtoms], 1/Å. */
  pullBack(kernel: Tensor3D, waves: Waves, views: Int32Array): Tensor2D;
  dispose(): void;
}

/** Puts what is common to all projections on `backend`. */
export function createProjector(backend: Backend, target: MapTarget, gaussians: Gaussians): Projector {
  const { half } = target.rings;
  const [n, m] = [2 * half + 1, half + 1];
  const { hy, hx } = backend.run(() => ({
    hy: tf.keep(column(n, (i) => i - half)),
    hx: tf.keep(column(m, (i) => i)),
  }));
  return {
    makeWaves(xyz, portion) {
      const row = (of: (atom: number) => number): Tensor3D =>
        tf.tensor3d(Float32Array.from(portion.atoms, of), [1, 1, portion.atoms.length]);
      const fall = row((atom) => -gaussians.bWidth[atom]! / (4 * target.box.length ** 2));
      const envelope = (h: Tensor3D): Tensor => tf.exp(tf.mul(tf.square(h), fall));
      const amplitude = row((atom) => gaussians.amplitude[atom]!);
      return {
        p: wave(hy, phases(target, xyz, portion, 3), envelope(hy)),
        q: wave(hx, phases(target, xyz, portion, 0), tf.mul(envelope(hx), amplitude)),
      };
    },
    multiply: ({ p, q }) => tf.matMul(p, q, false, true),
    assemble(product) {
      const nViews = product.shape[0]!;
      const block = (i: number, j: number): Tensor => tf.slice(product, [0, i * n, j * m], [nViews, n, m]);
      const flat = (image: Tensor): Tensor2D => tf.reshape(image, [nViews, n * m]);
      return [flat(tf.sub(block(0, 0), block(1, 1))), flat(tf.add(block(0, 1), block(1, 0)))];
    },
    /**
     * K [V, 4·(half+1), 2·(2·half+1)]: K·P has, in blocks of half+1 rows, the real and imaginary parts of T(hx) = Σ_hy conj(G)·P and then
     * of T'(hx) = Σ_hy hy·conj(G)·P, G = ∂value/∂F.
     */
    adjointKernel([re, im]) {
      const turned = (image: Tensor2D): Tensor => tf.transpose(tf.reshape(image, [-1, n, m]), [0, 2, 1]);
      const [gRe, gIm] = [turned(re), turned(im)];
      const t = tf.concat([tf.concat([gRe, gIm], 2), tf.concat([tf.neg(gIm), gRe], 2)], 1);
      const weight = tf.reshape(hy, [1, 1, n]);
      return tf.concat([t, tf.mul(t, tf.concat([weight, weight], 2))], 1) as Tensor3D;
    },
    /** 2π/boxLength times Σ_hx hx·Im(T·Q) along u and Σ_hx Im(T'·Q) along v. */
    pullBack(kernel, { p, q }, views) {
      const nAtoms = p.shape[2];
      const t = tf.reshape(tf.matMul(kernel, p), [views.length, 2, 2 * m, nAtoms]);
      // Im(T·Q) = Re T·Im Q + Im T·Re Q: Q with its halves exchanged meets T row by row.
      const [qRe, qIm] = [tf.slice(q, [0, 0, 0], [-1, m, -1]), tf.slice(q, [0, m, 0], [-1, m, -1])];
      const crossed = tf.concat([qIm, qRe], 1);
      const weights = tf.stack([tf.mul(tf.concat([hx, hx], 1), crossed), crossed], 1);
      const slopes = tf.reshape(tf.sum(tf.mul(t, weights), 2), [2 * views.length, nAtoms]);
      return tf.matMul(axesOf(target, views), slopes as Tensor2D);
    },
    dispose: () => tf.dispose([hy, hx]),
  };
}

/** Numbers as [1, n, 1]. */
function column(n: number, of: (i: number) => number): Tensor3D {
  const values = Float32Array.from({ length: n }, (_, i) => of(i));
  return tf.tensor3d(values, [1, n, 1]);
}

/** u (`axis` 0) or v (`axis` 3) of the atoms over boxLength: turns for each unit of h, [V, 1, nAtoms]. */
function phases(
  { box, views: { axes } }: MapTarget,
  xyz: Float64Array,
  { views, atoms }: Portion,
  axis: 0 | 3,
): Tensor3D {
  const turns = new Float32Array(views.length * atoms.length);
  let at = 0;
  for (const view of views) {
    const first = 6 * view + axis;
    const [x, y, z] = [
      axes[first]! / box.length,
      axes[first + 1]! / box.length,
      axes[first + 2]! / box.length,
    ];
    for (const atom of atoms) {
      turns[at++] =
        x * (xyz[3 * atom]! - box.centre[0]) +
        y * (xyz[3 * atom + 1]! - box.centre[1]) +
        z * (xyz[3 * atom + 2]! - box.centre[2]);
    }
  }
  return tf.tensor3d(turns, [views.length, 1, atoms.length]);
}

/** envelope·exp(−2πi h·turns), real above imaginary parts: [V, 2·n, nAtoms] of h [1, n, 1], turns [V, 1, nAtoms]. */
function wave(h: Tensor3D, turns: Tensor3D, envelope: Tensor): Tensor3D {
  const t = tf.mul(h, turns);
  // Whole turns off first: GPUs promise an exact sine for small angles alone.
  const angle = tf.mul(tf.sub(tf.floor(tf.add(t, 0.5)), t), 2 * Math.PI);
  return tf.concat([tf.mul(tf.cos(angle), envelope), tf.mul(tf.sin(angle), envelope)], 1) as Tensor3D;
}

/** The matrix that turns slopes along u and v of each view into ∂/∂x, ∂/∂y, ∂/∂z: [3, 2·V]. */
function axesOf({ box, views: { axes } }: MapTarget, views: Int32Array): Tensor2D {
  const width = 2 * views.length;
  const matrix = new Float32Array(3 * width);
  views.forEach((view, i) => {
    for (let c = 0; c < 6; c++) {
      matrix[(c % 3) * width + 2 * i + Math.floor(c / 3)] = (2 * Math.PI * axes[6 * view + c]!) / box.length;
    }
  });
  return tf.tensor2d(matrix, [3, width]);
}
