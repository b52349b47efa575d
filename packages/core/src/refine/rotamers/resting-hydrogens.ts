/** The hydrogens whose places side chains decide: all but those that turn by themselves or may be absent. */
import type { Structure } from "../../model/structure.ts";
import { placementRules } from "../../tables/hydrogen-placement.ts";
import type { ModelHydrogens } from "../hydrogen-list.ts";

const [oxygen, sulphur] = [8, 16];

/** `hydrogens` without those of hydroxyls, thiols and rings of histidine: these find their place when all else has one. */
export function restingHydrogens({ atoms, residues }: Structure, hydrogens: ModelHydrogens): ModelHydrogens {
  const { list, name, altLoc } = hydrogens;
  const kept = name.flatMap((hydrogen, i) => {
    const parent = list.atoms[4 * i]!;
    const isOnTurnable = [oxygen, sulphur].includes(atoms.element[parent]!);
    const turns = isOnTurnable && list.rule[i] === placementRules.torsion;
    const isHistidine = residues.compId[atoms.residueOf[parent]!] === "HIS";
    return turns || (isHistidine && (hydrogen === "HD1" || hydrogen === "HE2")) ? [] : [i];
  });
  const pick = (column: Float64Array): Float64Array => Float64Array.from(kept, (i) => column[i]!);
  return {
    list: {
      rule: Uint8Array.from(kept, (i) => list.rule[i]!),
      atoms: Int32Array.from(kept.flatMap((i) => [...list.atoms.subarray(4 * i, 4 * i + 4)])),
      length: pick(list.length),
      parameter1: pick(list.parameter1),
      parameter2: pick(list.parameter2),
    },
    name: kept.map((i) => name[i]!),
    altLoc: kept.map((i) => altLoc[i]!),
  };
}
