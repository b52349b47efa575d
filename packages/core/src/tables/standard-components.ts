/**
 * The components that every polymer file uses without saying what they are: amino acids, nucleotides, water.
 * Ids, names, types and one-letter codes as in the wwPDB Chemical Component Dictionary (CC0), typed in by hand.
 */

/** What a component is by its name alone. */
export interface StandardComponent {
  readonly id: string;
  readonly kind: "protein" | "rna" | "dna" | "water";
  /** One-letter code of the parent in sequences; "" for water. */
  readonly code: string;
  /** `_chem_comp.type` */
  readonly type: string;
  /** `_chem_comp.name` */
  readonly name: string;
  /** Whether it is one of the monomers that wwPDB calls standard (`_chem_comp.mon_nstd_flag y`). */
  readonly isStandard: boolean;
}

const aminoAcids = `ALA A ALANINE|ARG R ARGININE|ASN N ASPARAGINE|ASP D ASPARTIC ACID|CYS C CYSTEINE|GLN Q GLUTAMINE
GLU E GLUTAMIC ACID|GLY G GLYCINE|HIS H HISTIDINE|ILE I ISOLEUCINE|LEU L LEUCINE|LYS K LYSINE|MET M METHIONINE
PHE F PHENYLALANINE|PRO P PROLINE|SER S SERINE|THR T THREONINE|TRP W TRYPTOPHAN|TYR Y TYROSINE|VAL V VALINE
SEC U SELENOCYSTEINE|PYL O PYRROLYSINE|ASX B ASP/ASN AMBIGUOUS|GLX Z GLU/GLN AMBIGUOUS|UNK X UNKNOWN`;

const modifiedAminoAcids = "MSE M SELENOMETHIONINE";

const ribonucleotides = `A A ADENOSINE-5'-MONOPHOSPHATE|C C CYTIDINE-5'-MONOPHOSPHATE|G G GUANOSINE-5'-MONOPHOSPHATE
U U URIDINE-5'-MONOPHOSPHATE|I I INOSINIC ACID|N N ANY 5'-MONOPHOSPHATE NUCLEOTIDE`;

const deoxyribonucleotides = `DA A 2'-DEOXYADENOSINE-5'-MONOPHOSPHATE|DC C 2'-DEOXYCYTIDINE-5'-MONOPHOSPHATE
DG G 2'-DEOXYGUANOSINE-5'-MONOPHOSPHATE|DT T THYMIDINE-5'-MONOPHOSPHATE|DI I 2'-DEOXYINOSINE-5'-MONOPHOSPHATE
DU U 2'-DEOXYURIDINE-5'-MONOPHOSPHATE|DN N UNKNOWN 2'-DEOXYNUCLEOTIDE`;

/** Water as wwPDB and as molecular dynamics programs call it. */
const waters = "HOH DOD WAT H2O TIP TIP3 SOL SPC";

function parseRows(
  rows: string,
  kind: StandardComponent["kind"],
  type: string,
  isStandard = true,
): StandardComponent[] {
  return rows.split(/[|\n]/).map((row) => {
    const [id, code, ...words] = row.split(" ");
    return {
      id: id!,
      kind,
      code: code!,
      type: id === "GLY" ? "peptide linking" : type,
      name: words.join(" "),
      isStandard,
    };
  });
}

const rows: readonly StandardComponent[] = [
  ...parseRows(aminoAcids, "protein", "L-peptide linking"),
  ...parseRows(modifiedAminoAcids, "protein", "L-peptide linking", false),
  ...parseRows(ribonucleotides, "rna", "RNA linking"),
  ...parseRows(deoxyribonucleotides, "dna", "DNA linking"),
  ...waters
    .split(" ")
    .map(
      (id) =>
        ({ id, kind: "water", code: "", type: "non-polymer", name: "WATER", isStandard: false }) as const,
    ),
];

/** Component id → what it is. */
export const standardComponents: ReadonlyMap<string, StandardComponent> = new Map(
  rows.map((row) => [row.id, row]),
);
