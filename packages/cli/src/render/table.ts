/** Plain tables for the terminal. */

/** Rows of cells under a header; columns of numbers are right-aligned. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = header.map((title, column) => {
    const cells = rows.map((row) => row[column]!);
    return {
      width: Math.max(title.length, ...cells.map((cell) => cell.length)),
      isNumeric: cells.every((cell) => /^[–−+\-.\d]*( ?[%Å°])?$/.test(cell)),
    };
  });
  const format = (row: readonly string[]): string =>
    row
      .map((cell, i) =>
        columns[i]!.isNumeric ? cell.padStart(columns[i]!.width) : cell.padEnd(columns[i]!.width),
      )
      .join("  ")
      .trimEnd();
  const rule = columns.map(({ width }) => "─".repeat(width)).join("  ");
  return [format(header), rule, ...rows.map(format)].map((line) => `${line}\n`).join("");
}
