/** χ refinement: side chains turn about their bonds alone, downhill in map, rotamer distribution and contacts. */
import { isClearlyLegal } from "./rotamer-library.ts";
import { type Placement, type SideChainParts, SideChainScene } from "./side-chain-scene.ts";

export interface ChiParts extends SideChainParts {
  /** Residues whose side chains turn; all where left out. */
  readonly residues?: readonly number[];
}

export interface RefinedChi {
  /** [n,3] Å */
  readonly xyz: Float64Array;
  /** Residues whose side chains turned, ascending. */
  readonly moved: readonly number[];
}

/** Adam (Kingma & Ba 2015, arXiv:1412.6980) on the turns; rad a step at the start, falling to a tenth. */
const rate = 0.05;
const nSteps = 40;
const [decay1, decay2, epsilon] = [0.9, 0.99, 1e-8];
/** Side chains take turns, so that each meets the others where they went. */
const nSweeps = 2;
/** Gains below this leave a side chain where it is. */
const leastGain = 0.05;

/**
 * Minimises −ln of the likelihood of the local map, the cost of the rotamer and that of the overlaps over χ; bonds and angles stay. What is
 * clearly legal stays so. Deterministic; free side chains alone (`freeSideChains`).
 */
export function refineChi(parts: ChiParts): RefinedChi {
  const scene = new SideChainScene(parts);
  const wanted = parts.residues && new Set(parts.residues);
  const indices = [...scene.chains.keys()].filter(
    (index) => !wanted || wanted.has(scene.chains[index]!.residue),
  );
  const moved = new Set<number>();
  for (let sweep = 0; sweep < nSweeps; sweep++) {
    for (const index of indices) {
      scene.lift(index);
      const start = scene.assess(index);
      const best = descend(scene, index, start);
      scene.drop(index, best);
      if (best !== start) moved.add(scene.chains[index]!.residue);
    }
  }
  return { xyz: scene.coordinates(), moved: [...moved].sort((a, b) => a - b) };
}

/** The best place on the way down from where a lifted side chain stands. */
function descend(scene: SideChainScene, index: number, start: Placement): Placement {
  const { compId, turns } = scene.chains[index]!;
  const isBound = isClearlyLegal(compId, start.chi);
  const mean = new Float64Array(turns.length);
  const square = new Float64Array(turns.length);
  let best = start;
  let least = start.total - leastGain;
  for (let step = 1; step <= nSteps; step++) {
    const slopes = scene.slopes(index);
    const length = rate * 0.1 ** ((step - 1) / nSteps);
    const angles = slopes.map((slope, k) => {
      mean[k] = decay1 * mean[k]! + (1 - decay1) * slope;
      square[k] = decay2 * square[k]! + (1 - decay2) * slope * slope;
      const [m, v] = [mean[k]! / (1 - decay1 ** step), square[k]! / (1 - decay2 ** step)];
      return (-length * m) / (Math.sqrt(v) + epsilon);
    });
    scene.turn(index, angles);
    const now = scene.assess(index);
    if (now.total >= least || (isBound && !isClearlyLegal(compId, now.chi))) continue;
    [best, least] = [now, now.total];
  }
  return best;
}
