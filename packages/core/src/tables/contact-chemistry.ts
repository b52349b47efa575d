/**
 * What atoms of standard residues are in contacts: hydrogen-bond acceptors, charges, ring atoms.
 *
 * Source: the residue lists of reduce 4.x and probe 2.x (Word et al. 1999, J. Mol. Biol. 285, 1711 and 1735).
 */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
const byResidue = (rows: readonly (readonly [residues: string, atoms: string])[]) => {
  const table = new Map<string, ReadonlySet<string>>();
  for (const [residues, atoms] of rows)
    for (const residue of words(residues)) table.set(residue, words(atoms));
  return (residue: string, atom: string): boolean => table.get(residue)?.has(atom) ?? false;
};

/** Residues with a peptide backbone to which N–H and Cα–H belong. */
export const peptideResidues = words(
  "GLY ALA VAL PHE PRO MET ILE LEU ASP GLU LYS ARG SER THR TYR HIS CYS ASN GLN TRP ASX GLX ABU AIB MSE PCA",
);
/** Peptide residues and the caps of chains. */
export const proteinResidues = new Set([...peptideResidues, "ACE", "FOR", "NH2", "NME"]);
/** Nucleotides whose sugar and phosphate follow the standard plans. */
export const standardNucleotides = words("U URA T THY A ADE C CYT G GUA DA DT DC DG");
/** Nucleotides and modified nucleotides whose atoms have known roles in hydrogen bonds. */
export const knownNucleotides = words(
  `C G A T U CYT GUA ADE THY URA CTP CDP CMP GTP GDP GMP ATP ADP AMP TTP TDP TMP UTP UDP UMP GSP H2U PSU 1MG 2MG M2G
   7MG 5MC 5MU T6A 1MA RIA OMC OMG YG I DA DT DC DG DI`,
);
export const waterResidues = words("HOH DOD H2O D2O WAT TIP SOL MTO");

const adenines = "A ADE ATP ADP AMP RIA DA";
const cytosines = "C CYT CTP CDP CMP OMC 5MC DC";
const guanines = "G GUA GTP GDP GMP GSP OMG 7MG DG";
const uracils = "U URA UTP UDP UMP H2U PSU";
const thymines = "T THY TTP TDP TMP 5MU DT";

/** N, O and S that give a hydrogen and accept none; all others of known residues accept. */
export const isPureDonor = byResidue([
  [[...proteinResidues].join(" "), "N NT"],
  ["ASN", "N NT ND2"],
  ["GLN", "N NT NE2"],
  ["LYS", "N NT NZ"],
  ["ARG", "N NT NE NH1 NH2"],
  ["TRP", "N NT NE1"],
  [adenines, "N6"],
  ["1MA", "N6"],
  [cytosines, "N4"],
  [guanines, "N1 N2"],
  ["2MG", "N1 N2"],
  ["1MG", "N2"],
  ["M2G", "N1"],
  [uracils, "N3"],
  ["PSU", "N1 N3"],
  [thymines, "N3"],
  ["T6A", "N6 N11"],
]);

const pyrimidineRing = "N1 C2 N3 C4 C5 C6";
const purineRing = `${pyrimidineRing} N7 C8 N9`;
const hemeRings = ["A", "B", "C", "D"].map((p) => `C1${p} C2${p} C3${p} C4${p}`).join(" ");

/** Ring atoms whose faces accept hydrogen bonds in contacts. */
export const isAcceptorFace = byResidue([
  ["PHE TYR", "CG CD1 CD2 CE1 CE2 CZ"],
  ["TRP", "CD2 CE2 CE3 CZ2 CZ3 CH2"],
  ["U URA UTP UDP UMP PSU T THY TTP TDP TMP 5MU DT C CYT CTP CDP CMP 5MC OMC DC", pyrimidineRing],
  ["A ADE ATP ADP AMP 1MA RIA T6A I DA DI G GUA GTP GDP GMP GSP 1MG 2MG M2G 7MG OMG DG YG", purineRing],
  ["HEM", hemeRings],
]);

/** Carbons of five-membered rings: aromatic, but their faces accept nothing. */
export const isFiveRingCarbon = byResidue([
  ["HIS", "CG CD2 CE1"],
  ["TRP", "CG CD1"],
]);

/** The rings of `isAcceptorFace` that the optimiser knows, with the ring nitrogens of histidine and haem. */
export const isAromaticRingAtom = byResidue([
  ["PHE TYR", "CG CD1 CD2 CE1 CE2 CZ"],
  ["TRP", "CG CD1 CD2 NE1 CE2 CE3 CZ2 CZ3 CH2"],
  ["HIS", "ND1 NE2"],
  ["A ADE DA", "N1 C2 N3 C4 C5 C6 N7 C8 N9"],
  ["C CYT DC", pyrimidineRing],
  ["G GUA DG", purineRing],
  ["T THY DT U URA", pyrimidineRing],
  ["HEM", hemeRings],
]);

/** Carbons of C=O with the smaller radius, besides C of every protein residue. */
export const isSideChainCarbonyl = byResidue([
  ["ASP ASN ASX", "CG"],
  ["GLU GLN GLX", "CD"],
]);

/** Hydrogens with the small radius although their carbon is no N, O or S. */
export const isAromaticHydrogen = byResidue([
  ["PHE", "HD1 HD2 HE1 HE2 HZ"],
  ["HIS TYR", "HD1 HD2 HE1 HE2"],
  ["TRP", "HD1 HE1 HE3 HZ2 HZ3 HH2"],
  ["U URA UTP UDP UMP", "H3 H5 H6"],
  ["T THY TTP TDP TMP 5MU DT", "H3 H6"],
  ["A ADE ATP ADP AMP 1MA RIA T6A DA", "H8 H2"],
  ["C CYT CTP CDP CMP 5MC OMC DC", "H5 H6"],
  ["G GUA GTP GDP GMP GSP 2MG M2G 7MG OMG DG", "H8 H1"],
  ["YG 1MG", "H8"],
  ["PSU", "H6 H1 H3"],
  ["I DI", "H8 H2 H1"],
]);

/** Side-chain atoms with a negative charge. */
export const isNegativeSideChain = byResidue([
  ["ASP", "OD1 OD2"],
  ["GLU", "OE1 OE2"],
]);

/** Side-chain atoms with a positive charge; histidine's only while both nitrogens carry a hydrogen. */
export const isPositiveSideChain = byResidue([
  ["LYS", "NZ HZ1 HZ2 HZ3"],
  ["ARG", "NE NH1 NH2 HE HH11 HH12 HH21 HH22"],
]);
export const isHistidineRing = byResidue([["HIS", "ND1 NE2 CG CD2 CE1 HD1 HE2"]]);

/** Phosphate atoms of known nucleotides that count as negative. */
export const isPhosphateAtom = (residue: string, atom: string): boolean =>
  knownNucleotides.has(residue) && phosphateAtoms.has(atom);
const phosphateAtoms = words("P O1P O2P PA PB PG O1A O2A O3A O1B O2B O3B O1G O2G O3G S1G");
