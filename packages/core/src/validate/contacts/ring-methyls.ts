/** Whether a methyl hangs on an aromatic ring, and may turn as its ring neighbours are alike. */
import { isAromaticRingAtom } from "../../tables/contact-chemistry.ts";
import { type LigandConnectivity, ligandConnectivity } from "../../tables/ligand-hydrogens.ts";

const ringSizes = [5, 6];

/** True when `name` is an atom of a planar ring of five or six atoms in the component. */
export function isInAromaticRing(compId: string, name: string): boolean {
  if (isAromaticRingAtom(compId, name)) return true;
  const ligand = ligandConnectivity(compId);
  return ligand !== undefined && ringSizes.some((size) => closesPlanarRing(ligand, [name], size));
}

/** Whether the path of planar atoms can be continued to a ring of `size` atoms. */
function closesPlanarRing(ligand: LigandConnectivity, path: readonly string[], size: number): boolean {
  const atom = ligand.atoms.get(path.at(-1)!);
  if (!atom || atom.heavy.length + atom.hydrogens.length > 3) return false;
  if (path.length === size) return atom.heavy.includes(path[0]!);
  return atom.heavy.some((next) => !path.includes(next) && closesPlanarRing(ligand, [...path, next], size));
}
