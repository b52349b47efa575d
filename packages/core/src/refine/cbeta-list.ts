/** Where each Cβ belongs: what the `cbeta` term takes. */

import type { CbetaList } from "@cryoreel/geometry-wasm";
import type { Restraints } from "../model/restraints.ts";
import type { Structure } from "../model/structure.ts";
import { idealCbeta } from "../tables/cbeta.ts";
import { toRadians } from "../units.ts";

/** σ of a Cβ deviation, Å: an outlier, 0.25 Å, has z = 2.5. */
const cbetaSigma = 0.1;

/**
 * All L-amino acids in all their conformers: they are the chiral centres CA of the restraints, with N, C and CB around them.
 * Glycine and D-amino acids have none.
 */
export function cbetaList(structure: Structure, { chirality }: Restraints): CbetaList {
  const found: [number, number, number, number][] = [];
  for (let i = 0; i < chirality.ideal.length; i++) {
    const [centre, ...ends] = chirality.atoms.subarray(4 * i, 4 * i + 4);
    const atoms = backboneOf(structure, centre!, ends);
    if (atoms && isLeftHanded(ends, atoms, chirality.ideal[i]!)) found.push(atoms);
  }
  const ideals = found.map(([, ca]) =>
    idealCbeta(structure.residues.compId[structure.atoms.residueOf[ca]!]!),
  );
  return {
    atoms: Int32Array.from(found.flat()),
    length: Float64Array.from(ideals, (ideal) => ideal.bond),
    angleC: Float64Array.from(ideals, (ideal) => toRadians(ideal.angleFromCDeg)),
    dihedralN: Float64Array.from(ideals, (ideal) => toRadians(ideal.torsionFromCDeg)),
    angleN: Float64Array.from(ideals, (ideal) => toRadians(ideal.angleFromNDeg)),
    dihedralC: Float64Array.from(ideals, (ideal) => toRadians(ideal.torsionFromNDeg)),
    sigma: new Float64Array(found.length).fill(cbetaSigma),
  };
}

/** N, CA, C, CB; undefined for other centres. */
function backboneOf(
  { atoms: { name } }: Structure,
  centre: number,
  ends: readonly number[],
): [number, number, number, number] | undefined {
  const [n, c, cb] = ["N", "C", "CB"].map((wanted) => ends.find((atom) => name[atom] === wanted));
  if (name[centre] !== "CA" || n === undefined || c === undefined || cb === undefined) return undefined;
  return [n, centre, c, cb];
}

/** L-amino acids have (N−CA)·((C−CA)×(CB−CA)) > 0. */
function isLeftHanded(
  ends: readonly number[],
  [n, , c, cb]: readonly [number, number, number, number],
  volume: number,
): boolean {
  const [i, j, k] = [n, c, cb].map((atom) => ends.indexOf(atom)) as [number, number, number];
  const isEven = (j - i + 3) % 3 === 1 && (k - j + 3) % 3 === 1;
  return isEven ? volume > 0 : volume < 0;
}
