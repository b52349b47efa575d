/** HTML and SVG text with every inserted value escaped. */

/** Text that is markup already. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in a template: text and numbers are escaped, markup is not; nothing stands for null, undefined and false. */
export type Insert = string | number | Markup | null | undefined | false | readonly Insert[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** The text with the characters that mean something in markup replaced. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character]!);

/** Tagged template: html`<b>${text}</b>`. */
export function html(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  let markup = strings[0]!;
  for (let i = 0; i < inserts.length; i++) markup += textOf(inserts[i]) + strings[i + 1]!;
  return { markup };
}

/** Markup that was made elsewhere. */
export const raw = (markup: string): Markup => ({ markup });

function textOf(insert: Insert): string {
  if (insert === null || insert === undefined || insert === false) return "";
  if (typeof insert === "number") return String(insert);
  if (typeof insert === "string") return escapeHtml(insert);
  return "markup" in insert ? insert.markup : insert.map(textOf).join("");
}
