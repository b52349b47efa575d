/** What one atom makes of a map, around each residue: told by the backbone, which is where the map is surest. */
import type { Volume } from "../../map/volume.ts";
import { AtomGrid } from "../../model/atom-grid.ts";
import type { Structure } from "../../model/structure.ts";

/** A residue is told by the backbone this near to it, Å, … */
const neighbourhood = 9;
/** … as far as it has more than about so many atoms: the whole model's count as that many. */
const priorAtoms = 20;
const backboneNames = new Set(["N", "CA", "C", "CB", "P", "C4'", "C3'", "C1'"]);

/** Least squares of map = level + height·model over the voxels that the model reaches. A height of 0: the map does not show it. */
export function scaleOf(map: Volume, model: Volume): { readonly height: number; readonly level: number } {
  let [n, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < model.data.length; i++) {
    const value = model.data[i]!;
    if (value < 0.05) continue;
    n++;
    x += value;
    y += map.data[i]!;
    xx += value * value;
    xy += value * map.data[i]!;
  }
  const spread = n * xx - x * x;
  const height = spread > 0 ? Math.max(0, (n * xy - x * y) / spread) : 0;
  return { height, level: n > 0 ? (y - height * x) / n : 0 };
}

export function backboneAtoms({ atoms }: Structure): number[] {
  return [...atoms.name.keys()].filter((atom) => backboneNames.has(atoms.name[atom]!));
}

/** Per residue: backbone atoms around its first atom. */
export function neighbourAtoms({ residues, atoms }: Structure, backbone: readonly number[]): number[][] {
  const isBackbone = new Set(backbone);
  const starts = Array.from(residues.atomStart.subarray(0, residues.nResidues));
  const grid = new AtomGrid(atoms.xyz, neighbourhood, [...new Set([...starts, ...backbone])]);
  return starts.map((atom) => grid.near(atom, neighbourhood).filter((other) => isBackbone.has(other)));
}

/** Per residue: Σ above / Σ below over its neighbourhood, the whole model counting as `priorAtoms` more. */
export function localMeans(
  near: readonly (readonly number[])[],
  all: readonly number[],
  sums: (atoms: readonly number[]) => { readonly above: number; readonly below: number },
): Float64Array {
  const whole = sums(all);
  const share = priorAtoms / Math.max(1, all.length);
  return Float64Array.from(near, (atoms) => {
    const { above, below } = sums(atoms);
    const total = below + share * whole.below;
    return total > 0 ? (above + share * whole.above) / total : 0;
  });
}
