// Where the caller may place its data: the module's own constants lie below.

/** First free byte of the memory, aligned to 16. */
export function heapBase(): usize {
  return (__heap_base + 15) & ~15;
}
