/** Fourier shell correlation of two maps, amplitude spectra, and the resolution that they speak for. */

import { InputError } from "../errors.ts";
import { assertSameGrid } from "./correlation.ts";
import { signedIndex } from "./fft-3d.ts";
import { halfSize, transformReal } from "./real-fft-3d.ts";
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
  const [fa, fb] = [transformReal(a.data, a.shape), transformReal(b.data, b.shape)];
  const cross = new Float64Array(shells.count);
  const powerA = new Float64Array(shells.count);
  const powerB = new Float64Array(shells.count);
  forEachCoefficient(a, shells, (at, shell, weight) => {
    cross[shell]! += weight * (fa.re[at]! * fb.re[at]! + fa.im[at]! * fb.im[at]!);
    powerA[shell]! += weight * (fa.re[at]! ** 2 + fa.im[at]! ** 2);
    powerB[shell]! += weight * (fb.re[at]! ** 2 + fb.im[at]! ** 2);
  });
  const value = cross.map((c, i) => {
    const norm = Math.sqrt(powerA[i]!) * Math.sqrt(powerB[i]!);
    return norm > 0 ? c / norm : 0;
  });
  return { spatialFrequency: shells.spatialFrequency, value };
}

/** Root mean square amplitude of a map's transform in shells, in the map's unit times Å³. */
export function amplitudeSpectrum(volume: Volume): ShellCurve {
  const shells = layShells(volume);
  const f = transformReal(volume.data, volume.shape);
  const power = new Float64Array(shells.count);
  const count = new Float64Array(shells.count);
  forEachCoefficient(volume, shells, (at, shell, weight) => {
    power[shell]! += weight * (f.re[at]! ** 2 + f.im[at]! ** 2);
    count[shell]! += weight;
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

/** Visits the coefficients of a real transform with their shell; the weight is 2 for those that stand for their opposite too. */
function forEachCoefficient(
  { shape, voxelSize }: Volume,
  { count, step }: Shells,
  visit: (at: number, shell: number, weight: number) => void,
): void {
  const [nx, ny, nz] = shape;
  const squares = shape.map((n, axis) =>
    Float64Array.from({ length: n }, (_, h) => (signedIndex(h, n) / (n * voxelSize[axis]!)) ** 2),
  );
  for (let l = 0, at = 0; l < nz; l++) {
    for (let k = 0; k < ny; k++) {
      const yz2 = squares[1]![k]! + squares[2]![l]!;
      for (let h = 0; h < halfSize(nx); h++, at++) {
        const shell = Math.round(Math.sqrt(yz2 + squares[0]![h]!) / step);
        if (shell < count) visit(at, shell, h === 0 || 2 * h === nx ? 1 : 2);
      }
    }
  }
}
