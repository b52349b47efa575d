/** The restraints of a monomer from its ideal coordinates, for components that come without any. */
import { type CifTable, columnOf, rawAt, rowCount } from "../io/cif/cif-document.ts";
import { numberOf } from "../io/cif/cif-value.ts";
import { toDegrees } from "../units.ts";
import { distanceBetween } from "./atom-grid.ts";
import { derivedGeometry } from "./derived-geometry.ts";
import { angleOf } from "./measure.ts";
import type { Monomer, MonomerAtom, MonomerBond } from "./monomer.ts";

/** σ where a dictionary gives none or zero; the usual ones of generated dictionaries. Å and degrees. */
export const defaultSigmas = { bond: 0.02, angleDeg: 3, plane: 0.02 } as const;

/** Ideal coordinates of a chemical component (`pdbx_model_Cartn_x_ideal`) or those of a library file (`x`), [n,3], Å. */
export function coordinatesOf(table: CifTable): Float64Array | undefined {
  for (const columns of [
    ["pdbx_model_Cartn_x_ideal", "pdbx_model_Cartn_y_ideal", "pdbx_model_Cartn_z_ideal"],
    ["model_Cartn_x", "model_Cartn_y", "model_Cartn_z"],
    ["x", "y", "z"],
  ]) {
    const positions = columns.map((name) => columnOf(table, name));
    const xyz = Float64Array.from({ length: 3 * rowCount(table) }, (_, i) =>
      numberOf(rawAt(table, Math.floor(i / 3), positions[i % 3]!)),
    );
    if (!positions.includes(-1) && xyz.every(Number.isFinite)) return xyz;
  }
  return undefined;
}

export type MonomerGeometry = Pick<Monomer, "bonds" | "angles" | "torsions" | "chirality" | "planes">;

/** The restraints that ideal coordinates imply. */
export function monomerGeometry(
  xyz: Float64Array,
  atoms: readonly MonomerAtom[],
  bonds: readonly MonomerBond[],
): MonomerGeometry {
  const position = new Map(atoms.map((a, i) => [a.name, i]));
  const neighbours = new Map<number, number[]>(atoms.map((_, i) => [i, []]));
  for (const bond of bonds) {
    const [a, b] = bond.atoms.map((name) => position.get(name)!) as [number, number];
    neighbours.get(a)!.push(b);
    neighbours.get(b)!.push(a);
  }
  const geometry = derivedGeometry(xyz, neighbours, (i) => atoms[i]!.element === 1);
  const name = (i: number): string => atoms[i]!.name;
  return {
    bonds: bonds.map((b) => ({
      ...b,
      ideal: distanceBetween(xyz, position.get(b.atoms[0])!, position.get(b.atoms[1])!),
      sigma: defaultSigmas.bond,
    })),
    angles: geometry.angles.map((a) => ({
      atoms: [name(a[0]), name(a[1]), name(a[2])],
      idealDeg: toDegrees(angleOf(xyz, a)),
      sigmaDeg: defaultSigmas.angleDeg,
    })),
    torsions: [],
    chirality: geometry.hands.map(({ atoms: c, volume }) => ({
      atoms: [name(c[0]), name(c[1]), name(c[2]), name(c[3])],
      sign: volume > 0 ? 1 : -1,
      bothHands: false,
    })),
    planes: geometry.planes.map((p) => ({ atoms: p.map(name), sigma: defaultSigmas.plane })),
  };
}
