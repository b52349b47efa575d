/**
 * Base pairs of nucleic acids with two or three hydrogen bonds, in Saenger's numbering (Principles of Nucleic Acid Structure, 1984).
 *
 * Mean distances between heavy atoms of pairs in structures, Å, as Phenix restrains them (cctbx 2022.9,
 * mmtbx/monomer_library/bondlength_defaults.py; BSD licence, values as facts). U stands for T too.
 */
export interface BasePairKind {
  readonly saenger: number;
  readonly name: string;
  /** One-letter bases; the first owns the first atom of each bond. */
  readonly bases: readonly [string, string];
  readonly bonds: readonly (readonly [atom1: string, atom2: string, distance: number])[];
  /** Watson–Crick pairs and the wobble: what helices are made of. */
  readonly isCanonical: boolean;
}

const kind = (
  saenger: number,
  name: string,
  bases: readonly [string, string],
  ...bonds: BasePairKind["bonds"]
): BasePairKind => ({ saenger, name, bases, bonds, isCanonical: [19, 20, 28].includes(saenger) });

export const basePairKinds: readonly BasePairKind[] = [
  kind(19, "Watson–Crick", ["C", "G"], ["N4", "O6", 2.96], ["N3", "N1", 2.89], ["O2", "N2", 2.77]),
  kind(20, "Watson–Crick", ["A", "U"], ["N6", "O4", 3.0], ["N1", "N3", 2.84]),
  kind(28, "wobble", ["G", "U"], ["O6", "N3", 2.83], ["N1", "O2", 2.79]),
  kind(21, "reversed Watson–Crick", ["A", "U"], ["N6", "O2", 2.94], ["N1", "N3", 2.84]),
  kind(22, "reversed Watson–Crick", ["C", "G"], ["O2", "N1", 2.8], ["N3", "N2", 2.86]),
  kind(23, "Hoogsteen", ["A", "U"], ["N6", "O4", 3.05], ["N7", "N3", 2.96]),
  kind(24, "reversed Hoogsteen", ["A", "U"], ["N6", "O2", 2.91], ["N7", "N3", 2.87]),
  kind(27, "reversed wobble", ["G", "U"], ["O6", "N3", 2.99], ["N1", "O4", 2.99]),
  kind(8, "imino", ["A", "G"], ["N6", "O6", 2.95], ["N1", "N1", 2.88]),
  kind(9, "Hoogsteen", ["A", "G"], ["N6", "O6", 2.7], ["N7", "N1", 3.08]),
  kind(10, "sugar edge", ["A", "G"], ["N6", "N3", 3.15], ["N1", "N2", 3.02]),
  kind(11, "sheared", ["A", "G"], ["N6", "N3", 3.23], ["N7", "N2", 3.0]),
  kind(5, "Hoogsteen", ["A", "A"], ["N6", "N1", 2.93], ["N7", "N6", 3.07]),
  kind(6, "Hoogsteen", ["G", "G"], ["O6", "N1", 2.88], ["N7", "N2", 2.91]),
  kind(25, "Hoogsteen", ["A", "C"], ["N6", "N3", 3.13], ["N7", "N4", 3.08]),
  kind(26, "reversed wobble", ["A", "C"], ["N6", "N3", 3.09], ["N1", "N4", 3.01]),
  kind(17, "opposed", ["C", "U"], ["N3", "N3", 2.98], ["N4", "O2", 2.91]),
  kind(18, "opposed", ["C", "U"], ["N4", "O4", 3.19], ["N3", "N3", 3.16]),
];
