import { describe, expect, it } from "vitest";
import { chiAtoms, rotamerGrid, rotamerNames, symmetricLastChi } from "./rotamers.ts";

describe.each(Object.keys(chiAtoms))("the rotamers of %s", (compId) => {
  const nChi = chiAtoms[compId]!.length;

  it("have a distribution over their chi angles with peak 1", () => {
    const grid = rotamerGrid(compId)!;
    expect(grid.nBins).toHaveLength(compId === "PRO" ? 1 : nChi);
    expect(grid.counts).toHaveLength(grid.nBins.reduce((product, n) => product * n, 1));
    let highest = 0;
    for (const count of grid.counts) highest = Math.max(highest, count / grid.total);
    expect(highest).toBeGreaterThan(0.9999);
    expect(highest).toBeLessThanOrEqual(1);
    const lastTurn = grid.widthDeg.at(-1)! * grid.nBins.at(-1)!;
    expect(lastTurn).toBeCloseTo(symmetricLastChi.has(compId) ? 180 : 360, 9);
  });

  it("have named ranges for every chi", () => {
    const bins = rotamerNames(compId);
    expect(bins.length).toBeGreaterThan(1);
    for (const { name, lowerDeg, upperDeg } of bins) {
      expect(name).toMatch(/^[ptm]+-?\d*$|^Cg_/);
      expect(lowerDeg).toHaveLength(nChi);
      for (const [k, lower] of lowerDeg.entries()) expect(lower).toBeLessThan(upperDeg[k]!);
    }
  });
});

it("know nothing of residues without chi angles", () => {
  for (const compId of ["ALA", "GLY", "HEM", "UNK"]) {
    expect(rotamerGrid(compId)).toBeUndefined();
    expect(rotamerNames(compId)).toEqual([]);
  }
});

/** The first cells of valine, in thousandths, as cctbx prints them of the Top8000 table (mmtbx.rotamer.rotamer_eval). */
it("have the published counts of valine", () => {
  const { counts, total } = rotamerGrid("VAL")!;
  const printed = [0.9346579, 0.8926509, 0.8296402, 0.7876331, 0.7351242, 0.6721136, 0.65111, 0.6406083];
  printed.forEach((value, cell) => {
    expect((1000 * counts[cell]!) / total).toBeCloseTo(value, 6);
  });
});
