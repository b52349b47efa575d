/** The contract of the map side of the objective: coordinates in, value and gradient out, whatever computes it. */

/** One evaluation: `value` = weighted mean over the views of 1 − FRC; `gradient` = ∂value/∂xyz, [n,3], 1/Å. */
export interface MapTermResult {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Agreement of a model with one map up to one resolution. Opened by a backend, closed by its owner. */
export interface MapTerm {
  /** Number of projection directions; `evaluate` takes any subset of 0 … nViews-1. */
  readonly nViews: number;
  /** Target resolution, Å. */
  readonly dMin: number;
  /** Evaluates the model at `xyz` ([n,3], Å, the model's frame) against the projections `views`. */
  evaluate(xyz: Float64Array, views: Int32Array): Promise<MapTermResult>;
  /** The FRC of each ring averaged over `views`, inner to outer: for progress lines and reports. */
  curve(
    xyz: Float64Array,
    views: Int32Array,
  ): Promise<{ readonly spatialFrequency: Float64Array; readonly frc: Float64Array }>;
  dispose(): void;
}
