/** The n-th highest of many numbers without sorting them all. */

/** The n-th highest (counted from 0, n < length) by Hoare's selection; reorders `values`, which hold no NaN. */
export function nthHighest(values: Float64Array, n: number): number {
  const target = values.length - 1 - n;
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    // Everything up to j is at most the pivot, everything from i on at least; between them stands the pivot alone.
    if (target <= j) high = j;
    else if (target >= i) low = i;
    else return pivot;
  }
  return values[target]!;
}
