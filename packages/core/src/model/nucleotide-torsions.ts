/** The atoms of the torsions of every nucleotide: α to ζ over real bonds, χ of the base, ν0 to ν4 of the sugar. */
import { type Conformer, conformerFor, findAtom, jointLabels, residueConformers } from "./conformers.ts";
import type { PolymerLinks } from "./polymer-links.ts";
import type { Structure } from "./structure.ts";
import { glycosidicAtom } from "./sugar-pucker.ts";

type Quadruple = readonly [number, number, number, number];

/** The torsions by name; `chi` is O4'–C1'–N9–C4 or O4'–C1'–N1–C2. */
export const nucleotideTorsions = [
  ...(["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "chi"] as const),
  ...(["nu0", "nu1", "nu2", "nu3", "nu4"] as const),
] as const;
export type NucleotideTorsion = (typeof nucleotideTorsions)[number];

/** One nucleotide in one alternate conformation; torsions that lack atoms or a bond are absent. */
export interface NucleotideAtoms {
  readonly residue: number;
  readonly altLoc: string;
  readonly torsions: Readonly<Partial<Record<NucleotideTorsion, Quadruple>>>;
}

/** `-` in front is the residue before, `+` the one behind. */
const definitions: Readonly<Record<Exclude<NucleotideTorsion, "chi">, string>> = {
  alpha: "-O3' P O5' C5'",
  beta: "P O5' C5' C4'",
  gamma: "O5' C5' C4' C3'",
  delta: "C5' C4' C3' O3'",
  epsilon: "C4' C3' O3' +P",
  zeta: "C3' O3' +P +O5'",
  nu0: "C4' O4' C1' C2'",
  nu1: "O4' C1' C2' C3'",
  nu2: "C1' C2' C3' C4'",
  nu3: "C2' C3' C4' O4'",
  nu4: "C3' C4' O4' C1'",
};

/** Torsions of all residues with the sugar atoms C1', C3' and C4'. */
export function nucleotideAtoms(structure: Structure, links: PolymerLinks): NucleotideAtoms[] {
  const conformers = residueConformers(structure);
  const found: NucleotideAtoms[] = [];
  const neighbour = (residue: number): (typeof conformers)[number] | undefined => conformers[residue];
  conformers.forEach((own, residue) => {
    const sample = own.labelled[0] ?? own.common;
    if (["C1'", "C3'", "C4'"].some((name) => findAtom(sample, name) < 0)) return;
    const [before, behind] = [neighbour(links.previous[residue]!), neighbour(links.next[residue]!)];
    const present = [before, own, behind].filter((r) => r !== undefined);
    for (const altLoc of jointLabels(present)) {
      const here = conformerFor(own, altLoc);
      const around = {
        before: before && conformerFor(before, altLoc),
        behind: behind && conformerFor(behind, altLoc),
      };
      const torsions: Partial<Record<NucleotideTorsion, Quadruple>> = {};
      for (const [name, definition] of Object.entries(definitions)) {
        const atoms = locate(definition, here, around);
        if (atoms) torsions[name as NucleotideTorsion] = atoms;
      }
      const chi = glycosidicTorsion(structure, here);
      if (chi) torsions.chi = chi;
      found.push({ residue, altLoc, torsions });
    }
  });
  return found;
}

function locate(
  definition: string,
  here: Conformer,
  around: { readonly before: Conformer | undefined; readonly behind: Conformer | undefined },
): Quadruple | undefined {
  const atoms = definition.split(" ").map((word) => {
    const conformer = word[0] === "-" ? around.before : word[0] === "+" ? around.behind : here;
    return conformer ? findAtom(conformer, word.replace(/^[-+]/, "")) : -1;
  });
  return atoms.includes(-1) ? undefined : (atoms as unknown as Quadruple);
}

function glycosidicTorsion(structure: Structure, here: Conformer): Quadruple | undefined {
  const base = glycosidicAtom(structure.atoms.xyz, here);
  if (base < 0) return undefined;
  const name = structure.atoms.name[base]!;
  // Pseudouridine is bonded through C5; its χ ends at C4.
  const end = findAtom(here, name === "N1" ? "C2" : "C4");
  const atoms = [findAtom(here, "O4'"), findAtom(here, "C1'"), base, end];
  return atoms.includes(-1) ? undefined : (atoms as unknown as Quadruple);
}
