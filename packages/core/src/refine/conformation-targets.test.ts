import { describe, expect, it } from "vitest";
import type { Structure } from "../model/structure.ts";
import { toDegrees, toRadians } from "../units.ts";
import { conformationTargets } from "./conformation-targets.ts";

/** C(−1), N, CA, C, N(+1) with φ and ψ of −60° and −45° about, in residues of these kinds; CA of the first before its C. */
function chain(
  next: string,
  { cisBefore = false, own = "ALA" } = {},
): { structure: Structure; xyz: Float64Array } {
  // Built by hand: N–CA along x, then turned by the torsions.
  const turn = (deg: number) => [Math.cos(toRadians(deg)), Math.sin(toRadians(deg))] as const;
  const [cPhi, sPhi] = turn(-60);
  const [cPsi, sPsi] = turn(-45);
  const n = [0, 0, 0];
  const ca = [1.46, 0, 0];
  const cBefore = [-0.7, 1.1, 0];
  // C lies at the torsion −60° about N–CA from C(−1), whose side is +y.
  const c = [1.46 + 0.55, 1.42 * cPhi, 1.42 * sPhi];
  // N(+1) at −45° about CA–C from N.
  const axis = c.map((v, k) => v - ca[k]!).map((v) => v / 1.5228);
  const back = n.map((v, k) => v - ca[k]!);
  const along = back.reduce((sum, v, k) => sum + v * axis[k]!, 0);
  const side = back.map((v, k) => v - along * axis[k]!);
  const unit = side.map((v) => v / Math.hypot(...side));
  const third = [
    axis[1]! * unit[2]! - axis[2]! * unit[1]!,
    axis[2]! * unit[0]! - axis[0]! * unit[2]!,
    axis[0]! * unit[1]! - axis[1]! * unit[0]!,
  ];
  const nNext = c.map((v, k) => v + 0.5 * axis[k]! + 1.2 * (cPsi * unit[k]! + sPsi * third[k]!));
  const caBefore = cisBefore ? [1.0, 2.2, 0] : [-2.1, 1.1, 0];
  const xyz = Float64Array.from([caBefore, cBefore, n, ca, c, nNext].flat());
  const structure = {
    nAtoms: 6,
    atoms: { name: ["CA", "C", "N", "CA", "C", "N"], residueOf: Int32Array.of(0, 0, 1, 1, 1, 2) },
    residues: { compId: ["ALA", own, next], atomStart: Int32Array.of(0, 2, 5, 6) },
  } as unknown as Structure;
  return { structure, xyz };
}

const fixed = {
  atoms: Int32Array.of(4, 3, 2),
  ideal: Float64Array.of(toRadians(111)),
  sigma: Float64Array.of(toRadians(2.7)),
};
const chains = { atoms: Int32Array.of(1, 2, 3, 4, 5) };

describe("conformationTargets", () => {
  it("takes N–CA–C of a helical residue from the library, whichever end comes first", () => {
    const { structure, xyz } = chain("ALA");
    const { ideal, sigma } = conformationTargets(structure, fixed as never, chains, xyz);
    // Berkholz et al. 2009: at (−60°, −40°) N–CA–C of most residues is 111.0 to 111.5°, its σ 1.1 to 1.5°.
    expect(toDegrees(ideal[0]!)).toBeGreaterThan(110.5);
    expect(toDegrees(ideal[0]!)).toBeLessThan(112);
    expect(ideal[0]).not.toBe(fixed.ideal[0]);
    expect(toDegrees(sigma[0]!)).toBeLessThan(2.2);
    expect(toDegrees(fixed.sigma[0]!)).toBeCloseTo(2.7, 12);
  });

  it("tells residues before proline apart", () => {
    const [ala, pro] = [chain("ALA"), chain("PRO")].map(
      ({ structure, xyz }) => conformationTargets(structure, fixed as never, chains, xyz).ideal[0],
    );
    expect(ala).not.toBe(pro);
  });

  it("leaves residues after a cis peptide, and kinds that the library does not have", () => {
    const cis = chain("ALA", { cisBefore: true });
    expect(conformationTargets(cis.structure, fixed as never, chains, cis.xyz).ideal[0]).toBe(fixed.ideal[0]);
    const { structure, xyz } = chain("ALA", { own: "MSE" });
    expect(conformationTargets(structure, fixed as never, chains, xyz).ideal[0]).toBe(fixed.ideal[0]);
  });
});
