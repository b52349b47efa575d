/** Lays fields into the columns of a PDB line. */

/** A text and the columns (from 1, ends included) that it fills; numbers stand on the right, texts on the left. */
export type PdbField = readonly [first: number, last: number, value: string | number];

/** A line of 80 columns. A value wider than its columns is a RangeError: callers check first what fits. */
export function pdbLine(record: string, ...fields: readonly PdbField[]): string {
  let line = record.padEnd(6);
  for (const [first, last, value] of fields) {
    const width = last - first + 1;
    const text = String(value);
    if (text.length > width)
      throw new RangeError(`${text} does not fit columns ${first}–${last} of ${record}`);
    const placed = typeof value === "number" ? text.padStart(width) : text.padEnd(width);
    line = line.padEnd(first - 1).slice(0, first - 1) + placed;
  }
  return line.padEnd(80);
}

/** A text over continued lines: columns 9–10 count from the second on, the text stands in 11–80. */
export function continuedLines(record: string, text: string): string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const width = lines.length === 0 ? 70 : 69;
    const cut = rest.length <= width ? rest.length : rest.lastIndexOf(" ", width);
    const part = rest.slice(0, cut > 0 ? cut : width);
    const isFirst = lines.length === 0;
    lines.push(
      isFirst ? pdbLine(record, [11, 80, part]) : pdbLine(record, [9, 10, lines.length + 1], [12, 80, part]),
    );
    rest = rest.slice(part.length).trim();
  }
  return lines.slice(0, 99);
}
