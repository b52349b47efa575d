/** Which torsions of a monomer dictionary are worth restraining. */
import type { Monomer, MonomerTorsion } from "./monomer.ts";

/** Gauche torsions of the chair of pyranoses lie in this range, degrees, and get this σ. */
const chair = { from: 50, to: 70, sigmaDeg: 10 };

/**
 * Torsions of staggered single bonds, and of the chairs of pyranoses. Left out are those with hydrogens, those of polymers (they
 * have terms of their own), those with σ 0 (planes hold them), of period 1 (the conformation of one arbitrary model in old
 * libraries), and of rings of up to five atoms, whose pucker is free.
 */
export function usefulTorsions(monomer: Monomer): MonomerTorsion[] {
  if (["peptide", "rna", "dna"].includes(monomer.group)) return [];
  const hydrogens = new Set(monomer.atoms.filter((a) => a.element === 1).map((a) => a.name));
  const neighbours = new Map<string, string[]>(monomer.atoms.map((a) => [a.name, []]));
  for (const { atoms } of monomer.bonds) {
    neighbours.get(atoms[0])!.push(atoms[1]);
    neighbours.get(atoms[1])!.push(atoms[0]);
  }
  const useful: MonomerTorsion[] = [];
  for (const torsion of monomer.torsions) {
    if (torsion.sigmaDeg <= 0 || torsion.atoms.some((a) => hydrogens.has(a))) continue;
    const ring = ringSize(neighbours, torsion.atoms[1], torsion.atoms[2]);
    const size = Math.abs(torsion.idealDeg);
    if (torsion.period >= 2) {
      if (ring === 0 || ring > 5) useful.push(torsion);
    } else if (monomer.group === "pyranose" && ring === 6 && size >= chair.from && size <= chair.to) {
      useful.push({ ...torsion, sigmaDeg: chair.sigmaDeg });
    }
  }
  return useful;
}

/** Number of atoms of the smallest ring with the bond a–b; 0 when it is in none of up to eight. */
function ringSize(neighbours: ReadonlyMap<string, readonly string[]>, a: string, b: string): number {
  const seen = new Set([a]);
  let front = neighbours.get(a)!.filter((x) => x !== b);
  for (let size = 2; size <= 8 && front.length > 0; size++) {
    for (const atom of front) seen.add(atom);
    const next = front.flatMap((atom) => neighbours.get(atom)!);
    if (next.includes(b)) return size + 1;
    front = [...new Set(next)].filter((atom) => !seen.has(atom));
  }
  return 0;
}
