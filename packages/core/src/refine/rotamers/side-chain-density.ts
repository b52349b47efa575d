/** How well a map speaks for the places of a side chain's atoms, once all else that the model explains is taken away. */
import { createGaussians } from "../../gmm/gaussians.ts";
import { countVoxels, cutWindow, windowAround } from "../../map/grid.ts";
import { sampleGradient } from "../../map/interpolate.ts";
import { lowPassVolume } from "../../map/low-pass.ts";
import type { Volume } from "../../map/volume.ts";
import { type Structure, withCoordinates } from "../../model/structure.ts";
import { addGaussian } from "./add-gaussian.ts";
import { backboneAtoms, localMeans, neighbourAtoms, scaleOf } from "./backbone-scale.ts";

export interface DensityParts {
  readonly structure: Structure;
  /** [n,3] Å */
  readonly xyz: Float64Array;
  readonly density: Volume;
  /** Å */
  readonly resolution: number;
}

/** Å of map around the model. */
const margin = 8;
/** A residue's scale stays within this factor of the model's. */
const scaleRange = 3;
/** Least noise as a share of an atom's height: models are never exact. */
const leastNoise = 0.25;
/** An atom takes credit for no more than this beyond what it and its own side chain explain, in heights of an atom. */
const mostCredit = 0.75;

/**
 * A map seen through the Gaussian of one atom at its resolution: there an atom alone is a peak e^(−r²/w), and what a model of
 * such atoms leaves of the map says where an atom is missing. For a side chain, the logarithm of the likelihood of the map
 * (white noise of the strength of what the model leaves around the residue) needs that remainder at its atoms alone.
 */
export class SideChainDensity {
  private readonly amplitude: Float64Array;
  /** 1/Å²: an atom's peak is exp(−sharpness·r²). */
  private readonly sharpness: number;
  /** The map less its solvent level less the model. */
  private readonly remainder: Volume;
  /** Per residue: height of a carbon atom; noise of the remainder. */
  private readonly height: Float64Array;
  private readonly noise: Float64Array;
  private readonly residueOf: Int32Array;

  /** InputError where the model lies outside the map. */
  constructor({ structure, xyz, density, resolution }: DensityParts) {
    this.amplitude = createGaussians(structure, { dMin: resolution, useBFactors: false }).amplitude;
    this.sharpness = Math.PI ** 2 / (2 * resolution ** 2);
    this.residueOf = structure.atoms.residueOf;
    const around = cutWindow(density, windowAround(density, xyz, margin));
    const seen = lowPassVolume(around, resolution);
    const model: Volume = { ...seen, data: new Float32Array(countVoxels(seen)) };
    const ones = new Float64Array(structure.nAtoms).fill(1);
    this.addAtoms(model, xyz, ones);
    const { height, level } = scaleOf(seen, model);
    const backbone = backboneAtoms(structure);
    const near = neighbourAtoms(withCoordinates(structure, xyz), backbone);
    const [mapAt, modelAt] = [seen, model].map((volume) => sampleGradient(volume, xyz).value);
    this.height = localMeans(near, backbone, (atoms) => {
      const sum = (of: (atom: number) => number): number =>
        atoms.reduce((total, atom) => total + of(atom), 0);
      const up = sum((atom) => (mapAt![atom]! - level) * modelAt![atom]!);
      return { above: up, below: sum((atom) => modelAt![atom]! ** 2) };
    }).map((value) => Math.min(Math.max(value, height / scaleRange), height * scaleRange));
    const negative = Float64Array.from(this.residueOf, (residue) => -this.height[residue]!);
    this.remainder = { ...seen, data: seen.data.map((value) => value - level) };
    this.addAtoms(this.remainder, xyz, negative);
    const left = sampleGradient(this.remainder, xyz).value;
    this.noise = localMeans(near, backbone, (atoms) => ({
      above: atoms.reduce((total, atom) => total + left[atom]! ** 2, 0),
      below: atoms.length,
    })).map((square, residue) => Math.max(Math.sqrt(square), leastNoise * this.height[residue]!));
  }

  /** Adds scale·amplitude·exp(−sharpness·r²) of atoms to a volume. */
  private addAtoms(volume: Volume, xyz: Float64Array, scale: Float64Array): void {
    for (let atom = 0; atom < scale.length; atom++) {
      const peak = scale[atom]! * this.amplitude[atom]!;
      if (peak !== 0) addGaussian(volume, xyz.subarray(3 * atom, 3 * atom + 3), this.sharpness, peak);
    }
  }

  /** Whether the map shows anything of the model. */
  get isBlind(): boolean {
    return !this.height.some((height) => height > 0);
  }

  /** Takes atoms of a residue from where the model had them (`sign` −1) or adds them (1) at their places in xyz [n,3]. */
  account(atoms: Int32Array, xyz: Float64Array, sign: 1 | -1): void {
    for (const atom of atoms) {
      const peak = -sign * this.height[this.residueOf[atom]!]! * this.amplitude[atom]!;
      addGaussian(this.remainder, xyz.subarray(3 * atom, 3 * atom + 3), this.sharpness, peak);
    }
  }

  /**
   * Of the atoms of one residue's side chain at xyz [n,3], while they are not accounted for: `cost`, −ln of the likelihood up to a
   * constant; `support`, what the map has at the atoms over what they would make there: 1 as much as the backbone around.
   */
  assess(atoms: Int32Array, xyz: Float64Array): { readonly cost: number; readonly support: number } {
    const residue = this.residueOf[atoms[0]!]!;
    const [height, noise] = [this.height[residue]!, this.noise[residue]!];
    const places = placesOf(atoms, xyz);
    const { value } = sampleGradient(this.remainder, places);
    let [seen, own, credit] = [0, 0, 0];
    for (let i = 0; i < atoms.length; i++) {
      const expected = this.ownAt(atoms, places, i);
      const amplitude = this.amplitude[atoms[i]!]!;
      own += amplitude * expected;
      seen += (amplitude * value[i]!) / height;
      credit += amplitude * Math.min(value[i]! / height, expected + mostCredit);
    }
    return { cost: ((own - 2 * credit) * height ** 2) / (2 * noise ** 2), support: own > 0 ? seen / own : 0 };
  }

  /** Adds the derivatives of scale·`assess().cost` to `gradient` [n,3], 1/Å. */
  pull(atoms: Int32Array, xyz: Float64Array, scale: number, gradient: Float64Array): void {
    const residue = this.residueOf[atoms[0]!]!;
    const [height, noise] = [this.height[residue]!, this.noise[residue]!];
    const unit = (scale * height ** 2) / (2 * noise ** 2);
    const places = placesOf(atoms, xyz);
    const { value, gradient: slope } = sampleGradient(this.remainder, places);
    atoms.forEach((atom, i) => {
      const isCapped = value[i]! / height > this.ownAt(atoms, places, i) + mostCredit;
      const force = isCapped ? 0 : (2 * unit * this.amplitude[atom]!) / height;
      for (let k = 0; k < 3; k++) gradient[3 * atom + k]! -= force * slope[3 * i + k]!;
      this.pullOwn(atoms, places, i, { factor: unit * (isCapped ? -1 : 1), gradient });
    });
  }

  /** Adds the derivatives of factor·amplitude·`ownAt` of atom i. */
  private pullOwn(
    atoms: Int32Array,
    places: Float64Array,
    i: number,
    { factor, gradient }: { readonly factor: number; readonly gradient: Float64Array },
  ): void {
    for (let j = 0; j < atoms.length; j++) {
      const v = [0, 1, 2].map((k) => places[3 * i + k]! - places[3 * j + k]!);
      const square = v.reduce((sum, x) => sum + x * x, 0);
      const peak =
        this.amplitude[atoms[i]!]! * this.amplitude[atoms[j]!]! * Math.exp(-this.sharpness * square);
      for (let k = 0; k < 3; k++) {
        const force = -2 * this.sharpness * factor * peak * v[k]!;
        gradient[3 * atoms[i]! + k]! += force;
        gradient[3 * atoms[j]! + k]! -= force;
      }
    }
  }

  /** What the side chain itself makes at its atom i, in heights. */
  private ownAt(atoms: Int32Array, places: Float64Array, i: number): number {
    let sum = 0;
    for (let j = 0; j < atoms.length; j++) {
      const dx = places[3 * i]! - places[3 * j]!;
      const dy = places[3 * i + 1]! - places[3 * j + 1]!;
      const dz = places[3 * i + 2]! - places[3 * j + 2]!;
      sum += this.amplitude[atoms[j]!]! * Math.exp(-this.sharpness * (dx * dx + dy * dy + dz * dz));
    }
    return sum;
  }
}

function placesOf(atoms: Int32Array, xyz: Float64Array): Float64Array {
  const places = new Float64Array(3 * atoms.length);
  atoms.forEach((atom, i) => {
    places.set(xyz.subarray(3 * atom, 3 * atom + 3), 3 * i);
  });
  return places;
}
