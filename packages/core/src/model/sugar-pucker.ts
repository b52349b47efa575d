/** The pucker of a ribose and the RNA monomers that belong to it. */
import {
  type Pucker,
  puckerAngles,
  puckerBonds,
  puckerDistances,
  puckerTorsions,
} from "../tables/rna-pucker-geometry.ts";
import { distanceBetween } from "./atom-grid.ts";
import { type Conformer, findAtom } from "./conformers.ts";
import { distanceToLine } from "./measure.ts";
import type { Monomer } from "./monomer.ts";

/** N9 of purines, N1 of pyrimidines, C5 of pseudouridine: the atom of the base that C1' is bonded to; -1 where it is missing. */
export function glycosidicAtom(xyz: Float64Array, residue: Conformer): number {
  const c1 = findAtom(residue, "C1'");
  if (c1 < 0) return -1;
  const bonded = ["N9", "N1", "C5"]
    .map((name) => findAtom(residue, name))
    .filter((atom) => atom >= 0 && distanceBetween(xyz, c1, atom) < 2);
  return bonded[0] ?? -1;
}

/**
 * The pucker by the judges' rule: C2'-endo when the phosphorus behind (without it: O3') lies near the line of the glycosidic
 * bond. Distorted sugars (a bond outside 1.2–1.8 Å) and incomplete ones count as C3'-endo, the common pucker of RNA.
 * `next` is the residue bonded behind, if any.
 */
export function sugarPucker(xyz: Float64Array, residue: Conformer, next: Conformer | undefined): Pucker {
  const [c1, o3, c3, c4, c5] = ["C1'", "O3'", "C3'", "C4'", "C5'"].map((n) => findAtom(residue, n)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const base = glycosidicAtom(xyz, residue);
  if (Math.min(c1, o3, c3, c4, c5, base) < 0) return "C3'-endo";
  const [shortest, longest] = puckerDistances.bondRange;
  const bonds = [
    distanceBetween(xyz, o3, c3),
    distanceBetween(xyz, c3, c4),
    distanceBetween(xyz, c5, c4),
    distanceBetween(xyz, c1, base),
  ];
  let phosphorus = next ? findAtom(next, "P") : -1;
  if (phosphorus >= 0) {
    const bond = distanceBetween(xyz, phosphorus, o3);
    if (bond <= longest) bonds.push(bond);
    else phosphorus = -1;
  }
  if (Math.min(...bonds) < shortest || Math.max(...bonds) > longest) return "C3'-endo";
  const near =
    phosphorus >= 0
      ? distanceToLine(xyz, phosphorus, c1, base) < puckerDistances.phosphorus
      : distanceToLine(xyz, o3, c1, base) < puckerDistances.oxygen3;
  return near ? "C2'-endo" : "C3'-endo";
}

const variants = new WeakMap<Monomer, Map<Pucker, Monomer>>();

const sameAtoms = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && (a.every((x, i) => x === b[i]) || a.every((x, i) => x === b[b.length - 1 - i]));

function buildVariant(monomer: Monomer, pucker: Pucker): Monomer {
  const base = monomer.bonds.find(
    (b) => b.atoms.includes("C1'") && /^(N1|N9|C5)$/.test(b.atoms.find((a) => a !== "C1'")!),
  );
  const baseAtom = base?.atoms.find((a) => a !== "C1'") ?? "";
  const offset = pucker === "C2'-endo" ? 1 : 3;
  const targetOf = (
    rows: typeof puckerBonds,
    atoms: readonly string[],
  ): readonly [number, number] | undefined => {
    const row = rows.find((r) => sameAtoms(r[0].replace("base", baseAtom).split(" "), atoms));
    return row && [row[offset] as number, row[offset + 1] as number];
  };
  const names = new Set(monomer.atoms.map((a) => a.name));
  return {
    ...monomer,
    bonds: monomer.bonds.map((b) => {
      const target = targetOf(puckerBonds, b.atoms);
      return target ? { ...b, ideal: target[0], sigma: target[1] } : b;
    }),
    angles: monomer.angles.map((a) => {
      const target = targetOf(puckerAngles, a.atoms);
      return target ? { ...a, idealDeg: target[0], sigmaDeg: target[1] } : a;
    }),
    torsions: puckerTorsions
      .map((row) => ({
        atoms: row[0].split(" ") as [string, string, string, string],
        idealDeg: row[offset] as number,
        sigmaDeg: row[offset + 1] as number,
        period: 1,
      }))
      .filter((t) => t.atoms.every((a) => names.has(a))),
  };
}

/** The monomer with ribose targets of a pucker, and its torsions held at it. */
export function puckeredMonomer(monomer: Monomer, pucker: Pucker): Monomer {
  let byPucker = variants.get(monomer);
  if (!byPucker) {
    byPucker = new Map();
    variants.set(monomer, byPucker);
  }
  let variant = byPucker.get(pucker);
  if (!variant) {
    variant = buildVariant(monomer, pucker);
    byPucker.set(pucker, variant);
  }
  return variant;
}
