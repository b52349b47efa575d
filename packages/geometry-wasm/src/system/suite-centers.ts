/** RNA suites in the form of the kernel assembly/terms/suite.ts. */
import { everyNth, type FlatList } from "./local-term.ts";
import type { SuiteList } from "./term-lists.ts";

const TORSIONS = 7;

/** Throws RangeError for tables that do not fit. */
export function flattenSuites({ atoms, targetOf, center, halfWidth }: SuiteList): FlatList {
  const nCenters = center.length / TORSIONS;
  if (!Number.isInteger(nCenters) || nCenters < 1 || halfWidth.length !== center.length) {
    throw new RangeError(`suite: ${center.length} centres and ${halfWidth.length} widths are no rows of 7`);
  }
  if (!center.every(Number.isFinite) || !halfWidth.every((width) => width > 0 && Number.isFinite(width))) {
    throw new RangeError("suite: a centre is not finite or a width not positive");
  }
  const bad = targetOf.find((target) => target < -1 || target >= nCenters);
  if (bad !== undefined) throw new RangeError(`suite: target ${bad} is not among ${nCenters} centres`);
  const rows = Float64Array.from(
    { length: 2 * center.length },
    (_, k) => (k % 2 === 0 ? center : halfWidth)[k >> 1]!,
  );
  return {
    atoms,
    start: everyNth(atoms, 10),
    columns: [targetOf],
    tables: [Int32Array.of(nCenters), rows],
  };
}
