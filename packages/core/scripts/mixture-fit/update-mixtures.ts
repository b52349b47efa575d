/** Runs a fit for each distribution and keeps the source file of its table up to date. */
import { existsSync, writeFileSync } from "node:fs";
import type { PackedAngleMixture } from "../../src/tables/angle-mixture.ts";

export interface MixtureTable {
  readonly file: URL;
  /** What the file exports. */
  readonly name: string;
  /** What its first line says. */
  readonly sentence: string;
  /** The distributions, in the file's order. */
  readonly keys: readonly string[];
}

/** Fits the distributions `wanted`, or all, and rewrites the file after each; the others stay as they are. */
export async function updateMixtures(
  table: MixtureTable,
  wanted: readonly string[],
  fit: (key: string) => PackedAngleMixture,
): Promise<void> {
  const stranger = wanted.find((key) => !table.keys.includes(key));
  if (stranger) throw new Error(`${stranger} is none of ${table.keys.join(", ")}`);
  const packed: Record<string, PackedAngleMixture> = existsSync(table.file)
    ? { ...(await import(table.file.href))[table.name] }
    : {};
  for (const key of wanted.length > 0 ? wanted : table.keys) {
    packed[key] = fit(key);
    writeFileSync(table.file, sourceOf(table, packed));
  }
}

function sourceOf(
  { sentence, name, keys }: MixtureTable,
  packed: Readonly<Record<string, PackedAngleMixture>>,
): string {
  const entries = keys.flatMap((key) => {
    const mixture = packed[key];
    if (!mixture) return [];
    const { form, turnDeg, base64 } = mixture;
    return `  ${key}: { form: "${form}", turnDeg: [${turnDeg.join(", ")}], base64: "${base64}" },\n`;
  });
  return (
    `/** ${sentence} */\n` +
    `import type { PackedAngleMixture } from "../angle-mixture.ts";\n\n` +
    `export const ${name} = {\n${entries.join("")}} satisfies Record<string, PackedAngleMixture>;\n`
  );
}
