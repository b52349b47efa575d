/** The commands by name. */

import { Demo } from "./commands/demo.ts";
import { Info } from "./commands/info.ts";
import { Refine } from "./commands/refine.ts";

export const commands = { demo: Demo, info: Info, refine: Refine };
