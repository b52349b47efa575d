/** Fourier shell correlation curves: EMDB/RELION XML and two-column text, in and out. */

import { decodeText } from "./decode-text.ts";
import { inputFault, placeOf, type ReadOptions, shown } from "./input-fault.ts";

/** A curve: `fsc[i]` at `spatialFrequency[i]` (1/Å, rising). */
export interface FscCurve {
  readonly spatialFrequency: Float64Array;
  readonly fsc: Float64Array;
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** The XML that EMDB takes and RELION writes: one `<coordinate>` a shell, x in 1/Å. */
export function writeFscXml({ spatialFrequency, fsc }: FscCurve, title: string): Uint8Array {
  const safeTitle = title.replace(/[&<>"]/g, (character) => escapes[character]!);
  const lines = [
    `<fsc title="${safeTitle}" xaxis="Resolution (A-1)" yaxis="Correlation Coefficient">`,
    ...Array.from(spatialFrequency, (x, i) => {
      return `  <coordinate>\n    <x>${x.toFixed(6)}</x>\n    <y>${fsc[i]!.toFixed(6)}</y>\n  </coordinate>`;
    }),
    "</fsc>",
  ];
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}

/** Two columns: spatial frequency (1/Å) and FSC. */
export function writeFscText({ spatialFrequency, fsc }: FscCurve): Uint8Array {
  const rows = Array.from(spatialFrequency, (x, i) => `${x.toFixed(6)} ${fsc[i]!.toFixed(6)}`);
  return new TextEncoder().encode(`# spatial_frequency_per_angstrom fsc\n${rows.join("\n")}\n`);
}

/**
 * Reads either form. In text, lines that begin with `#` are left out and columns beyond the second ignored. Frequencies must
 * rise and values lie in −1 … 1, else it is an InputError with its line.
 */
export function readFsc(bytes: Uint8Array, options: ReadOptions = {}): FscCurve {
  const { text } = decodeText(bytes, options);
  const points = /<fsc[\s>]/i.test(text) ? pointsOfXml(text, options) : pointsOfText(text, options);
  if (points.length < 2) {
    throw inputFault(
      placeOf(options),
      `the file holds ${points.length} points of an FSC curve; give XML with <coordinate> or two columns of numbers`,
    );
  }
  points.forEach(({ x, y, line }, i) => {
    const previous = points[i - 1]?.x ?? -1;
    if (x <= previous) throw inputFault(placeOf(options, line), `the spatial frequency ${x} does not rise`);
    if (!(Math.abs(y) <= 1 + 1e-6))
      throw inputFault(placeOf(options, line), `the correlation ${y} is not between -1 and 1`);
  });
  return {
    spatialFrequency: Float64Array.from(points, ({ x }) => x),
    fsc: Float64Array.from(points, ({ y }) => y),
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly line: number;
}

function pointsOfXml(text: string, options: ReadOptions): Point[] {
  if (!/<\/fsc>/i.test(text))
    throw inputFault(placeOf(options), "the XML has no </fsc>; the file is truncated");
  const points: Point[] = [];
  let line = 1;
  let counted = 0;
  for (const match of text.matchAll(/<coordinate>([\s\S]*?)<\/coordinate>/gi)) {
    line += text.slice(counted, match.index).split("\n").length - 1;
    counted = match.index;
    const value = (tag: string): string =>
      new RegExp(`<${tag}>([^<]*)</${tag}>`, "i").exec(match[1]!)?.[1] ?? "";
    points.push({ x: toNumber(value("x"), line, options), y: toNumber(value("y"), line, options), line });
  }
  return points;
}

function pointsOfText(text: string, options: ReadOptions): Point[] {
  return text.split("\n").flatMap((row, i) => {
    const words = row.trim().split(/[\s,;]+/);
    if (words[0] === "" || words[0]!.startsWith("#")) return [];
    const [x, y] = [toNumber(words[0]!, i + 1, options), toNumber(words[1] ?? "", i + 1, options)];
    return [{ x, y, line: i + 1 }];
  });
}

function toNumber(text: string, line: number, options: ReadOptions): number {
  const trimmed = text.trim();
  const value = Number(trimmed);
  if (trimmed !== "" && Number.isFinite(value)) return value;
  throw inputFault(
    placeOf(options, line),
    `${shown(trimmed)} is not a number; two columns of numbers are expected`,
  );
}
