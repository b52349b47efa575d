/** How well each residue agrees with the map around it: backbone and side chain apart. */
import { createGaussians } from "../../gmm/gaussians.ts";
import { correlateGroups } from "../../map/correlation.ts";
import { cutWindow, windowAround } from "../../map/grid.ts";
import { computeModelDensity } from "../../map/model-density.ts";
import type { Volume } from "../../map/volume.ts";
import type { Structure } from "../../model/structure.ts";

/** Correlation coefficients by residue, NaN where there are no such atoms or no map around them. */
export interface ResidueCorrelations {
  readonly backbone: Float64Array;
  readonly sideChain: Float64Array;
}

/** Å of map around the model. */
const margin = 6;
/** Å around the atoms, at least; else this share of the resolution. */
const [leastRadius, radiusShare] = [2, 0.75];
const peptideBackbone = new Set(["N", "CA", "C", "O", "OXT", "CB"]);

/**
 * Correlation of the map with the density of the whole model (one Gaussian an atom) within max(2 Å, ¾ resolution) of a residue's atoms
 * at xyz ([n,3], Å). Side chains begin behind Cβ; of nucleotides the base is the side chain; all else is backbone. InputError where
 * the model lies outside the map.
 */
export function residueCorrelations(
  structure: Structure,
  xyz: Float64Array,
  { density, resolution }: { readonly density: Volume; readonly resolution: number },
): ResidueCorrelations {
  const around = cutWindow(density, windowAround(density, xyz, margin));
  const gaussians = createGaussians(structure, { dMin: resolution, useBFactors: false });
  const model = computeModelDensity(gaussians, xyz, around);
  const radius = Math.max(leastRadius, radiusShare * resolution);
  const correlate = (isWanted: (atom: number) => boolean): Float64Array => {
    const places: number[] = [];
    const atomStart = [0];
    for (let residue = 0; residue < structure.residues.nResidues; residue++) {
      const [first, end] = [residue, residue + 1].map((r) => structure.residues.atomStart[r]!);
      for (let atom = first!; atom < end!; atom++) {
        if (structure.atoms.element[atom]! > 1 && isWanted(atom)) {
          places.push(...xyz.subarray(3 * atom, 3 * atom + 3));
        }
      }
      atomStart.push(places.length / 3);
    }
    return correlateGroups(around, model, { xyz: places, atomStart, radius });
  };
  const isSide = (atom: number): boolean => isSideChainAtom(structure, atom);
  return { backbone: correlate((atom) => !isSide(atom)), sideChain: correlate(isSide) };
}

/** Of amino acids what is behind Cβ, of nucleotides the base. */
function isSideChainAtom({ atoms, residues, chains, entities }: Structure, atom: number): boolean {
  const name = atoms.name[atom]!;
  const chain = residues.chainOf[atoms.residueOf[atom]!]!;
  switch (entities[chains.entityOf[chain]!]!.polymerType) {
    case "protein":
      return !peptideBackbone.has(name);
    case "rna":
    case "dna":
    case "hybrid":
      return !/['*P]/.test(name);
    default:
      return false;
  }
}
