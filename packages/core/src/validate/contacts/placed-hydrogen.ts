/** A hydrogen that has been placed, with what placed it. */
import type { HydrogenPlan } from "../../tables/hydrogen-placement.ts";
import type { Vector } from "../measure.ts";

/** One hydrogen with the heavy atoms that place it (indices into the sites). */
export interface PlacedHydrogen {
  readonly plan: HydrogenPlan;
  readonly residue: number;
  readonly parent: number;
  readonly references: readonly number[];
  /** Number of the alternate label. */
  readonly alt: number;
  readonly occ: number;
  readonly xyz: Vector;
}
