/** Reference counts of (phi, psi) by secondary structure and residue class: what Rama-Z compares with. */
import { packedRamaZCounts, ramaZClassNames } from "./data/rama-z-counts.ts";
import { unpackCounts } from "./packed-counts.ts";

/** Helix, sheet (strand), loop. */
export type SecondaryStructure = "H" | "S" | "L";

/** Cells per angle; cell i is centred at −178 + 4i degrees. */
export const ramaZBins = 90;

/** Residue classes: the 19 amino acids other than Pro, then `cisPRO`, `transPRO`, `prePRO`. */
export const ramaZClasses: readonly string[] = ramaZClassNames;

/** Mean and standard deviation of the score over the reference structures, by secondary structure; W: whole. */
export const ramaZCalibration: Readonly<
  Record<SecondaryStructure | "W", { readonly mean: number; readonly std: number }>
> = {
  H: { mean: -0.045355950779513175, std: 0.1951165524439217 },
  S: { mean: -0.0425581278436754, std: 0.20068584887814633 },
  L: { mean: -0.018457764754231075, std: 0.15788374669456848 },
  W: { mean: -0.016806654295023003, std: 0.12044960331869274 },
};

/** One reference distribution with the mean and spread of the count that its own residues see. */
export interface RamaZTable {
  /** [phi][psi], 90 × 90. */
  readonly counts: Uint32Array;
  readonly mean: number;
  readonly std: number;
}

const tables = new Map<string, RamaZTable>();
const countsOf = new Map<SecondaryStructure, Uint32Array>();

/**
 * The reference distribution of a class, unpacked at the first call; undefined for an unknown class.
 * Sobolev et al. 2020, Structure 28:1249 (counts and calibration: CC-BY 4.0).
 */
export function ramaZTable(structure: SecondaryStructure, residueClass: string): RamaZTable | undefined {
  const index = ramaZClasses.indexOf(residueClass);
  if (index < 0) return undefined;
  const key = `${structure} ${residueClass}`;
  const known = tables.get(key);
  if (known) return known;
  const all = countsOf.get(structure) ?? unpackCounts(packedRamaZCounts[structure]);
  countsOf.set(structure, all);
  const nCells = ramaZBins * ramaZBins;
  const table = summarise(all.subarray(index * nCells, (index + 1) * nCells));
  tables.set(key, table);
  return table;
}

/** m = Σn²/Σn and s = √(Σn(n−m)²/(Σn−1)): mean and spread of the count under the residues of the reference itself. */
function summarise(counts: Uint32Array): RamaZTable {
  let sum = 0;
  let squares = 0;
  for (const n of counts) {
    sum += n;
    squares += n * n;
  }
  const mean = sum > 0 ? squares / sum : 0;
  let spread = 0;
  for (const n of counts) spread += n * (n - mean) ** 2;
  return { counts, mean, std: sum > 1 ? Math.sqrt(spread / (sum - 1)) : 0 };
}
