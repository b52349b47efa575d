/** The Top8000 side-chain rotamers: chi angles, distributions, names. */
import { type AngleGrid, lazyGrids } from "./angle-grid.ts";
import { rotamerBins } from "./data/rotamer-bins.ts";
import { packedRotamerGrids } from "./data/rotamer-grids.ts";

/** The four atoms of each chi angle of a residue (IUPAC-IUB 1970). */
export const chiAtoms: Readonly<Record<string, readonly string[]>> = {
  ARG: ["N CA CB CG", "CA CB CG CD", "CB CG CD NE", "CG CD NE CZ"],
  ASN: ["N CA CB CG", "CA CB CG OD1"],
  ASP: ["N CA CB CG", "CA CB CG OD1"],
  CYS: ["N CA CB SG"],
  GLN: ["N CA CB CG", "CA CB CG CD", "CB CG CD OE1"],
  GLU: ["N CA CB CG", "CA CB CG CD", "CB CG CD OE1"],
  HIS: ["N CA CB CG", "CA CB CG ND1"],
  ILE: ["N CA CB CG1", "CA CB CG1 CD1"],
  LEU: ["N CA CB CG", "CA CB CG CD1"],
  LYS: ["N CA CB CG", "CA CB CG CD", "CB CG CD CE", "CG CD CE NZ"],
  MET: ["N CA CB CG", "CA CB CG SD", "CB CG SD CE"],
  MSE: ["N CA CB CG", "CA CB CG SE", "CB CG SE CE"],
  PHE: ["N CA CB CG", "CA CB CG CD1"],
  PRO: ["N CA CB CG", "CA CB CG CD", "CB CG CD N"],
  SER: ["N CA CB OG"],
  THR: ["N CA CB OG1"],
  TRP: ["N CA CB CG", "CA CB CG CD1"],
  TYR: ["N CA CB CG", "CA CB CG CD1"],
  VAL: ["N CA CB CG1"],
};

/** Residues whose last chi is the same after half a turn: two like atoms end it. */
export const symmetricLastChi: ReadonlySet<string> = new Set(["ASP", "GLU", "PHE", "TYR"]);

/** A favoured rotamer lies where the distribution is at least this fraction of its peak; an outlier below the second. */
export const rotamerFavoured = 0.02;
export const rotamerOutlier = 0.003;

/** A named range of chi angles, degrees in [0, 360] (symmetric ones in [0, 180]). */
export interface RotamerBin {
  readonly name: string;
  readonly lowerDeg: readonly number[];
  readonly upperDeg: readonly number[];
}

const grids = lazyGrids(packedRotamerGrids);

/** Selenomethionine counts as methionine, tyrosine and phenylalanine share a distribution. */
const sameRotamersAs: Readonly<Record<string, string>> = { MSE: "MET" };
const sameGridAs: Readonly<Record<string, string>> = { ...sameRotamersAs, TYR: "PHE" };

/**
 * The distribution of the chi angles of a residue (of Pro: chi1 alone), or undefined where there is none.
 * Hintze et al. 2016, Proteins 84:1177 (reference_data, CC-BY 4.0).
 */
export function rotamerGrid(compId: string): AngleGrid | undefined {
  const key = sameGridAs[compId] ?? compId;
  return key in packedRotamerGrids ? grids(key as keyof typeof packedRotamerGrids) : undefined;
}

/** The named ranges of a residue, in the order in which they are tried. */
export function rotamerNames(compId: string): readonly RotamerBin[] {
  return (rotamerBins[sameRotamersAs[compId] ?? compId] ?? []).map((line) => {
    const [name = "", ...ranges] = line.split(" ");
    const bounds = ranges.map((range) => range.split("-").map(Number));
    return { name, lowerDeg: bounds.map((b) => b[0]!), upperDeg: bounds.map((b) => b[1]!) };
  });
}
