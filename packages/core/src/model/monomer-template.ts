/** A monomer with names turned into positions and degrees into radians: what is laid over every residue of its kind. */
import { toRadians } from "../units.ts";
import type { Monomer, MonomerChirality } from "./monomer.ts";

/** All indices point into `names`. Units as in `Restraints`. */
export interface MonomerTemplate {
  readonly monomer: Monomer;
  readonly names: readonly string[];
  readonly bonds: readonly TemplateEntry<2>[];
  readonly angles: readonly TemplateEntry<3>[];
  readonly torsions: readonly (TemplateEntry<4> & { readonly period: number })[];
  readonly planes: readonly { readonly atoms: readonly number[]; readonly sigma: number }[];
  readonly chirality: readonly TemplateChirality[];
}

interface TemplateEntry<N extends 2 | 3 | 4> {
  readonly atoms: N extends 2
    ? readonly [number, number]
    : N extends 3
      ? readonly [number, number, number]
      : readonly [number, number, number, number];
  readonly ideal: number;
  readonly sigma: number;
}

export interface TemplateChirality {
  readonly atoms: readonly [number, number, number, number];
  /** Signed volume, Å³; positive where either hand is legal. */
  readonly ideal: number;
  readonly bothHands: boolean;
  /** The sign that the atom names ask for where either hand is legal, else 0. */
  readonly namedSign: -1 | 0 | 1;
}

/** σ of chiral volumes, Å³ (Engh & Huber's choice, as in cctbx and Refmac). */
export const chiralitySigma = 0.2;

const tetrahedral = Math.acos(-1 / 3);
const templates = new WeakMap<Monomer, MonomerTemplate>();

/** Volume of the parallelepiped with edges a, b, c and angles between them (ab, ac, bc), 0 when they cannot meet. */
export function parallelepipedVolume(
  edges: readonly [number, number, number],
  angles: readonly [number, number, number],
): number {
  const [x, y, z] = angles.map(Math.cos) as [number, number, number];
  const squared = 1 - x * x - y * y - z * z + 2 * x * y * z;
  return edges[0] * edges[1] * edges[2] * Math.sqrt(Math.max(0, squared));
}

/** |V| of a centre from the monomer's own lengths and angles; a missing angle counts as tetrahedral, a missing length as 1.5 Å. */
function idealVolume(monomer: Monomer, [centre, ...ends]: MonomerChirality["atoms"]): number {
  const length = (end: string): number =>
    monomer.bonds.find((b) => b.atoms.includes(centre) && b.atoms.includes(end))?.ideal ?? 1.5;
  const angle = (a: string, b: string): number => {
    const found = monomer.angles.find(
      (g) => g.atoms[1] === centre && g.atoms.includes(a) && g.atoms.includes(b),
    );
    return found ? toRadians(found.idealDeg) : tetrahedral;
  };
  return parallelepipedVolume(
    [length(ends[0]!), length(ends[1]!), length(ends[2]!)],
    [angle(ends[0]!, ends[1]!), angle(ends[0]!, ends[2]!), angle(ends[1]!, ends[2]!)],
  );
}

function buildTemplate(monomer: Monomer): MonomerTemplate {
  const names = monomer.atoms.map((a) => a.name);
  const position = new Map(names.map((name, i) => [name, i]));
  const at = (name: string): number => position.get(name)!;
  return {
    monomer,
    names,
    bonds: monomer.bonds.map((b) => ({
      atoms: [at(b.atoms[0]), at(b.atoms[1])],
      ideal: b.ideal,
      sigma: b.sigma,
    })),
    angles: monomer.angles.map((a) => ({
      atoms: [at(a.atoms[0]), at(a.atoms[1]), at(a.atoms[2])],
      ideal: toRadians(a.idealDeg),
      sigma: toRadians(a.sigmaDeg),
    })),
    torsions: monomer.torsions.map((t) => ({
      atoms: [at(t.atoms[0]), at(t.atoms[1]), at(t.atoms[2]), at(t.atoms[3])],
      ideal: toRadians(t.idealDeg),
      sigma: toRadians(t.sigmaDeg),
      period: t.period,
    })),
    planes: monomer.planes.map((p) => ({ atoms: p.atoms.map(at), sigma: p.sigma })),
    chirality: monomer.chirality.map((c) => ({
      atoms: [at(c.atoms[0]), at(c.atoms[1]), at(c.atoms[2]), at(c.atoms[3])],
      ideal: (c.bothHands ? 1 : c.sign) * idealVolume(monomer, c.atoms),
      bothHands: c.bothHands,
      namedSign: c.bothHands ? c.sign : 0,
    })),
  };
}

/** The template of a monomer, built once. */
export function monomerTemplate(monomer: Monomer): MonomerTemplate {
  let template = templates.get(monomer);
  if (!template) {
    template = buildTemplate(monomer);
    templates.set(monomer, template);
  }
  return template;
}
