/** CONECT records: pairs of atoms, and the table that keeps those within a residue. */

import { decodeHybrid36 } from "../hybrid36.ts";
import type { PdbHeader } from "../pdb-record.ts";

/** Category of the CONECT pairs; ids are those of `_atom_site`. */
export const conectCategory = "_cryoreel_pdb_conect";

/** Pairs of serial numbers as the file has them, each once, the smaller number first. */
export function conectPairs(header: PdbHeader): [number, number][] {
  const seen = new Set<string>();
  const pairs: [number, number][] = [];
  for (const { text } of header.get("CONECT") ?? []) {
    const serials = [6, 11, 16, 21, 26].map((start) => decodeHybrid36(text.slice(start, start + 5), 5));
    const [first, ...partners] = serials as [number, ...number[]];
    for (const partner of partners) {
      if (Number.isNaN(first) || Number.isNaN(partner) || first === partner) continue;
      const pair: [number, number] = first < partner ? [first, partner] : [partner, first];
      if (seen.has(pair.join(" "))) continue;
      seen.add(pair.join(" "));
      pairs.push(pair);
    }
  }
  return pairs;
}
