/** Restraints of riboses by pucker: that of the phosphates, or the one asked for. */
import { describe, expect, it } from "vitest";
import { toDegrees } from "../units.ts";
import { ribonucleotides } from "../validate/synthetic-chains.ts";
import { compileRestraints } from "./compile-restraints.ts";
import type { Structure } from "./structure.ts";

const aForm = { deltaDeg: 81, epsilonDeg: 212, zetaDeg: 289, alphaDeg: 295, betaDeg: 174, gammaDeg: 53.6 };
const structure = ribonucleotides(Array.from({ length: 3 }, () => aForm));

/** Ideal δ and length of the glycosidic bond of each residue. */
function targetsOf({ atoms }: Structure, options: Parameters<typeof compileRestraints>[1]) {
  const { torsions, bonds } = compileRestraints(structure, options);
  const rows = (list: { readonly atoms: Int32Array; readonly ideal: Float64Array }, names: string) => {
    const size = names.split(" ").length;
    return [...list.ideal.keys()]
      .map((i) => ({ own: list.atoms.subarray(size * i, size * (i + 1)), ideal: list.ideal[i]! }))
      .filter(({ own }) =>
        [names, names.split(" ").reverse().join(" ")].includes([...own].map((a) => atoms.name[a]).join(" ")),
      )
      .sort((a, b) => atoms.residueOf[a.own[0]!]! - atoms.residueOf[b.own[0]!]!)
      .map(({ ideal }) => ideal);
  };
  return {
    delta: rows(torsions, "C5' C4' C3' O3'").map((rad) => Math.round(toDegrees(rad))),
    glycosidic: rows(bonds, "C1' N9"),
  };
}

describe("riboses", () => {
  // Gelbin et al. 1996: δ 82° and 147°; N9–C1' 1.483 and 1.464 Å.
  it("have the targets of C3'-endo where the phosphates say so", () => {
    expect(targetsOf(structure, {})).toEqual({ delta: [82, 82, 82], glycosidic: [1.483, 1.483, 1.483] });
  });

  it("have those of the pucker that is asked of them", () => {
    const puckers = new Map([[1, "C2'-endo" as const]]);
    expect(targetsOf(structure, { puckers })).toEqual({
      delta: [82, 147, 82],
      glycosidic: [1.483, 1.464, 1.483],
    });
  });
});
