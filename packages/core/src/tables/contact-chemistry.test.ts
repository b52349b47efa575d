import { expect, it } from "vitest";
import {
  isAcceptorFace,
  isAromaticRingAtom,
  isNegativeSideChain,
  isPhosphateAtom,
  isPositiveSideChain,
  isPureDonor,
  peptideResidues,
  proteinResidues,
  standardNucleotides,
  waterResidues,
} from "./contact-chemistry.ts";

it("knows the residues of proteins, nucleic acids and water", () => {
  const twenty = "ALA ARG ASN ASP CYS GLN GLU GLY HIS ILE LEU LYS MET PHE PRO SER THR TRP TYR VAL".split(" ");
  for (const compId of twenty) expect(peptideResidues.has(compId)).toBe(true);
  for (const compId of ["A", "C", "G", "U", "DA", "DC", "DG", "DT"])
    expect(standardNucleotides.has(compId)).toBe(true);
  expect(proteinResidues.has("NME")).toBe(true);
  expect(peptideResidues.has("NME")).toBe(false);
  expect(waterResidues.has("HOH")).toBe(true);
});

it("knows which nitrogens give and take", () => {
  expect(isPureDonor("ALA", "N")).toBe(true);
  expect(isPureDonor("LYS", "NZ")).toBe(true);
  expect(isPureDonor("HIS", "ND1")).toBe(false);
  expect(isPureDonor("A", "N6")).toBe(true);
  expect(isPureDonor("A", "N1")).toBe(false);
  expect(isPureDonor("G", "N1")).toBe(true);
});

it("knows rings and charges", () => {
  expect(isAcceptorFace("PHE", "CZ")).toBe(true);
  expect(isAcceptorFace("PHE", "CB")).toBe(false);
  expect(isAromaticRingAtom("HIS", "NE2")).toBe(true);
  expect(isNegativeSideChain("GLU", "OE2")).toBe(true);
  expect(isNegativeSideChain("GLN", "OE1")).toBe(false);
  expect(isPositiveSideChain("ARG", "HH21")).toBe(true);
  expect(isPhosphateAtom("G", "O1P")).toBe(true);
  expect(isPhosphateAtom("ALA", "O")).toBe(false);
});
