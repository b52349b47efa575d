/** The commands by name. */

import { Demo } from "./commands/demo.ts";
import { Geometry } from "./commands/geometry.ts";
import { Info } from "./commands/info.ts";
import { Refine } from "./commands/refine.ts";
import { Validate } from "./commands/validate.ts";

export const commands = { demo: Demo, geometry: Geometry, info: Info, refine: Refine, validate: Validate };
