/** Spellings of atom names before PDB format 3, so that old files meet their dictionary entries. */

const phosphate: Readonly<Record<string, string>> = { OP1: "O1P", OP2: "O2P", OP3: "O3T" };
const known = new Map<string, readonly string[]>();

function oldSpellings(name: string): string[] {
  const spellings: string[] = [];
  if (name.includes("'")) spellings.push(name.replaceAll("'", "*"));
  if (phosphate[name]) spellings.push(phosphate[name]);
  if (name === "C7") spellings.push("C5M");
  if (name.startsWith("H")) spellings.push(`D${name.slice(1)}`);
  // PDB format 2 wrote the number of a hydrogen in front: `1HB`, `2H5*`.
  const hydrogen = /^(H.*?)([1-3])$/.exec(name);
  if (hydrogen) spellings.push(hydrogen[2]! + hydrogen[1]!);
  if (name === "H5'") spellings.push("1H5*", "H5'1");
  if (name === "H5''") spellings.push("2H5*", "H5'2");
  if (name === "H2'") spellings.push("1H2*", "H2'1");
  if (name === "H2''") spellings.push("2H2*", "H2'2");
  if (name === "HO2'") spellings.push("2HO*", "H2O*");
  return spellings;
}

/** Other names that a file may give to the atom that dictionaries call `name`. */
export function alternativeAtomNames(name: string): readonly string[] {
  let spellings = known.get(name);
  if (!spellings) {
    spellings = oldSpellings(name);
    known.set(name, spellings);
  }
  return spellings;
}
