/** One shift an atom: the finest deformation. */
import type { Deformation } from "./deformation.ts";

/** Parameters are the shifts themselves: [nAtoms,3], Å. */
export function createAtomDeformation(nAtoms: number): Deformation {
  return {
    kind: "atom",
    nParameters: 3 * nAtoms,
    addShifts(parameters, xyz) {
      for (let i = 0; i < parameters.length; i++) xyz[i]! += parameters[i]!;
    },
    pullBack: (_, gradient) => gradient.slice(),
  };
}
