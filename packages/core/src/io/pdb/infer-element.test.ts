import { expect, test } from "vitest";
import { inferElement, isLeftAligned } from "./infer-element.ts";

test.each([
  [" CA ", "ALA", "C"],
  ["CA  ", "ALA", "C"],
  ["1HB ", "ALA", "H"],
  ["HG11", "VAL", "H"],
  ["HD21", "ASN", "H"],
  [" NE1", "TRP", "N"],
  ["SE  ", "MSE", "SE"],
  [" SG ", "CYS", "S"],
  [" O5'", "G", "O"],
  [" P  ", "A", "P"],
  ["CA  ", "CA", "CA"],
  [" CA ", "CA", "CA"],
  ["FE  ", "HEM", "FE"],
  [" NA ", "HEM", "N"],
  ["ZN  ", "ZN", "ZN"],
  ["FE2 ", "FE2", "FE"],
  ["CL1 ", "LIG", "CL"],
  [" C1 ", "LIG", "C"],
  ["HN2 ", "LIG", "H"],
  ["HG  ", "MBO", "HG"],
  ["CAA1", "LIG", "C"],
  [" D2 ", "DOD", "D"],
  [" OW ", "SOL", "O"],
  ["    ", "LIG", ""],
  [" 12 ", "LIG", ""],
  [" J1 ", "LIG", ""],
])("%j in %s is %j", (field, compId, symbol) => {
  expect(inferElement(field, compId, false)).toBe(symbol);
});

test("where names are not aligned, CD of a ligand is carbon, but FE and CL stay", () => {
  expect(isLeftAligned("N   ", "ALA")).toBe(true);
  expect(isLeftAligned(" N  ", "ALA")).toBe(false);
  expect(isLeftAligned("HG11", "VAL")).toBe(false);
  expect(inferElement("CD  ", "LIG", true)).toBe("C");
  expect(inferElement("CD  ", "LIG", false)).toBe("CD");
  expect(inferElement("FE  ", "HEM", true)).toBe("FE");
  expect(inferElement("CD  ", "CD", true)).toBe("CD");
});
