/** Writes a CIF document as text: values as they are, layout aligned. */

import { type CifBlock, type CifDocument, type CifTable, isFrame, rowCount } from "./cif-document.ts";

/** The text of a document. Loops without rows are left out, since CIF has no empty loops. */
export function writeCif(document: CifDocument): string {
  const parts: string[] = [];
  for (const block of document.blocks) writeBlock(parts, block);
  return parts.join("");
}

function writeBlock(parts: string[], block: CifBlock): void {
  parts.push(`data_${block.name}\n#\n`);
  for (const item of block.items) {
    if (!isFrame(item)) {
      writeTable(parts, item);
      continue;
    }
    parts.push(`save_${item.frameName}\n#\n`);
    for (const table of item.items) writeTable(parts, table);
    parts.push("save_\n#\n");
  }
}

function writeTable(parts: string[], table: CifTable): void {
  if (rowCount(table) === 0) return;
  if (table.isLoop) writeLoop(parts, table);
  else writePairs(parts, table);
  parts.push("#\n");
}

const semicolon = 59;

const isTextField = (raw: string): boolean => raw.charCodeAt(0) === semicolon && raw.includes("\n");

function writePairs(parts: string[], table: CifTable): void {
  const width = Math.max(...table.tags.map((tag) => tag.length)) + 3;
  table.tags.forEach((tag, i) => {
    const raw = table.values[i]!;
    parts.push(isTextField(raw) ? `${tag}\n${raw}\n` : `${tag.padEnd(width)}${raw}\n`);
  });
}

function writeLoop(parts: string[], table: CifTable): void {
  const { tags, values } = table;
  parts.push("loop_\n", ...tags.map((tag) => `${tag}\n`));
  const widths = columnWidths(table);
  for (let start = 0; start < values.length; start += tags.length) {
    let line = "";
    for (let column = 0; column < tags.length; column++) {
      const raw = values[start + column]!;
      if (isTextField(raw)) {
        if (line !== "") parts.push(line.trimEnd(), "\n");
        parts.push(raw, "\n");
        line = "";
        continue;
      }
      // A bare value may begin with a semicolon, but not at the beginning of a line.
      if (line === "" && raw.charCodeAt(0) === semicolon) line = " ";
      line += `${raw.padEnd(widths[column]!)} `;
    }
    if (line !== "") parts.push(line.trimEnd(), "\n");
  }
}

/** Widest value of each column, at most 40, text fields apart. */
function columnWidths(table: CifTable): number[] {
  const nColumns = table.tags.length;
  const widths = new Array<number>(nColumns).fill(0);
  table.values.forEach((raw, i) => {
    if (raw.length <= 40 && !isTextField(raw)) {
      widths[i % nColumns] = Math.max(widths[i % nColumns]!, raw.length);
    }
  });
  return widths;
}
