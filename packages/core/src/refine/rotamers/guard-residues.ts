/** First, do no harm: residues that fit the map clearly worse than before are mended where a legal side chain fits better, and listed. */
import { residueCorrelations } from "./residue-correlations.ts";
import { isClearlyLegal } from "./rotamer-library.ts";
import { libraryPlacements, settlePlacement } from "./search-placements.ts";
import { type Placement, type SideChainParts, SideChainScene } from "./side-chain-scene.ts";
import { chiOf } from "./turn-side-chain.ts";

export interface GuardParts extends SideChainParts {
  /** [n,3] Å: coordinates to compare with; `xyz` are those afterwards. */
  readonly before: Float64Array;
  readonly map: NonNullable<SideChainParts["map"]>;
}

/** A residue that fits the map clearly worse than before. */
export interface FlaggedResidue {
  readonly residue: number;
  readonly part: "backbone" | "sideChain";
  /** Of the map with the model around the part (`residueCorrelations`): before, afterwards, and as the guard leaves it. */
  readonly correlationBefore: number;
  readonly correlationAfter: number;
  readonly correlationLeft: number;
  /** Whether the guard turned the side chain. */
  readonly isTurned: boolean;
}

export interface GuardedResidues {
  /** [n,3] Å */
  readonly xyz: Float64Array;
  /** In the order of the residues. */
  readonly flagged: readonly FlaggedResidue[];
}

/** A correlation that falls by more than this is clearly worse. */
const clearLoss = 0.1;
/** Rotamers that are turned on. */
const nSettled = 4;
/** What a turn must gain (−ln of a likelihood), and how much of it in the map. */
const [leastGain, leastMapGain] = [0.5, 0.5];

/**
 * Compares each residue's correlation with the local map before and afterwards. Where a free side chain fits clearly worse, the best legal
 * one is taken among all rotamers and that from before, if it fits better: an outlier is never brought back. All that are
 * worse are listed, whether mended or not. This correlation is what steers the guard, so it is no evidence from outside.
 */
export function guardResidues(parts: GuardParts): GuardedResidues {
  const { structure, before, map } = parts;
  const then = residueCorrelations(structure, before, map);
  const now = residueCorrelations(structure, parts.xyz, map);
  const isWorse = (part: "backbone" | "sideChain", residue: number): boolean =>
    now[part][residue]! < then[part][residue]! - clearLoss;
  const scene = new SideChainScene(parts);
  const turned = mendSideChains(scene, parts, (residue) => isWorse("sideChain", residue), now.sideChain);
  const xyz = scene.coordinates();
  const left = turned.size > 0 ? residueCorrelations(structure, xyz, map) : now;
  const flagged = Array.from({ length: structure.residues.nResidues }, (_, residue) =>
    (["backbone", "sideChain"] as const)
      .filter((part) => isWorse(part, residue))
      .map((part) => ({
        residue,
        part,
        correlationBefore: then[part][residue]!,
        correlationAfter: now[part][residue]!,
        correlationLeft: left[part][residue]!,
        isTurned: part === "sideChain" && turned.has(residue),
      })),
  );
  return { xyz, flagged: flagged.flat() };
}

/** Turns the side chains of residues that are worse, as far as their correlation with the map rises by it; returns whose did. */
function mendSideChains(
  scene: SideChainScene,
  { structure, before, map }: GuardParts,
  isWorse: (residue: number) => boolean,
  correlation: Float64Array,
): Set<number> {
  const refined = new Map<number, Placement>();
  scene.chains.forEach(({ residue }, index) => {
    const left = isWorse(residue) ? turnBack(scene, index, before) : undefined;
    if (left) refined.set(index, left);
  });
  const tried = residueCorrelations(structure, scene.coordinates(), map).sideChain;
  const turned = new Set<number>();
  for (const [index, place] of refined) {
    const { residue } = scene.chains[index]!;
    if (tried[residue]! > correlation[residue]!) {
      turned.add(residue);
      continue;
    }
    scene.lift(index);
    scene.drop(index, place);
  }
  return turned;
}

/** Takes the best legal place of a side chain where that is better; returns the one that it left then. */
function turnBack(scene: SideChainScene, index: number, before: Float64Array): Placement | undefined {
  const chain = scene.chains[index]!;
  scene.lift(index);
  const now = scene.assess(index);
  const isLegal = ({ chi }: Placement): boolean => isClearlyLegal(chain.compId, chi);
  const earlier = scene.attempt(index, now, chiOf(chain, before))!;
  const best = [earlier, ...libraryPlacements(scene, index, now, { most: nSettled })]
    .filter(isLegal)
    .map((start) => settlePlacement(scene, index, start))
    .sort((a, b) => a.total - b.total)[0];
  const isBetter =
    best !== undefined && now.total - best.total > leastGain && now.map - best.map > leastMapGain;
  scene.drop(index, isBetter ? best : now);
  return isBetter ? now : undefined;
}
