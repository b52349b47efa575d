/** FSC curves of a report as a writer takes them. */

/** The shells of a curve that have a value. */
export function finiteCurve(curve: {
  readonly spatialFrequency: readonly (number | null)[];
  readonly fsc: readonly (number | null)[];
}) {
  const shells = curve.fsc.flatMap((value, i) => {
    const frequency = curve.spatialFrequency[i];
    return value === null || frequency == null ? [] : [{ frequency, value }];
  });
  return {
    spatialFrequency: Float64Array.from(shells, ({ frequency }) => frequency),
    fsc: Float64Array.from(shells, ({ value }) => value),
  };
}
