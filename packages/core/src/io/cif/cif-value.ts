/** Raw CIF 1.1 values ↔ text and numbers: quoting, text fields, `.` and `?`, standard uncertainties. */

/** Whether the value is `.` (inapplicable) or `?` (unknown); quoted ones are text. */
export function isNull(raw: string): boolean {
  return raw === "?" || raw === ".";
}

/** The text of a raw value without its delimiters; `.` and `?` come out as they are. */
export function textOf(raw: string): string {
  const first = raw.charCodeAt(0);
  if (first === 34 || first === 39) return raw.slice(1, -1);
  if (first === 59 && raw.length >= 3 && raw.endsWith("\n;")) return raw.slice(1, -2);
  return raw;
}

/** The text of a raw value, "" for `.` and `?`. */
export function textOrEmpty(raw: string): string {
  return isNull(raw) ? "" : textOf(raw);
}

const decimalNumber = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?:\(\d+\))?$/;

/** The number of a raw value, a standard uncertainty in brackets left out; NaN where it is none (also for `.` and `?`). */
export function numberOf(raw: string): number {
  const value = Number(raw);
  const second = raw.charCodeAt(1) | 32;
  // Number() also takes "", "0x1f", "0b1", "0o7" and "Infinity"; CIF does not. b, o, x are 98, 111, 120.
  if (Number.isFinite(value) && raw.length > 0 && second !== 98 && second !== 111 && second !== 120) {
    return value;
  }
  const match = decimalNumber.exec(textOf(raw).trim());
  const parsed = match ? Number(match[1]) : Number.NaN;
  return Number.isFinite(parsed) ? parsed : Number.NaN;
}

/** Words that begin something else than a value. */
const reserved = /^(?:[_#$'"[\];]|data_|save_|loop_$|stop_$|global_$)/i;
const bare = /^[!-~\u00a1-\uffff]+$/;

/** The raw form of a text: bare where that is unambiguous, else in quotes, else as a text field. */
export function quoteCif(text: string): string {
  if (bare.test(text) && !reserved.test(text) && !isNull(text)) return text;
  if (!text.includes("\n")) {
    // A quote ends a quoted value only where white space follows it.
    if (!/'[\s]/.test(text)) return `'${text}'`;
    if (!/"[\s]/.test(text)) return `"${text}"`;
  }
  // CIF 1.1 cannot hold a line that begins with a semicolon inside a text: such a line gets a blank in front.
  return `;${text.replaceAll("\n;", "\n ;")}\n;`;
}

/** The raw form of an optional text: `?` where there is none. */
export function quoteOrUnknown(text: string | undefined): string {
  return text === undefined || text === "" ? "?" : quoteCif(text);
}
