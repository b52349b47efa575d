/** The contour grids of CaBLAM, which a user supplies: they could not be obtained for distribution. */
import { InputError } from "../errors.ts";
import type { AngleGrid } from "../tables/angle-grid.ts";

/** Residue classes with grids of their own, named as in the grids' file names. */
export const cablamClasses = ["general", "gly", "transpro", "cispro"] as const;
export type CablamClass = (typeof cablamClasses)[number];

/** Grids over (mu in, mu out, nu) for peptides and (mu in, mu out, CA angle) for the CA trace. */
export interface CablamGrids {
  readonly peptide: Readonly<Record<CablamClass, AngleGrid>>;
  readonly trace: Readonly<Record<CablamClass, AngleGrid>>;
}

const peptideFile = (name: CablamClass): string => `cablam.8000.expected.${name}.stat`;
const traceFile = (name: CablamClass): string => `cablam.8000.expected.${name}_CA.stat`;

/** The files that `readCablamGrids` needs, by the names that MolProbity gives them. */
export const cablamFileNames: readonly string[] = cablamClasses.flatMap((name) => [
  peptideFile(name),
  traceFile(name),
]);

/** Reads the grids from the texts of the files, by file name. A file that is missing or no such grid is an InputError. */
export function readCablamGrids(texts: ReadonlyMap<string, string>): CablamGrids {
  const missing = cablamFileNames.filter((name) => !texts.has(name));
  if (missing.length > 0) {
    throw new InputError(`CaBLAM needs ${cablamFileNames.length} grids; missing: ${missing.join(", ")}`);
  }
  const grids = (fileOf: (name: CablamClass) => string) =>
    Object.fromEntries(cablamClasses.map((name) => [name, readGrid(texts.get(fileOf(name))!, fileOf(name))]));
  return {
    peptide: grids(peptideFile) as CablamGrids["peptide"],
    trace: grids(traceFile) as CablamGrids["trace"],
  };
}

/** A grid in the text form of MolProbity: a header line per angle (bounds, bins, wrapping), then coordinates and value. */
function readGrid(text: string, file: string): AngleGrid {
  const lines = text.split(/\r?\n/);
  const axes = lines.flatMap((line) => {
    const match = /^#\s*x\d+:\s*(\S+)\s+(\S+)\s+(\d+)\s+(true|false)/.exec(line);
    return match ? [{ lower: +match[1]!, upper: +match[2]!, n: +match[3]!, wraps: match[4] === "true" }] : [];
  });
  if (axes.length !== 3) {
    throw new InputError(`${file} describes ${axes.length} angles, CaBLAM's grids have 3`, { file });
  }
  const counts = new Float64Array(axes.reduce((product, { n }) => product * n, 1));
  lines.forEach((line, index) => {
    if (line === "" || line.startsWith("#")) return;
    const numbers = line.trim().split(/\s+/).map(Number);
    const cell = axes.reduce((at, { lower, upper, n }, k) => {
      const bin = Math.floor(((numbers[k]! - lower) / (upper - lower)) * n);
      return bin >= 0 && bin < n ? at * n + bin : Number.NaN;
    }, 0);
    if (numbers.length !== 4 || !Number.isFinite(cell + numbers[3]!)) {
      throw new InputError(
        `"${line}" is no row of a grid: three angles inside their bounds and a value are expected`,
        {
          file,
          line: index + 1,
        },
      );
    }
    counts[cell] = numbers[3]!;
  });
  return {
    lowerDeg: axes.map(({ lower }) => lower),
    widthDeg: axes.map(({ lower, upper, n }) => (upper - lower) / n),
    nBins: axes.map(({ n }) => n),
    wraps: axes.map(({ wraps }) => wraps),
    counts,
    total: 1,
  };
}
