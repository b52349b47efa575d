/** Numbers in fixed columns that overflow into letters (hybrid-36, Grosse-Kunstleve, cctbx): A0000 follows 99999. */

/** The number in a field of `width` characters, blanks around it allowed; NaN where it is none. */
export function decodeHybrid36(field: string, width: number): number {
  const text = field.trim();
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  const isUpper = /^[A-Z][0-9A-Z]*$/.test(text);
  const isLower = /^[a-z][0-9a-z]*$/.test(text);
  if (text.length !== width || !(isUpper || isLower)) return Number.NaN;
  const value = Number.parseInt(text, 36);
  // The decimals take 10^width places, then the upper-case words (from A00…), then the lower-case ones (from a00…).
  const firstWord = 10 * 36 ** (width - 1);
  const wordsBefore = isUpper ? 0 : 26 * 36 ** (width - 1);
  return value - firstWord + wordsBefore + 10 ** width;
}
