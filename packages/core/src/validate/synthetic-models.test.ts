/** The judge on models whose answers are known by construction. */
import { describe, expect, it } from "vitest";
import { compileRestraints } from "../model/compile-restraints.ts";
import { type Structure, withCoordinates } from "../model/structure.ts";
import { createRandom } from "../random.ts";
import { validateCbeta } from "./cbeta.ts";
import { validateChirality } from "./chirality.ts";
import { fixedTargets, validateCovalentGeometry } from "./covalent-geometry.ts";
import { findHydrogenBonds } from "./hydrogen-bonds.ts";
import { validateOmega } from "./omega.ts";
import { proteinTraces } from "./protein-traces.ts";
import { validateRamaZ } from "./rama-z.ts";
import { phiPsis, validateRamachandran } from "./ramachandran.ts";
import { validatePuckers } from "./rna-puckers.ts";
import { averageSuiteness, judgeSuite, validateSuites } from "./rna-suites.ts";
import { rnaTraces } from "./rna-traces.ts";
import { validateRotamers } from "./rotamers.ts";
import { assignSecondaryStructure } from "./secondary-structure.ts";
import { type PeptideResidue, peptide, ribonucleotides } from "./synthetic-chains.ts";

const helix = (n: number, compId = "ALA"): PeptideResidue[] =>
  Array.from({ length: n }, () => ({ compId, phiDeg: -57, psiDeg: -47 }));

/** Every residue-wise result of a protein, to see what a change of the model changes. */
function judge(structure: Structure) {
  const traces = proteinTraces(structure);
  const places = phiPsis(structure, traces);
  const restraints = compileRestraints(structure);
  return {
    ramachandran: validateRamachandran(structure, places),
    rotamers: validateRotamers(structure),
    cbeta: validateCbeta(structure, traces),
    omega: validateOmega(structure, traces),
    letters: assignSecondaryStructure(structure, traces),
    ramaZ: validateRamaZ(structure, places, assignSecondaryStructure(structure, traces)),
    hydrogenBonds: findHydrogenBonds(structure, traces),
    geometry: validateCovalentGeometry(structure, restraints, fixedTargets(restraints)),
    chirality: validateChirality(structure, restraints),
  };
}

describe("an ideal alpha helix", () => {
  const structure = peptide(helix(20));
  const result = judge(structure);

  it("has the torsions it was built with, all favoured", () => {
    expect(result.ramachandran).toHaveLength(18);
    for (const row of result.ramachandran) {
      expect(row.phiDeg).toBeCloseTo(-57, 6);
      expect(row.psiDeg).toBeCloseTo(-47, 6);
      expect([row.residueClass, row.verdict]).toEqual(["general", "favoured"]);
    }
    expect(result.omega).toHaveLength(19);
    for (const row of result.omega)
      expect([Math.abs(row.omegaDeg), row.conformation]).toEqual([expect.closeTo(180, 6), "trans"]);
  });

  it("is a helix whose amides bind the carbonyls four residues before", () => {
    expect([...result.letters.values()].join("")).toBe("H".repeat(20));
    expect(result.ramaZ.helix.nResidues).toBe(18);
    const best = new Map<number, { energy: number; acceptor: number }>();
    for (const { donor, acceptor, energy } of result.hydrogenBonds) {
      const known = best.get(donor.number);
      if (!known || energy < known.energy) best.set(donor.number, { energy, acceptor: acceptor.number });
    }
    for (let donor = 5; donor <= 20; donor++) expect(best.get(donor)?.acceptor).toBe(donor - 4);
    expect(best.size).toBe(16);
  });

  it("has neither geometry outliers nor wrong hands", () => {
    const { polymerBonds, polymerAngles } = result.geometry;
    expect(polymerBonds.n).toBe(20 * 4 + 19);
    expect(polymerBonds.nAbove4Sigma + polymerAngles.nAbove4Sigma).toBe(0);
    expect(result.chirality.n).toBe(20);
    expect(result.chirality.outliers).toEqual([]);
    for (const row of result.cbeta) expect(row.deviation).toBeLessThan(0.02);
  });
});

describe("planted faults", () => {
  it("finds the one mirrored residue by its hand and its CB", () => {
    const residues = helix(12);
    residues[6] = { ...residues[6]!, mirrored: true };
    const { chirality, cbeta } = judge(peptide(residues));
    expect(chirality.outliers.map(({ fault, atoms }) => [fault, atoms[0]])).toEqual([
      ["wrong hand", "A/ALA 7/CA"],
    ]);
    expect(cbeta.filter(({ outlier }) => outlier).map(({ id }) => id.number)).toEqual([7]);
  });

  it("finds a cis peptide, a cis proline and a twisted peptide", () => {
    const residues = helix(14);
    residues[4] = { ...residues[4]!, omegaDeg: 5 };
    residues[8] = { compId: "PRO", phiDeg: -65, psiDeg: 140, omegaDeg: -8 };
    residues[11] = { ...residues[11]!, omegaDeg: 140 };
    const { omega, ramachandran } = judge(peptide(residues));
    const odd = omega.filter(({ conformation }) => conformation !== "trans");
    expect(
      odd.map((row) => [row.id.number, row.conformation, row.proline, Math.round(row.omegaDeg)]),
    ).toEqual([
      [5, "cis", false, 5],
      [9, "cis", true, -8],
      [12, "twisted", false, 140],
    ]);
    const classes = new Map(ramachandran.map((row) => [row.id.number, row.residueClass]));
    expect([classes.get(8), classes.get(9), classes.get(10)]).toEqual([
      "preProline",
      "cisProline",
      "general",
    ]);
  });

  it("finds a Ramachandran outlier and a strained side chain", () => {
    const residues = helix(10);
    residues[5] = { compId: "SER", phiDeg: 90, psiDeg: -90, chi1Deg: 123 };
    residues[2] = { compId: "SER", phiDeg: -57, psiDeg: -47, chi1Deg: -62 };
    const { ramachandran, rotamers } = judge(peptide(residues));
    expect(ramachandran.filter(({ verdict }) => verdict === "outlier").map(({ id }) => id.number)).toEqual([
      6,
    ]);
    expect(rotamers.map(({ id, name, verdict }) => [id.number, name, verdict])).toEqual([
      [3, "m", "favoured"],
      [6, "OUTLIER", "outlier"],
    ]);
    expect(rotamers[0]!.chiDeg[0]).toBeCloseTo(298, 6);
  });

  it("names the bond that was stretched by 0.2 Å and counts it beyond 4 and 5 sigma", () => {
    const structure = peptide(helix(10));
    const { xyz, name } = structure.atoms;
    const oxygen = name.findIndex((atom, i) => atom === "O" && structure.atoms.residueOf[i] === 4);
    const carbon = name.findIndex((atom, i) => atom === "C" && structure.atoms.residueOf[i] === 4);
    const length = Math.hypot(...[0, 1, 2].map((k) => xyz[3 * oxygen + k]! - xyz[3 * carbon + k]!));
    const moved = xyz.slice();
    for (const k of [0, 1, 2]) {
      moved[3 * oxygen + k]! += ((xyz[3 * oxygen + k]! - xyz[3 * carbon + k]!) * 0.2) / length;
    }
    const { polymerBonds } = judge(withCoordinates(structure, moved)).geometry;
    expect(polymerBonds.outliers.map(({ atoms }) => [...atoms].sort())).toEqual([["A/ALA 5/C", "A/ALA 5/O"]]);
    const [outlier] = polymerBonds.outliers;
    expect(outlier!.value - outlier!.ideal).toBeCloseTo(0.2, 2);
    expect(outlier!.z).toBeCloseTo((outlier!.value - outlier!.ideal) / outlier!.sigma, 10);
    expect([polymerBonds.nAbove4Sigma, polymerBonds.nAbove5Sigma]).toEqual([1, 1]);
  });

  it("measures an impossible CB as far as it was moved", () => {
    const structure = peptide(helix(5));
    const reference = judge(structure).cbeta[2]!.deviation;
    const beta = structure.atoms.name.findIndex(
      (atom, i) => atom === "CB" && structure.atoms.residueOf[i] === 2,
    );
    const moved = structure.atoms.xyz.slice();
    moved[3 * beta]! += 0.3;
    const { cbeta } = judge(withCoordinates(structure, moved));
    expect(Math.abs(cbeta[2]!.deviation - 0.3)).toBeLessThan(reference + 1e-9);
    expect(cbeta.filter(({ outlier }) => outlier).map(({ id }) => id.number)).toEqual([3]);
  });
});

describe("changes of frame", () => {
  const residues = [...helix(9), { compId: "SER", phiDeg: -120, psiDeg: 130, chi1Deg: 62 }, ...helix(3)];
  const structure = peptide(residues);

  it("do not matter when they are rotations and shifts", () => {
    const random = createRandom(7);
    const axis = [random.normal(), random.normal(), random.normal()];
    const turned = withCoordinates(structure, rotate(structure.atoms.xyz, axis, 2.1));
    const [before, after] = [judge(structure), judge(turned)];
    after.ramachandran.forEach((row, i) => {
      expect(row.scorePercent).toBeCloseTo(before.ramachandran[i]!.scorePercent, 6);
      expect({ ...row.id, verdict: row.verdict }).toEqual({
        ...before.ramachandran[i]!.id,
        verdict: before.ramachandran[i]!.verdict,
      });
    });
    expect([...after.letters]).toEqual([...before.letters]);
    expect(after.ramaZ.whole.z).toBeCloseTo(before.ramaZ.whole.z!, 8);
    expect(after.geometry.polymerAngles.rmsz).toBeCloseTo(before.geometry.polymerAngles.rmsz!, 8);
    expect(after.hydrogenBonds.map(({ energy }) => energy)).toEqual(
      before.hydrogenBonds.map(({ energy }) => expect.closeTo(energy, 8)),
    );
  });

  it("turn every hand and torsion when they are mirrors", () => {
    const mirrored = withCoordinates(
      structure,
      structure.atoms.xyz.map((value, i) => (i % 3 === 0 ? -value : value)),
    );
    const [before, after] = [judge(structure), judge(mirrored)];
    after.ramachandran.forEach(({ phiDeg, psiDeg }, i) => {
      expect(phiDeg).toBeCloseTo(-before.ramachandran[i]!.phiDeg, 8);
      expect(psiDeg).toBeCloseTo(-before.ramachandran[i]!.psiDeg, 8);
    });
    expect(after.chirality.nWrongHand).toBe(before.chirality.n);
    expect(after.geometry.polymerBonds.rmsz).toBeCloseTo(before.geometry.polymerBonds.rmsz!, 8);
  });
});

describe("an A-form strand", () => {
  const aForm = { deltaDeg: 81, epsilonDeg: 212, zetaDeg: 289, alphaDeg: 295, betaDeg: 174, gammaDeg: 53.6 };
  const structure = ribonucleotides(Array.from({ length: 8 }, () => aForm));
  const traces = rnaTraces(structure);

  it("is all 1a but for its first residue", () => {
    const suites = validateSuites(structure, traces);
    expect(suites.map(({ name }) => name).join(" ")).toBe("__ 1a 1a 1a 1a 1a 1a 1a");
    for (const { suiteness, bin } of suites.slice(1)) {
      expect(suiteness).toBeGreaterThan(0.999);
      expect(bin).toBe("33 p");
    }
    expect(suites[3]!.anglesDeg).toEqual(
      [81, 212, 289, 295, 174, 53.6, 81].map((deg) => expect.closeTo(deg, 6)),
    );
    expect(averageSuiteness(suites).untriaged).toBeGreaterThan(0.999);
  });

  it("has C3'-endo puckers without outliers", () => {
    const puckers = validatePuckers(structure, traces);
    expect(puckers).toHaveLength(8);
    for (const { pucker, deltaOutlier, epsilonOutlier } of puckers) {
      expect([pucker, deltaOutlier, epsilonOutlier]).toEqual(["C3'-endo", false, false]);
    }
  });

  it("shows a triaged suite with its cause, an outlier, and a break", () => {
    const residues = Array.from({ length: 9 }, () => aForm);
    residues[2] = { ...aForm, epsilonDeg: 120 };
    residues[5] = { ...aForm, zetaDeg: 60, alphaDeg: 60 };
    const broken = ribonucleotides(residues, { breakBefore: 8 });
    const suites = validateSuites(broken, rnaTraces(broken));
    const rows = suites.map(({ name, status, triageCause }) => [name, status, triageCause]);
    expect(rows[3]).toEqual(["!!", "triaged", "epsilon"]);
    expect(rows[6]![1]).toMatch(/outlier|triaged/);
    expect(rows[8]).toEqual(["__", "incomplete", null]);
    expect(rows[7]).toEqual(["1a", "named", null]);
  });

  it("names triage causes in suitename's order", () => {
    const good = [81, 212, 289, 295, 174, 53.6, 81];
    const faults: readonly (readonly [number, number, string])[] = [
      [1, 100, "epsilon"],
      [0, 110, "deltaPrevious"],
      [6, 110, "delta"],
      [5, 120, "gamma"],
      [3, 10, "alpha"],
      [4, 40, "beta"],
      [2, 10, "zeta"],
    ];
    const angles = [...good];
    // From the last to the first: each new fault comes before those that are there already.
    for (const [index, value, cause] of [...faults].reverse()) {
      angles[index] = value;
      expect(judgeSuite(angles).triageCause).toBe(cause);
    }
  });
});

/** Coordinates turned by `angle` about `axis` through the origin, then shifted (Rodrigues 1840). */
function rotate(xyz: Float64Array, axis: readonly number[], angle: number): Float64Array {
  const norm = Math.hypot(...axis);
  const [x, y, z] = axis.map((value) => value / norm) as [number, number, number];
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const matrix = [
    [c + x * x * (1 - c), x * y * (1 - c) - z * s, x * z * (1 - c) + y * s],
    [y * x * (1 - c) + z * s, c + y * y * (1 - c), y * z * (1 - c) - x * s],
    [z * x * (1 - c) - y * s, z * y * (1 - c) + x * s, c + z * z * (1 - c)],
  ];
  return xyz.map((_, i) => {
    const atom = i - (i % 3);
    const row = matrix[i % 3]!;
    return row[0]! * xyz[atom]! + row[1]! * xyz[atom + 1]! + row[2]! * xyz[atom + 2]! + 12.5;
  });
}
