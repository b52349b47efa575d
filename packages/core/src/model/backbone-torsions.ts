/** The atoms of φ, ψ, ω and χ of every amino acid, over real bonds, with the Ramachandran class. */
import { chiAtoms } from "../tables/rotamers.ts";
import { findAtoms } from "./compile-context.ts";
import { type Conformer, conformerFor, jointLabels, residueConformers } from "./conformers.ts";
import { torsionOf } from "./measure.ts";
import { isProlineLike } from "./polymer-link-restraints.ts";
import type { PolymerLinks } from "./polymer-links.ts";
import type { Structure } from "./structure.ts";

type Quadruple = readonly [number, number, number, number];

/** The six classes of the Top8000 distributions. */
export const ramachandranClasses = ["general", "gly", "cis-pro", "trans-pro", "pre-pro", "ile-val"] as const;
export type RamachandranClass = (typeof ramachandranClasses)[number];

/** φ and ψ of one residue in one alternate conformation ("" where there is none). */
export interface RamachandranAtoms {
  readonly residue: number;
  readonly altLoc: string;
  readonly class: RamachandranClass;
  readonly phi: Quadruple;
  readonly psi: Quadruple;
}

/** ω of the peptide bond in front of `residue`. */
export interface OmegaAtoms {
  readonly residue: number;
  readonly altLoc: string;
  readonly isProline: boolean;
  readonly omega: Quadruple;
}

/** The χ angles of one side chain that have all their atoms, from χ1 on without gaps. */
export interface ChiAtoms {
  readonly residue: number;
  readonly altLoc: string;
  readonly chi: readonly Quadruple[];
}

/** ω between these limits counts as cis, as in `validate` and MolProbity. */
const cisBelow = Math.PI / 6;

function omegaOf(previous: Conformer, conformer: Conformer): Quadruple | undefined {
  const first = findAtoms(previous, ["CA", "C"]);
  const second = findAtoms(conformer, ["N", "CA"]);
  return first && second && [first[0], first[1], second[0], second[1]];
}

/** φ and ψ of all residues that are bonded on both sides. */
export function ramachandranAtoms(structure: Structure, links: PolymerLinks): RamachandranAtoms[] {
  const conformers = residueConformers(structure);
  const peptides = new Set(
    links.links.filter((l) => l.kind === "peptide").map((l) => `${l.residue1} ${l.residue2}`),
  );
  const found: RamachandranAtoms[] = [];
  for (let residue = 0; residue < structure.residues.nResidues; residue++) {
    const own = conformers[residue]!;
    const [before, behind] = [links.previous[residue]!, links.next[residue]!];
    if (!peptides.has(`${before} ${residue}`) || !peptides.has(`${residue} ${behind}`)) continue;
    const [previous, next] = [conformers[before]!, conformers[behind]!];
    for (const altLoc of jointLabels([previous, own, next])) {
      const [first, here, last] = [previous, own, next].map((r) => conformerFor(r, altLoc)) as [
        Conformer,
        Conformer,
        Conformer,
      ];
      const backbone = findAtoms(here, ["N", "CA", "C"]);
      const c = findAtoms(first, ["C"]);
      const n = findAtoms(last, ["N"]);
      if (!backbone || !c || !n) continue;
      const omega = omegaOf(first, here);
      const isCis = omega !== undefined && Math.abs(torsionOf(structure.atoms.xyz, omega)) < cisBelow;
      const nextId = structure.residues.compId[behind]!;
      found.push({
        residue,
        altLoc,
        class: ramachandranClass(structure.residues.compId[residue]!, isCis, nextId),
        phi: [c[0], ...backbone],
        psi: [...backbone, n[0]],
      });
    }
  }
  return found;
}

function ramachandranClass(compId: string, isCis: boolean, nextId: string): RamachandranClass {
  if (compId === "GLY") return "gly";
  if (compId === "PRO") return isCis ? "cis-pro" : "trans-pro";
  if (nextId === "PRO") return "pre-pro";
  return compId === "ILE" || compId === "VAL" ? "ile-val" : "general";
}

/** ω of all peptide bonds. */
export function omegaAtoms(structure: Structure, links: PolymerLinks): OmegaAtoms[] {
  const conformers = residueConformers(structure);
  const found: OmegaAtoms[] = [];
  for (const { kind, residue1, residue2 } of links.links) {
    if (kind !== "peptide") continue;
    const [first, second] = [conformers[residue1]!, conformers[residue2]!];
    for (const altLoc of jointLabels([first, second])) {
      const conformer = conformerFor(second, altLoc);
      const omega = omegaOf(conformerFor(first, altLoc), conformer);
      const isProline = isProlineLike(structure, conformer);
      if (omega) found.push({ residue: residue2, altLoc, isProline, omega });
    }
  }
  return found;
}

/** χ1 to χ4 of all side chains of the standard amino acids and selenomethionine. */
export function chiAtomsOf(structure: Structure): ChiAtoms[] {
  const found: ChiAtoms[] = [];
  residueConformers(structure).forEach((own, residue) => {
    const table = chiAtoms[structure.residues.compId[residue]!];
    if (!table) return;
    for (const altLoc of jointLabels([own])) {
      const chi: Quadruple[] = [];
      for (const names of table) {
        const atoms = findAtoms(
          conformerFor(own, altLoc),
          names.split(" ") as [string, string, string, string],
        );
        if (!atoms) break;
        chi.push(atoms);
      }
      if (chi.length > 0) found.push({ residue, altLoc, chi });
    }
  });
  return found;
}
