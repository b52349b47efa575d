import { expect, test } from "vitest";
import { standardComponents } from "./standard-components.ts";

const ofKind = (kind: string) => [...standardComponents.values()].filter((c) => c.kind === kind);

test("the twenty amino acids, eight nucleotides and water are there, each id once", () => {
  const twenty = ofKind("protein").filter((c) => /^[ACDEFGHIKLMNPQRSTVWY]$/.test(c.code) && c.isStandard);
  expect(new Set(twenty.map((c) => c.code)).size).toBe(20);
  expect(twenty).toHaveLength(20);
  expect(ofKind("rna").map((c) => c.id)).toEqual(expect.arrayContaining(["A", "C", "G", "U"]));
  expect(ofKind("dna").map((c) => c.id)).toEqual(expect.arrayContaining(["DA", "DC", "DG", "DT"]));
  expect(standardComponents.get("HOH")?.kind).toBe("water");
  for (const [id, component] of standardComponents) {
    expect(component.id).toBe(id);
    expect(component.name).not.toBe("");
    expect(component.kind === "water" || component.code.length === 1).toBe(true);
  }
});

test("glycine has no hand; selenomethionine counts as methionine but is no standard monomer", () => {
  expect(standardComponents.get("GLY")?.type).toBe("peptide linking");
  expect(standardComponents.get("ALA")?.type).toBe("L-peptide linking");
  expect(standardComponents.get("MSE")).toMatchObject({ code: "M", isStandard: false });
});
