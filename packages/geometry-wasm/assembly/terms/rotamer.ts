// Rotamers: z = base − Σ A·exp(E), a mixture of periodic Gaussians over one to four χ angles.
import { f64At, i32At } from "../coordinates";
import { Task } from "../task";
import { addTorsionGradient, torsionAngle } from "../torsion-angle";

/** Sine and cosine of m·χ of the residue in hand, and Σ A·exp(E)·∂E/∂(mχ). Globals: every thread has its own. */
let sin0: f64, sin1: f64, sin2: f64, sin3: f64;
let cos0: f64, cos1: f64, cos2: f64, cos3: f64;
let slope0: f64, slope1: f64, slope2: f64, slope3: f64;

/** Exponents below this add nothing that float64 could tell from 0. */
const NEGLIGIBLE: f64 = -60;
/** Numbers of one component: amplitude, then four each of cos mμ, sin mμ and κ, then six λ. */
const COMPONENT: usize = 19 * 8;

/**
 * Atoms: the chain whose successive fours are the χ angles (4 to 7 atoms). Columns: classOf (i32). Tables: [nClasses] i32
 * first component of each class (and one more, the end); [nClasses,5] f64 base and m of each χ (symmetry: 1, or 2 where half a
 * turn is the same side chain); components. Multivariate von Mises (Mardia et al. 2008, Can J Stat 36:99):
 * E = Σ κ(cos mΔ − 1) + Σ λ·sin mΔ·sin m'Δ', smooth and periodic, a Gaussian near its centre.
 */
export function rotamer(task: Task): void {
  const classOf = task.column(0);
  const firstOf = task.column(1);
  const classes = task.column(2);
  const components = task.column(3);
  let sum: f64 = 0;
  for (let i = task.begin; i < task.end; i++) {
    const kind = i32At(classOf, i);
    const start = i32At(task.start, i);
    const nChi = i32At(task.start, i + 1) - start - 3;
    const description = classes + 40 * <usize>kind;
    setAngles(task, start, nChi, description);
    const first = components + COMPONENT * <usize>i32At(firstOf, kind);
    const end = components + COMPONENT * <usize>i32At(firstOf, kind + 1);
    const cost = load<f64>(description) - mixture(first, end);
    sum += task.loss.value(cost);
    task.writeZ(i, cost);
    const slope = -task.loss.slope(cost);
    pull(task, start, nChi, 0, slope * slope0 * load<f64>(description, 8));
    pull(task, start, nChi, 1, slope * slope1 * load<f64>(description, 16));
    pull(task, start, nChi, 2, slope * slope2 * load<f64>(description, 24));
    pull(task, start, nChi, 3, slope * slope3 * load<f64>(description, 32));
  }
  task.writeValue(sum);
}

function chi(task: Task, start: i32, k: i32): f64 {
  const atoms = task.atoms + ((<usize>(start + k)) << 2);
  return torsionAngle(
    task.xyz,
    load<i32>(atoms),
    load<i32>(atoms, 4),
    load<i32>(atoms, 8),
    load<i32>(atoms, 12),
  );
}

/** χ angles that a side chain does not have count as 0; its components have κ = λ = 0 there. */
function setAngles(task: Task, start: i32, nChi: i32, description: usize): void {
  const angle0 = chi(task, start, 0) * load<f64>(description, 8);
  const angle1 = nChi > 1 ? chi(task, start, 1) * load<f64>(description, 16) : 0;
  const angle2 = nChi > 2 ? chi(task, start, 2) * load<f64>(description, 24) : 0;
  const angle3 = nChi > 3 ? chi(task, start, 3) * load<f64>(description, 32) : 0;
  sin0 = Math.sin(angle0);
  sin1 = Math.sin(angle1);
  sin2 = Math.sin(angle2);
  sin3 = Math.sin(angle3);
  cos0 = Math.cos(angle0);
  cos1 = Math.cos(angle1);
  cos2 = Math.cos(angle2);
  cos3 = Math.cos(angle3);
}

/** Σ A·exp(E) over the components from `first` to `end`; sets the slopes. */
function mixture(first: usize, end: usize): f64 {
  let sum: f64 = 0;
  slope0 = slope1 = slope2 = slope3 = 0;
  for (let p = first; p < end; p += COMPONENT) {
    // cos and sin of mΔ = mχ − mμ.
    const c0 = cos0 * load<f64>(p, 8) + sin0 * load<f64>(p, 40);
    const c1 = cos1 * load<f64>(p, 16) + sin1 * load<f64>(p, 48);
    const c2 = cos2 * load<f64>(p, 24) + sin2 * load<f64>(p, 56);
    const c3 = cos3 * load<f64>(p, 32) + sin3 * load<f64>(p, 64);
    const s0 = sin0 * load<f64>(p, 8) - cos0 * load<f64>(p, 40);
    const s1 = sin1 * load<f64>(p, 16) - cos1 * load<f64>(p, 48);
    const s2 = sin2 * load<f64>(p, 24) - cos2 * load<f64>(p, 56);
    const s3 = sin3 * load<f64>(p, 32) - cos3 * load<f64>(p, 64);
    const k0 = load<f64>(p, 72);
    const k1 = load<f64>(p, 80);
    const k2 = load<f64>(p, 88);
    const k3 = load<f64>(p, 96);
    // ∂/∂s of the bilinear part.
    const l01 = load<f64>(p, 104);
    const l02 = load<f64>(p, 112);
    const l03 = load<f64>(p, 120);
    const l12 = load<f64>(p, 128);
    const l13 = load<f64>(p, 136);
    const l23 = load<f64>(p, 144);
    const b0 = l01 * s1 + l02 * s2 + l03 * s3;
    const b1 = l01 * s0 + l12 * s2 + l13 * s3;
    const b2 = l02 * s0 + l12 * s1 + l23 * s3;
    const b3 = l03 * s0 + l13 * s1 + l23 * s2;
    const exponent =
      k0 * (c0 - 1) +
      k1 * (c1 - 1) +
      k2 * (c2 - 1) +
      k3 * (c3 - 1) +
      0.5 * (b0 * s0 + b1 * s1 + b2 * s2 + b3 * s3);
    if (exponent < NEGLIGIBLE) continue;
    const height = load<f64>(p) * Math.exp(exponent);
    sum += height;
    slope0 += height * (b0 * c0 - k0 * s0);
    slope1 += height * (b1 * c1 - k1 * s1);
    slope2 += height * (b2 * c2 - k2 * s2);
    slope3 += height * (b3 * c3 - k3 * s3);
  }
  return sum;
}

function pull(task: Task, start: i32, nChi: i32, k: i32, slope: f64): void {
  if (k >= nChi) return;
  const atoms = task.atoms + ((<usize>(start + k)) << 2);
  addTorsionGradient(
    task.xyz,
    task.gradient,
    load<i32>(atoms),
    load<i32>(atoms, 4),
    load<i32>(atoms, 8),
    load<i32>(atoms, 12),
    slope,
  );
}
