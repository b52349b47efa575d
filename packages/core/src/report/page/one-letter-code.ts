/** One-letter codes for strips. */

import { standardComponents } from "../../tables/standard-components.ts";

/** The code of a component's parent in sequences; `x` for any other. */
export const oneLetterCode = (compId: string): string => standardComponents.get(compId)?.code || "x";
