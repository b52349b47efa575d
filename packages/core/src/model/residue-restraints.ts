/** Lays a monomer's restraints over one residue, for each of its alternate conformations. */
import { belongsToLabel, type CompileContext } from "./compile-context.ts";
import { allConformers, type Conformer, findAtom } from "./conformers.ts";
import type { Monomer } from "./monomer.ts";
import { chiralitySigma, type MonomerTemplate, monomerTemplate } from "./monomer-template.ts";

/** One conformer with the atoms of its template, -1 where absent, and whether it is the residue's first. */
interface Overlay {
  readonly template: MonomerTemplate;
  readonly atoms: Int32Array;
  readonly altLoc: string;
  readonly isFirst: boolean;
}

/**
 * Adds everything that `monomerOf` gives for the conformers of a residue. Restraints with absent atoms are left out. Returns the
 * atoms of the residue that the dictionary does not know.
 */
export function addResidueRestraints(
  context: CompileContext,
  residue: number,
  monomerOf: (conformer: Conformer) => Monomer,
): number[] {
  const { structure, lists } = context;
  const unknown = new Set<number>();
  const matched = new Set<number>();
  allConformers(context.conformers[residue]!).forEach((conformer, index) => {
    const template = monomerTemplate(monomerOf(conformer));
    const atoms = Int32Array.from(template.names, (name) => findAtom(conformer, name));
    for (const atom of atoms) if (atom >= 0) matched.add(atom);
    for (const atom of conformer.atomOf.values()) unknown.add(atom);
    addOverlay(context, { template, atoms, altLoc: conformer.altLoc, isFirst: index === 0 });
  });
  for (const atom of matched) {
    unknown.delete(atom);
    lists.setSource(atom, context.monomers[residue]!.source);
  }
  return [...unknown].filter((atom) => structure.atoms.residueOf[atom] === residue).sort((a, b) => a - b);
}

function addOverlay(context: CompileContext, overlay: Overlay): void {
  const { lists } = context;
  const { template } = overlay;
  const located = <N extends readonly number[]>(positions: N): N | undefined => {
    const atoms = positions.map((p) => overlay.atoms[p]!);
    const complete = !atoms.includes(-1);
    const own = complete && belongsToLabel(context.structure, atoms, overlay.altLoc, overlay.isFirst);
    return own ? (atoms as unknown as N) : undefined;
  };
  for (const bond of template.bonds) {
    const atoms = located(bond.atoms);
    if (atoms) lists.addBond(atoms[0], atoms[1], bond.ideal, bond.sigma);
  }
  for (const angle of template.angles) {
    const atoms = located(angle.atoms);
    if (atoms) lists.addAngle(atoms, angle.ideal, angle.sigma);
  }
  const kind = template.monomer.group === "rna" ? "sugar" : "other";
  for (const { atoms: positions, ...target } of template.torsions) {
    const atoms = located(positions);
    if (atoms) lists.addTorsion(atoms, { ...target, kind });
  }
  for (const { atoms: positions, ideal, bothHands, namedSign } of template.chirality) {
    const atoms = located(positions);
    if (!atoms) continue;
    const sign = hasThirdBranch(context, overlay, atoms) ? 0 : namedSign;
    lists.addChirality(atoms, { ideal, bothHands, namedSign: sign, sigma: chiralitySigma });
  }
  for (const plane of template.planes) {
    const present = located(plane.atoms.filter((p) => overlay.atoms[p]! >= 0));
    if (present) lists.addPlane(present, plane.sigma);
  }
}

/** Names of like branches mean nothing where there are three of them: OP1, OP2 and OP3 of a free phosphate. */
function hasThirdBranch(context: CompileContext, { atoms }: Overlay, centre: readonly number[]): boolean {
  const stem = (atom: number): string => context.structure.atoms.name[atom]!.slice(0, -1);
  const like = stem(centre[1]!);
  return stem(centre[2]!) === like && atoms.filter((atom) => atom >= 0 && stem(atom) === like).length > 2;
}
