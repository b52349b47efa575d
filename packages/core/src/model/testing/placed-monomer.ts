/** For tests: a built-in monomer with coordinates that meet its restraints. */
import { elementData } from "../../tables/elements.ts";
import { builtInMonomer } from "../../tables/monomers.ts";
import { embedMonomer } from "./embed-monomer.ts";
import type { Point, TestResidue } from "./make-structure.ts";

/** All heavy atoms of a monomer, moved by `shift`. */
export async function placedMonomer(
  id: string,
  number: number,
  shift: Point = [0, 0, 0],
): Promise<TestResidue> {
  const monomer = builtInMonomer(id)!;
  const heavy = new Set(monomer.atoms.filter((a) => a.element > 1).map((a) => a.name));
  const { xyz } = await embedMonomer(monomer, (name) => heavy.has(name), {
    seed: number,
    starts: 10,
    goodEnough: 0.01,
  });
  const atoms = monomer.atoms.flatMap((atom, i) =>
    heavy.has(atom.name)
      ? [
          {
            name: atom.name,
            element: elementData(atom.element).symbol,
            at: [0, 1, 2].map((k) => xyz[3 * i + k]! + shift[k]!) as unknown as Point,
          },
        ]
      : [],
  );
  return { compId: id, number, atoms };
}
