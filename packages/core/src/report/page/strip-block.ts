/** Fifty residues of a chain as one drawing: numbers, sequence, secondary structure, Q, and a row for each verdict. */

import type { PolymerType } from "../../model/structure.ts";
import type { ReportResidue } from "../report-residues.ts";
import { html, type Markup, raw } from "./html.ts";
import { oneLetterCode } from "./one-letter-code.ts";
import { type Grade, type StripRow, stripRows } from "./strip-rows.ts";

/** Residues in one block. */
export const blockLength = 50;

/** Widths and heights in the drawing's own units; the client reads `gutter` and `column` off the block. */
const gutter = 48;
const column = 7;
const sequenceBase = 22;
const structureTop = 27;
const qTop = 36;
const qHeight = 30;
const rowHeight = 7;
const beforeHeight = 3;
const rowGap = 5;

/** A stretch of one chain, `first` counted in the model's residues. */
export interface StripBlock {
  readonly residues: readonly ReportResidue[];
  readonly first: number;
  readonly polymer: PolymerType;
  readonly hasMap: boolean;
  readonly hasBefore: boolean;
  readonly qExpected: number | null;
}

/** The drawing. */
export function stripBlock(block: StripBlock): Markup {
  const rows = stripRows(block.polymer);
  const rowsTop = block.hasMap ? qTop + qHeight + 8 : qTop;
  const pitch = rowHeight + rowGap + (block.hasBefore ? beforeHeight + 1 : 0);
  const height = rowsTop + rows.length * pitch;
  const { residues, first } = block;
  const [from, to] = [residues[0]!.label, residues.at(-1)!.label];
  return html`<svg class="strip" viewBox="0 0 ${gutter + blockLength * column + 2} ${height}" role="img" tabindex="0" data-first="${first}" data-count="${residues.length}" data-gutter="${gutter}" data-column="${column}" aria-label="${from} to ${to}: ${spokenFindings(residues)}">
${residueNumbers(residues)}${gaps(residues, height)}${sequence(residues)}${secondaryStructure(residues)}${block.hasMap && qBars(block)}${rows.map(
  (row, i) => verdictRow(block, row, rowsTop + i * pitch),
)}</svg>`;
}

const x = (i: number): number => gutter + i * column;

function spokenFindings(residues: readonly ReportResidue[]): string {
  const found = residues.filter(({ findings }) => findings.length > 0);
  if (found.length === 0) return "no findings";
  return found.map(({ label, findings }) => `${label} ${findings.join(", ")}`).join("; ");
}

/** The number of every tenth residue, and of the first unless the next is too near. */
function residueNumbers(residues: readonly ReportResidue[]): Markup {
  const numbers = residues.map(({ row }) => `${row.id.number}${row.id.insCode}`);
  const tenth = (i: number): boolean => residues[i]!.row.id.number % 10 === 0;
  const shown = numbers.flatMap((text, i) => {
    const isFirst = i === 0 && ![0, 1, 2, 3, 4].some((k) => k < numbers.length && tenth(k));
    return isFirst || tenth(i)
      ? [html`<text class="residue-number" x="${x(i) + column / 2}" y="9">${text}</text>`]
      : [];
  });
  return html`${shown}`;
}

/** Lines where residues are missing: where the number rises by more than one. */
function gaps(residues: readonly ReportResidue[], height: number): Markup {
  const lines = residues.flatMap(({ row }, i) => {
    const previous = residues[i - 1]?.row.id.number;
    return previous !== undefined && row.id.number > previous + 1 ? [`M${x(i)} 13V${height}`] : [];
  });
  return html`${lines.length > 0 && html`<path class="gap" d="${lines.join("")}"/>`}`;
}

function sequence(residues: readonly ReportResidue[]): Markup {
  const letters = residues.map(({ row }) => oneLetterCode(row.id.compId));
  const places = letters.map((_, i) => x(i) + column / 2).join(" ");
  return html`<text class="sequence" x="${places}" y="${sequenceBase}">${letters.join("")}</text>`;
}

/** Helices as a full bar, strands as a bar of half the height. */
function secondaryStructure(residues: readonly ReportResidue[]): Markup {
  const bars = (letter: "H" | "S", top: number, height: number): string =>
    runs(residues, ({ row }) => row.secondaryStructure === letter)
      .map(
        ([start, end]) =>
          `M${x(start)} ${top}h${(end - start) * column}v${height}h${(start - end) * column}z`,
      )
      .join("");
  return html`<path class="helix" d="${bars("H", structureTop, 5)}"/><path class="strand" d="${bars("S", structureTop + 1.5, 2)}"/>`;
}

/** Stretches [start, end) of residues of which `isIn` holds. */
function runs(
  residues: readonly ReportResidue[],
  isIn: (residue: ReportResidue) => boolean,
): [start: number, end: number][] {
  const found: [number, number][] = [];
  residues.forEach((residue, i) => {
    if (!isIn(residue)) return;
    const last = found.at(-1);
    if (last && last[1] === i) last[1] = i + 1;
    else found.push([i, i + 1]);
  });
  return found;
}

/** Bars from 0 up to Q = 1; the line is Q before, the dashes what Q usually is at this resolution. */
function qBars({ residues, qExpected, hasBefore }: StripBlock): Markup {
  const base = qTop + qHeight;
  const level = (q: number): number => round(base - Math.min(1, Math.max(-0.1, q)) * qHeight);
  const bars = residues.map(({ row }, i) =>
    row.q === null ? "" : `M${x(i) + 1} ${base}V${level(row.q)}h${column - 2}V${base}z`,
  );
  const was = residues.map(({ before }, i) => {
    const q = before?.q ?? null;
    return q === null ? "" : `M${x(i)} ${level(q)}h${column}`;
  });
  const end = x(residues.length);
  return html`<text class="row-label" x="${gutter - 5}" y="${base - qHeight / 2 + 3}">Q</text><path class="frame" d="M${gutter} ${base}H${end}M${gutter} ${qTop}H${end}"/><path class="q-bar" d="${bars.join("")}"/>${
    hasBefore && html`<path class="q-before" d="${was.join("")}"/>`
  }${qExpected !== null && html`<path class="q-expected" d="M${gutter} ${level(qExpected)}H${end}"/>`}`;
}

/** A good residue is a thin line, a fair one a low bar, a poor one a full bar: shape tells what colour tells. */
function verdictRow({ residues, hasBefore }: StripBlock, { label, grade }: StripRow, top: number): Markup {
  const nowTop = hasBefore ? top + beforeHeight + 1 : top;
  const now = (row: ReportResidue): Grade | undefined => grade(row.row);
  const was = (row: ReportResidue): Grade | undefined => (row.before ? grade(row.before) : undefined);
  const base = nowTop + rowHeight;
  return html`<text class="row-label" x="${gutter - 5}" y="${base - 1}">${label}</text>${raw(
    marks(residues, now, { base, heights: { good: 1.5, fair: 4, poor: rowHeight } }) +
      (hasBefore
        ? marks(residues, was, {
            base: top + beforeHeight,
            heights: { good: 0, fair: 1.5, poor: beforeHeight },
          })
        : ""),
  )}`;
}

interface MarkShape {
  readonly base: number;
  readonly heights: Readonly<Record<Grade, number>>;
}

function marks(
  residues: readonly ReportResidue[],
  gradeOf: (residue: ReportResidue) => Grade | undefined,
  { base, heights }: MarkShape,
): string {
  return (["good", "fair", "poor"] as const)
    .map((grade) => {
      const h = heights[grade];
      if (h === 0) return "";
      const gap = grade === "good" ? 0 : 1;
      const d = runs(residues, (residue) => gradeOf(residue) === grade).flatMap(([start, end]) =>
        gap === 0
          ? [`M${x(start)} ${base}h${(end - start) * column}v-${h}h${(start - end) * column}z`]
          : Array.from(
              { length: end - start },
              (_, i) => `M${x(start + i) + 0.5} ${base}h${column - gap}v-${h}h-${column - gap}z`,
            ),
      );
      return d.length > 0 ? `<path class="${grade}" d="${d.join("")}"/>` : "";
    })
    .join("");
}

const round = (value: number): number => Math.round(value * 10) / 10;
