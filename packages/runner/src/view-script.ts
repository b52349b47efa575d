/** A ChimeraX script that opens the model before and after, with the map where there is one. */

import path from "node:path";

/** What to show; paths as the user gave them, `folder` is where the script will lie. */
export interface View {
  readonly folder: string;
  readonly map?: string;
  readonly before: string;
  readonly after: string;
}

const quoted = (file: string): string => `"${file}"`;

/** The script's text. Paths are relative to its folder, which ChimeraX makes the current one (`open view.cxc`). */
export function viewScript({ folder, map, before, after }: View): string {
  const relative = (file: string): string => quoted(path.relative(folder, file) || file);
  const [first, second] = map === undefined ? [1, 2] : [2, 3];
  const openMap =
    map === undefined ? "" : `open ${relative(map)}\nvolume #1 style surface transparency 0.6\n`;
  return `# ChimeraX: the model before (grey) and after (by chain), in its map.
${openMap}open ${relative(before)}
open ${relative(after)}
hide #${first}-${second} atoms
show #${first}-${second} cartoons
color #${first} gray
color #${second} bychain
view #${second}
`;
}
