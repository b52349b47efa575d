/** Backbone bond lengths and angles that depend on phi and psi: the conformation-dependent library 1.2. */
import { cdlColumns, packedCdl } from "./data/cdl.ts";
import { unpackCounts } from "./packed-counts.ts";

/** Ideal value and standard deviation, Å or degrees. */
export interface CdlTarget {
  readonly ideal: number;
  readonly sigma: number;
}

/** What the library gives, by the atoms: (-1) belongs to the residue before, (+1) to the one after. */
export const cdlGeometry: readonly string[] = cdlColumns;

const nBins = 36;
const nAngles = 7;
const unpacked = new Map<string, Uint32Array>();

/**
 * The targets of one residue at phi and psi (degrees), rounded to the nearest ten; undefined for residues without class.
 * Berkholz et al. 2009, Structure 17:1316; Tronrud & Karplus 2011. Not meant for residues after a cis peptide bond.
 */
export function cdlTargets(
  compId: string,
  beforeProline: boolean,
  phiDeg: number,
  psiDeg: number,
): ReadonlyMap<string, CdlTarget> | undefined {
  const group = residueGroup(compId);
  if (!group) return undefined;
  const key = `${group}_${beforeProline ? "xpro" : "nonxpro"}` as keyof typeof packedCdl;
  const counts = unpacked.get(key) ?? unpackCounts(packedCdl[key]);
  unpacked.set(key, counts);
  const bin = binOf(phiDeg) * nBins + binOf(psiDeg);
  const targets = new Map<string, CdlTarget>();
  cdlGeometry.forEach((name, k) => {
    const perUnit = k < nAngles ? 100 : 10_000;
    const value = (column: number): number => counts[column * nBins * nBins + bin]! / perUnit;
    if (value(2 * k + 1) > 0) targets.set(name, { ideal: value(2 * k), sigma: value(2 * k + 1) });
  });
  return targets;
}

const binOf = (deg: number): number => (Math.round(deg / 10) + 18 + nBins) % nBins;

const ordinary = new Set("ALA ARG ASN ASP CYS GLN GLU HIS LEU LYS MET PHE SER THR TRP TYR".split(" "));

function residueGroup(compId: string): string | undefined {
  if (compId === "GLY") return "Gly";
  if (compId === "PRO") return "Pro";
  if (compId === "ILE" || compId === "VAL") return "IleVal";
  return ordinary.has(compId) ? "NonPGIV" : undefined;
}
