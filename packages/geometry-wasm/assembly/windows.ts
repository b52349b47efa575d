// Sums of partial arrays: every chunk of work adds to a window of its own, and the windows are added up in chunk order.

/** Offsets in the 24-byte record of a window, see src/system/windows.ts: first element, end element, pointer to its first element. */
const FIRST: usize = 0;
const END: usize = 4;
const DATA: usize = 8;
const STRIDE: usize = 12;

/** Fills the window of `chunk` (of n f64) with zeros. */
export function clearWindow(chunk: i32, windows: usize): void {
  const record = windows + STRIDE * <usize>chunk;
  const n = load<i32>(record, END) - load<i32>(record, FIRST);
  memory.fill(load<usize>(record, DATA), 0, (<usize>n) << 3);
}

/** out[begin … end-1] = sum over the windows that cover each element, in the order of the windows. */
export function sumWindows(windows: usize, nWindows: i32, begin: i32, end: i32, out: usize): void {
  memory.fill(out + ((<usize>begin) << 3), 0, (<usize>(end - begin)) << 3);
  addWindows(windows, nWindows, begin, end, out);
}

/** out[begin … end-1] += the same sum. */
export function addWindows(windows: usize, nWindows: i32, begin: i32, end: i32, out: usize): void {
  for (let w = 0; w < nWindows; w++) {
    const record = windows + STRIDE * <usize>w;
    const first = load<i32>(record, FIRST);
    const from = max(begin, first);
    const to = min(end, load<i32>(record, END));
    const data = load<usize>(record, DATA) - ((<usize>first) << 3);
    for (let i = from; i < to; i++) {
      const at = out + ((<usize>i) << 3);
      store<f64>(at, load<f64>(at) + load<f64>(data + ((<usize>i) << 3)));
    }
  }
}
