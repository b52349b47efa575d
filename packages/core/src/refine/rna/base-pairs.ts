/** Base pairs of the input, RNA and DNA: found by their hydrogen bonds and kept where the map does not say otherwise. */

import { AtomGrid, distanceBetween } from "../../model/atom-grid.ts";
import { allConformers, type Conformer, findAtom, residueConformers } from "../../model/conformers.ts";
import { cross, dot, vectorBetween } from "../../model/measure.ts";
import { type PolymerLinks, polymerLinks } from "../../model/polymer-links.ts";
import type { Structure } from "../../model/structure.ts";
import { type BasePairKind, basePairKinds } from "../../tables/base-pairs.ts";
import { toDegrees, toRadians } from "../../units.ts";
import type { ContactList } from "../self-contacts.ts";

export interface BasePair {
  readonly kind: BasePairKind;
  /** Residues, in the order of `kind.bases`. */
  readonly residues: readonly [number, number];
  /** Atoms of each bond, in the order of `kind.bonds`. */
  readonly bonds: readonly (readonly [number, number])[];
}

/** Longest hydrogen bond, Å, and largest angle of the bases with each other and with the bonds, that a pair of the input may have. */
interface Limit {
  readonly distance: number;
  readonly tiltDeg: number;
}
const canonical: Limit = { distance: 3.9, tiltDeg: 45 };
const other: Limit = { distance: 3.5, tiltDeg: 35 };
/** Canonical pairs that go on from another one along both strands. */
const inHelix: Limit = { distance: 5.5, tiltDeg: 60 };

interface Base {
  readonly residue: number;
  readonly letter: string;
  readonly conformer: Conformer;
  readonly normal: readonly [number, number, number];
}

/**
 * Pairs at the coordinates of `structure`, first conformers only. Each base has one partner: of all that match, pairs nearest to
 * their kind's distances come first. Helices then grow at both ends by canonical pairs that are farther from ideal. Neighbours in
 * a chain do not pair.
 */
export function findBasePairs(structure: Structure): BasePair[] {
  const bases = basesOf(structure);
  const chain = polymerLinks(structure);
  const pairs = new Map<number, BasePair>();
  const take = (matches: readonly Match[]): BasePair[] => {
    const free = ({ pair }: Match) => pair.residues.every((residue) => !pairs.has(residue));
    return [...matches]
      .sort((a, b) => a.misfit - b.misfit)
      .flatMap((match) => {
        if (!free(match)) return [];
        for (const residue of match.pair.residues) pairs.set(residue, match.pair);
        return [match.pair];
      });
  };
  const near = nearBases(structure, bases).filter(
    ([a, b]) => chain.next[a.residue] !== b.residue && chain.next[b.residue] !== a.residue,
  );
  let ends = take(
    near.flatMap(([a, b]) => matchesOf(structure, a, b, (kind) => (kind.isCanonical ? canonical : other))),
  );
  while (ends.length > 0) {
    const beside = ends
      .filter(({ kind }) => kind.isCanonical)
      .flatMap(({ residues }) => stepsOf(residues, chain));
    ends = take(
      beside.flatMap(([one, two]) => {
        const [a, b] = [bases.get(one), bases.get(two)];
        return a && b ? matchesOf(structure, a, b, (kind) => (kind.isCanonical ? inHelix : undefined)) : [];
      }),
    );
  }
  return [...new Set(pairs.values())];
}

/** The residues that a helix would pair next, before and behind a pair. */
function stepsOf([one, two]: BasePair["residues"], { next, previous }: PolymerLinks): [number, number][] {
  const steps: [number, number][] = [
    [next[one]!, previous[two]!],
    [previous[one]!, next[two]!],
  ];
  return steps.filter(([a, b]) => a >= 0 && b >= 0 && a !== b && next[a] !== b && next[b] !== a);
}

/** How far a bond may be from its length and still be pulled, Å: pairs that the map has apart let go. */
const PULL = 0.5;

/** The hydrogen bonds of pairs as distances to keep. */
export function basePairList(pairs: readonly BasePair[]): ContactList {
  const targets = pairs.flatMap(({ kind }) => kind.bonds);
  return {
    atoms: Int32Array.from(pairs.flatMap(({ bonds }) => bonds.flat())),
    ideal: Float64Array.from(targets, ([, , distance]) => distance),
    sigma: new Float64Array(targets.length).fill(PULL),
  };
}

/** By residue. */
function basesOf(structure: Structure): Map<number, Base> {
  const { xyz } = structure.atoms;
  const bases = residueConformers(structure).flatMap((residueConformer, residue): [number, Base][] => {
    const conformer = allConformers(residueConformer)[0]!;
    const [c1, c2, c4, c6] = ["C1'", "C2", "C4", "C6"].map((name) => findAtom(conformer, name)) as [
      number,
      number,
      number,
      number,
    ];
    const letter = letterOf(conformer);
    if (Math.min(c1, c2, c4, c6) < 0 || letter === undefined) return [];
    const normal = cross(vectorBetween(xyz, c2, c4), vectorBetween(xyz, c2, c6));
    return [[residue, { residue, letter, conformer, normal }]];
  });
  return new Map(bases);
}

/** By what stands on the edge of the base, so that modified bases count as what they pair like. */
function letterOf(conformer: Conformer): string | undefined {
  const has = (name: string): boolean => findAtom(conformer, name) >= 0;
  if (has("N9")) return has("N6") ? "A" : has("O6") && has("N2") ? "G" : undefined;
  return has("N4") ? "C" : has("O4") ? "U" : undefined;
}

function nearBases({ atoms: { xyz } }: Structure, bases: ReadonlyMap<number, Base>): [Base, Base][] {
  const edge = new Map<number, Base>();
  for (const base of bases.values()) {
    for (const [name, atom] of base.conformer.atomOf) if (/^[NO][1-7]$/.test(name)) edge.set(atom, base);
  }
  const grid = new AtomGrid(xyz, canonical.distance, [...edge.keys()]);
  const found = new Map<string, [Base, Base]>();
  for (const [atom, base] of edge) {
    for (const near of grid.near(atom, canonical.distance)) {
      const partner = edge.get(near)!;
      if (partner.residue > base.residue) found.set(`${base.residue} ${partner.residue}`, [base, partner]);
    }
  }
  return [...found.values()];
}

interface Match {
  readonly pair: BasePair;
  /** Mean deviation of the hydrogen bonds from their kind's, Å. */
  readonly misfit: number;
}

/** Kinds of pair that two bases make, within the limit of each kind. */
function matchesOf(
  { atoms: { xyz } }: Structure,
  one: Base,
  two: Base,
  limitOf: (kind: BasePairKind) => Limit | undefined,
): Match[] {
  const cosine =
    Math.abs(dot(one.normal, two.normal)) / Math.hypot(...one.normal) / Math.hypot(...two.normal);
  const tiltDeg = toDegrees(Math.acos(Math.min(1, cosine)));
  return basePairKinds.flatMap((kind) =>
    [[one, two] as const, [two, one] as const].flatMap(([a, b]): Match[] => {
      const limit = limitOf(kind);
      if (!limit || tiltDeg > limit.tiltDeg || kind.bases[0] !== a.letter || kind.bases[1] !== b.letter)
        return [];
      const bonds = kind.bonds.map(
        ([name1, name2]) => [findAtom(a.conformer, name1), findAtom(b.conformer, name2)] as const,
      );
      if (bonds.some((bond) => bond.includes(-1))) return [];
      if (bonds.some((bond) => steepness(xyz, bond, [a, b]) > Math.sin(toRadians(limit.tiltDeg)))) return [];
      const distances = bonds.map((bond) => distanceBetween(xyz, ...bond));
      if (Math.max(...distances) > limit.distance) return [];
      const off = distances.map((distance, i) => Math.abs(distance - kind.bonds[i]![2]));
      const misfit = off.reduce((sum, value) => sum + value, 0) / off.length;
      return [{ pair: { kind, residues: [a.residue, b.residue], bonds }, misfit }];
    }),
  );
}

/** Sine of the larger angle of a bond with the planes of two bases: 1 for stacked ones. */
function steepness(
  xyz: Float64Array,
  [atom1, atom2]: readonly [number, number],
  bases: readonly Base[],
): number {
  const bond = vectorBetween(xyz, atom1, atom2);
  const sines = bases.map(
    ({ normal }) => Math.abs(dot(bond, normal)) / Math.hypot(...bond) / Math.hypot(...normal),
  );
  return Math.max(...sines);
}
