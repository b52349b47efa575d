/** Fourier shell correlation of two maps, amplitude spectra, and the resolution that they speak for. */

import { InputError } from "../errors.ts";
import { assertSameGrid } from "./correlation.ts";
import type { ComplexArray } from "./fft.ts";
import { signedIndex, transformGrid } from "./fft-3d.ts";
import type { Volume } from "./volume.ts";

/** A curve over shells of spatial frequency; shell i holds the frequencies from i − ½ to i + ½ steps. */
export interface ShellCurve {
  /** [nShells] 1/Å, from 0 to the Nyquist frequency of the finest axis that all axes reach. */
  readonly spatialFrequency: Float64Array;
  readonly value: Float64Array;
}

/**
 * FSC of two densities on one grid (mask them first): Re ΣAB* / √(Σ|A|² Σ|B|²) in shells as wide as 1/(the longest side). A shell
 * without power in one of the maps has the value 0.
 */
export function fourierShellCorrelation(a: Volume, b: Volume): ShellCurve {
  assertSameGrid(a, b);
  const shells = layShells(a);
  const z = { re: unitVariance(a.data), im: unitVariance(b.data) };
  transformGrid(z, a.shape, "forward");
  const cross = new Float64Array(shells.count);
  const powerA = new Float64Array(shells.count);
  const powerB = new Float64Array(shells.count);
  forEachFrequency(a, z, shells, ({ shell, re, im, mirrorRe, mirrorIm }) => {
    // a and b are real, so the transform Z of a + ib holds A = ½(Z(k) + Z*(−k)) and B = (Z(k) − Z*(−k))/2i.
    const [aRe, aIm] = [(re + mirrorRe) / 2, (im - mirrorIm) / 2];
    const [bRe, bIm] = [(im + mirrorIm) / 2, (mirrorRe - re) / 2];
    cross[shell]! += aRe * bRe + aIm * bIm;
    powerA[shell]! += aRe * aRe + aIm * aIm;
    powerB[shell]! += bRe * bRe + bIm * bIm;
  });
  // Both maps have unit variance: less power than this is rounding.
  const nothing = 1e-20 * a.data.length ** 2;
  const value = cross.map((c, i) =>
    Math.min(powerA[i]!, powerB[i]!) > nothing ? c / Math.sqrt(powerA[i]! * powerB[i]!) : 0,
  );
  return { spatialFrequency: shells.spatialFrequency, value };
}

/** The data over its root mean square, so that two maps of any units share one transform; zeros stay zeros. */
function unitVariance(data: Float32Array): Float64Array {
  const power = data.reduce((sum, v) => sum + v * v, 0) / data.length;
  return Float64Array.from(data, (v) => (power > 0 ? v / Math.sqrt(power) : 0));
}

/** Root mean square amplitude of a map's transform in shells, in the map's unit times Å³. */
export function amplitudeSpectrum(volume: Volume): ShellCurve {
  const shells = layShells(volume);
  const z = { re: Float64Array.from(volume.data), im: new Float64Array(volume.data.length) };
  transformGrid(z, volume.shape, "forward");
  const power = new Float64Array(shells.count);
  const count = new Float64Array(shells.count);
  forEachFrequency(volume, z, shells, ({ shell, re, im }) => {
    power[shell]! += re * re + im * im;
    count[shell]!++;
  });
  const voxel = volume.voxelSize.reduce((product, v) => product * v, 1);
  const value = power.map((p, i) => (count[i]! > 0 ? voxel * Math.sqrt(p / count[i]!) : 0));
  return { spatialFrequency: shells.spatialFrequency, value };
}

/**
 * The resolution (Å) at which a curve first falls below `threshold`, linear between shells; shell 0 is left out. The curve's last shell
 * when it never does; NaN when it starts below.
 */
export function resolutionAt({ spatialFrequency, value }: ShellCurve, threshold: number): number {
  for (let i = 1; i < value.length; i++) {
    if (value[i]! >= threshold) continue;
    if (i === 1) return Number.NaN;
    const share = (value[i - 1]! - threshold) / (value[i - 1]! - value[i]!);
    return 1 / (spatialFrequency[i - 1]! + share * (spatialFrequency[i]! - spatialFrequency[i - 1]!));
  }
  return 1 / spatialFrequency.at(-1)!;
}

/**
 * Resolution of a reconstruction from its two half maps: FSC = 0.143 (Rosenthal and Henderson 2003, JMB 333:721). The halves
 * should be masked softly and generously; a tight mask makes the estimate too good. An InputError when they do not correlate.
 */
export function estimateResolution(
  half1: Volume,
  half2: Volume,
): { readonly dMin: number; readonly fsc: ShellCurve } {
  const fsc = fourierShellCorrelation(half1, half2);
  const dMin = resolutionAt(fsc, 0.143);
  if (Number.isNaN(dMin)) {
    throw new InputError(
      "The half maps do not correlate (FSC below 0.143 from the start): check that they belong together",
    );
  }
  return { dMin, fsc };
}

/** The target resolution that a map's sampling suggests where nothing else is known: three voxels, the custom of the field. */
export const resolutionOfSampling = ({ voxelSize }: Pick<Volume, "voxelSize">): number =>
  3 * Math.max(...voxelSize);

interface Shells {
  readonly count: number;
  readonly step: number;
  readonly spatialFrequency: Float64Array;
}

function layShells({ shape, voxelSize }: Volume): Shells {
  const step = 1 / Math.max(...shape.map((n, axis) => n * voxelSize[axis]!));
  const count = Math.floor(1 / (2 * Math.max(...voxelSize)) / step + 1e-9) + 1;
  return { count, step, spatialFrequency: Float64Array.from({ length: count }, (_, i) => i * step) };
}

/** A Fourier coefficient and the one of the opposite frequency. */
interface Coefficient {
  shell: number;
  re: number;
  im: number;
  mirrorRe: number;
  mirrorIm: number;
}

function forEachFrequency(
  { shape, voxelSize }: Volume,
  z: ComplexArray,
  { count, step }: Shells,
  visit: (coefficient: Coefficient) => void,
): void {
  const [nx, ny, nz] = shape;
  const frequencies = shape.map((n, axis) =>
    Float64Array.from({ length: n }, (_, h) => signedIndex(h, n) / (n * voxelSize[axis]!)),
  );
  const coefficient: Coefficient = { shell: 0, re: 0, im: 0, mirrorRe: 0, mirrorIm: 0 };
  for (let l = 0, at = 0; l < nz; l++) {
    for (let k = 0; k < ny; k++) {
      const yz2 = frequencies[1]![k]! ** 2 + frequencies[2]![l]! ** 2;
      const mirrorLine = nx * ((ny - k) % ny) + nx * ny * ((nz - l) % nz);
      for (let h = 0; h < nx; h++, at++) {
        const shell = Math.round(Math.sqrt(yz2 + frequencies[0]![h]! ** 2) / step);
        if (shell >= count) continue;
        const mirror = mirrorLine + ((nx - h) % nx);
        coefficient.shell = shell;
        coefficient.re = z.re[at]!;
        coefficient.im = z.im[at]!;
        coefficient.mirrorRe = z.re[mirror]!;
        coefficient.mirrorIm = z.im[mirror]!;
        visit(coefficient);
      }
    }
  }
}
