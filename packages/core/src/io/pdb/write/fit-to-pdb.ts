/** Checks that structures fit the columns of a PDB file, or finds shorter names that do. */

import { UnsupportedError } from "../../../errors.ts";
import type { Structure } from "../../../model/structure.ts";
import { atomLabel, residueLabel } from "../../../model/structure.ts";

/** Serial numbers have five columns; TER records take one each. */
const mostSerials = 99_999;
const chainCharacters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"];

/** New names of chains and components; names that stay are not listed. */
export interface PdbNames {
  readonly chains: ReadonlyMap<string, string>;
  readonly components: ReadonlyMap<string, string>;
}

/** Names for a file that fits; with `rename` long ones are shortened, else they are an UnsupportedError, as is all else. */
export function fitToPdb(structures: readonly Structure[], rename: boolean): PdbNames {
  for (const structure of structures) checkNumbers(structure);
  const chainIds = new Set(structures.flatMap((structure) => structure.chains.authAsymId));
  const compIds = new Set(structures.flatMap((structure) => structure.residues.compId));
  const longChain = [...chainIds].find((id) => id.length > 1);
  const longComponent = [...compIds].find((id) => id.length > 3);
  if (chainIds.size > chainCharacters.length) {
    throw refusal(
      `there are ${chainIds.size} chains and only ${chainCharacters.length} one-letter names for them`,
    );
  }
  if (!rename && longChain !== undefined)
    throw refusal(`the chain ${longChain} has more than one letter`, true);
  if (!rename && longComponent !== undefined) {
    throw refusal(`the component ${longComponent} has more than three letters`, true);
  }
  return {
    chains: shortened(chainIds, 1, chainCharacters),
    components: shortened(compIds, 3, threeLetterNames()),
  };
}

function refusal(what: string, canRename = false): UnsupportedError {
  const advice = canRename ? "write mmCIF, or let names be shortened with a list of them" : "write mmCIF";
  return new UnsupportedError(`the model does not fit the PDB format: ${what}; ${advice}`);
}

/** Everything with a fixed number of columns that no renaming can help. */
function checkNumbers(structure: Structure): void {
  const { atoms, residues, chains, nAtoms } = structure;
  if (nAtoms + chains.nChains > mostSerials) {
    throw refusal(`${nAtoms} atoms are more than its ${mostSerials} serial numbers`);
  }
  for (let residue = 0; residue < residues.nResidues; residue++) {
    const number = residues.authSeqId[residue]!;
    if (number < -999 || number > 9999 || residues.insCode[residue]!.length > 1) {
      throw refusal(`the residue number of ${residueLabel(structure, residue)} needs more than four columns`);
    }
  }
  for (let atom = 0; atom < nAtoms; atom++) {
    if (atoms.name[atom]!.length > 4 || atoms.altLoc[atom]!.length > 1) {
      throw refusal(`the name of ${atomLabel(structure, atom)} needs more than four columns`);
    }
    const xyz = atoms.xyz.subarray(3 * atom, 3 * atom + 3);
    if (!xyz.every((value) => value > -999.9995 && value < 9999.9995)) {
      throw refusal(`a coordinate of ${atomLabel(structure, atom)} needs more than eight columns`);
    }
    const [occ, bIso] = [atoms.occ[atom]!, atoms.bIso[atom]!];
    if (!(bIso > -99.995 && bIso < 999.995 && occ > -99.995 && occ < 999.995)) {
      throw refusal(`the B factor or occupancy of ${atomLabel(structure, atom)} needs more than six columns`);
    }
  }
}

/** Short names for those longer than `width`, from `candidates`, none of them in use. */
function shortened(
  ids: ReadonlySet<string>,
  width: number,
  candidates: Iterable<string>,
): Map<string, string> {
  const names = new Map<string, string>();
  const free = [...candidates].filter((name) => !ids.has(name));
  for (const id of ids) if (id.length > width) names.set(id, free[names.size]!);
  return names;
}

/** Names that the Chemical Component Dictionary keeps free for such use: 01–99 and DRG, INH, LIG. */
function threeLetterNames(): string[] {
  return [...Array.from({ length: 99 }, (_, i) => String(i + 1).padStart(2, "0")), "DRG", "INH", "LIG"];
}
