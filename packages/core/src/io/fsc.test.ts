import { expect, test } from "vitest";
import { InputError } from "../errors.ts";
import { readFsc, writeFscText, writeFscXml } from "./fsc.ts";

const curve = {
  spatialFrequency: Float64Array.of(0, 0.01, 0.2),
  fsc: Float64Array.of(1, 0.987654, -0.012),
};
const bytes = (text: string) => new TextEncoder().encode(text);

test("XML and text come back, six decimals each", () => {
  expect(readFsc(writeFscXml(curve, 'half maps <"a" & b>'))).toEqual(curve);
  expect(readFsc(writeFscText(curve))).toEqual(curve);
});

test("XML has the layout of relion_postprocess_fsc.xml", () => {
  const text = new TextDecoder().decode(writeFscXml(curve, "a"));
  expect(text.split("\n").slice(0, 5)).toEqual([
    '<fsc title="a" xaxis="Resolution (A-1)" yaxis="Correlation Coefficient">',
    "  <coordinate>",
    "    <x>0.000000</x>",
    "    <y>1.000000</y>",
    "  </coordinate>",
  ]);
  expect(text.endsWith("</fsc>\n")).toBe(true);
});

test.each([
  ["", /0 points/],
  ["0.1 0.5\n0.1 0.4\n", /line 2: the spatial frequency 0.1 does not rise/],
  ["0.1 0.5\n0.2 x\n", /line 2: "x" is not a number/],
  ["0.1 0.5\n0.2 5\n", /line 2: the correlation 5/],
  ["<fsc><coordinate><x>0</x><y>1</y></coordinate>", /truncated/],
  [
    "<fsc>\n<coordinate><x>0</x><y>1</y></coordinate>\n<coordinate><x>a</x></coordinate></fsc>",
    /line 3: "a"/,
  ],
])("%j is refused", (text, message) => {
  expect(() => readFsc(bytes(text), { file: "f" })).toThrow(InputError);
  expect(() => readFsc(bytes(text), { file: "f" })).toThrow(message);
});
