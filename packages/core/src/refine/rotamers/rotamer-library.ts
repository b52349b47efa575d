/** The rotamers of each amino acid: places on its published distribution that stand for all that is favoured, with names. */
import type { AngleGrid } from "../../tables/angle-grid.ts";
import {
  rotamerFavoured,
  rotamerGrid,
  rotamerNames,
  rotamerOutlier,
  symmetricLastChi,
} from "../../tables/rotamers.ts";
import { toDegrees, toRadians } from "../../units.ts";
import { rotamerMap } from "../rotamer-list.ts";
import { interpolateTorsions } from "./interpolate-torsions.ts";

/** One way to turn a side chain. */
export interface Rotamer {
  /** χ1 … χ4 as far as the distribution has them, rad. */
  readonly chi: readonly number[];
  /** Of the distribution's peak. */
  readonly fraction: number;
}

/** What the judges call a side chain. */
export interface RotamerLabel {
  /** MolProbity's name, `OUTLIER`, or `UNCLASSIFIED`. */
  readonly name: string;
  /** Fraction of the distribution's peak. */
  readonly fraction: number;
}

/** Every favoured place is within this of a rotamer of the library in each χ, degrees: twice the spread of a well. */
const reachDeg = 30;

/** Rotamers chosen here stay clear of the outlier contour: fraction of the distribution's peak. */
const legalFraction = 0.01;

const libraries = new Map<string, readonly Rotamer[]>();

/**
 * The peaks of the Top8000 distribution (Hintze et al. 2016) and, where its wells are wider than 30°, places beside them: the
 * highest favoured cell that no place stands for yet is the next one. Of Pro χ1 alone, so two puckers. Empty where there is no distribution.
 */
export function rotamerLibrary(compId: string): readonly Rotamer[] {
  const known = libraries.get(compId);
  if (known) return known;
  const grid = rotamerGrid(compId);
  const library = grid ? coverFavoured(grid) : [];
  libraries.set(compId, library);
  return library;
}

function coverFavoured(grid: AngleGrid): Rotamer[] {
  const { counts, total } = grid;
  const favoured = Array.from(counts.keys()).filter((cell) => counts[cell]! >= rotamerFavoured * total);
  favoured.sort((a, b) => counts[b]! - counts[a]! || a - b);
  const reach = grid.widthDeg.map((width) => Math.floor(reachDeg / width));
  const places: { readonly cell: number; readonly index: readonly number[] }[] = [];
  for (const cell of favoured) {
    const index = indicesOf(grid, cell);
    const isCovered = places.some((place) =>
      place.index.every((i, k) => stepsBetween(i, index[k]!, grid.nBins[k]!) <= reach[k]!),
    );
    if (!isCovered) places.push({ cell, index });
  }
  return places.map(({ cell, index }) => ({
    chi: index.map((i, k) => toRadians(grid.lowerDeg[k]! + (i + 0.5) * grid.widthDeg[k]!)),
    fraction: counts[cell]! / total,
  }));
}

function indicesOf({ nBins }: AngleGrid, cell: number): number[] {
  const index = new Array<number>(nBins.length);
  for (let k = nBins.length - 1, rest = cell; k >= 0; k--) {
    index[k] = rest % nBins[k]!;
    rest = Math.floor(rest / nBins[k]!);
  }
  return index;
}

function stepsBetween(i: number, j: number, n: number): number {
  const steps = Math.abs(i - j);
  return Math.min(steps, n - steps);
}

/** Name and score of χ angles (rad) by the published distribution, interpolated as the judges do; undefined where there is none. */
export function rotamerLabel(compId: string, chi: readonly number[]): RotamerLabel | undefined {
  const fraction = rotamerFraction(compId, chi);
  if (fraction === undefined) return undefined;
  return { name: fraction < rotamerOutlier ? "OUTLIER" : nameOf(compId, chi), fraction };
}

/** Whether χ angles (rad) are no outlier, nor near one. */
export const isClearlyLegal = (compId: string, chi: readonly number[]): boolean =>
  rotamerFraction(compId, chi)! >= legalFraction;

function rotamerFraction(compId: string, chi: readonly number[]): number | undefined {
  const grid = rotamerGrid(compId);
  const axes = rotamerMap(compId)?.axes;
  return grid && axes && interpolateTorsions(axes, grid.counts, chi) / grid.total;
}

function nameOf(compId: string, chi: readonly number[]): string {
  const isSymmetric = symmetricLastChi.has(compId);
  const deg = chi.map((angle, k) => {
    const turn = isSymmetric && k === chi.length - 1 ? 180 : 360;
    return ((toDegrees(angle) % turn) + turn) % turn;
  });
  const bin = rotamerNames(compId).find(({ lowerDeg, upperDeg }) =>
    deg.every((angle, k) => angle >= lowerDeg[k]! && angle <= upperDeg[k]!),
  );
  return bin?.name ?? "UNCLASSIFIED";
}
