/** A ChimeraX script that opens the map with the model before and after. */

import path from "node:path";

/** What to show; paths as the user gave them, `folder` is where the script will lie. */
export interface View {
  readonly folder: string;
  readonly map: string;
  readonly before: string;
  readonly after: string;
}

const quoted = (file: string): string => `"${file}"`;

/** The script's text. Paths are relative to its folder, which ChimeraX makes the current one (`open view.cxc`). */
export function viewScript({ folder, map, before, after }: View): string {
  const relative = (file: string): string => quoted(path.relative(folder, file) || file);
  return `# ChimeraX: the map, the model before (grey) and after (by chain).
open ${relative(map)}
open ${relative(before)}
open ${relative(after)}
volume #1 style surface transparency 0.6
hide #2-3 atoms
show #2-3 cartoons
color #2 gray
color #3 bychain
view #3
`;
}
