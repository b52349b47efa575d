/**
 * Puts the report page's script (types stripped) and style sheet into `src/report/page/page-assets.ts`, so that core can build the page
 * without reading files.
 *
 * Run: node packages/core/scripts/make-report-assets.ts [--check]; with --check nothing is written, and a stale module is an error.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";

const folder = new URL("../src/report/page/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");

const script = stripTypeScriptTypes(read("client/report-client.ts"))
  .replace(/[ \t]+$/gm, "")
  .replace(/^export \{\};?$/gm, "");
const isolated = `(() => {\n"use strict";\n${script.trim()}\n})();\n`;
/** The text as a template literal. */
const literal = (content: string): string => `\`${content.replace(/[\\`]|\$\{/g, "\\$&")}\``;

const text = `/** The report page's script and style sheet, written by scripts/make-report-assets.ts from page/client. */

export const pageScript = ${literal(isolated)};

export const pageStyle = ${literal(read("client/report.css"))};
`;

if (!process.argv.includes("--check")) writeFileSync(new URL("page-assets.ts", folder), text);
else if (read("page-assets.ts") !== text) {
  throw new Error(
    "page-assets.ts is older than page/client: run packages/core/scripts/make-report-assets.ts",
  );
}
