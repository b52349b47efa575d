/** The kernels' linear memory: typed blocks that are allocated and freed by hand, alone or by scope. */
import { KernelError } from "./errors.ts";

const PAGE = 65_536;
const ALIGN = 16;

/** A typed array in the kernels' memory. `view` is made anew after the memory has grown: never keep it over an allocation. */
export interface Block<T> {
  /** Byte address; what kernels take. */
  readonly pointer: number;
  /** Number of elements. */
  readonly length: number;
  readonly view: T;
  free(): void;
}

/** Where blocks come from: the memory itself, or a scope of it that frees all its blocks at once. Contents are zero. */
export interface Allocator {
  float64(length: number): Block<Float64Array>;
  float32(length: number): Block<Float32Array>;
  int32(length: number): Block<Int32Array>;
  uint8(length: number): Block<Uint8Array>;
  /** Allocates and copies: number lists become the block's type. */
  float64From(values: ArrayLike<number>): Block<Float64Array>;
  float32From(values: ArrayLike<number>): Block<Float32Array>;
  int32From(values: ArrayLike<number>): Block<Int32Array>;
}

/** An allocator whose blocks are freed together. */
export interface Scope extends Allocator {
  free(): void;
}

interface ViewConstructor<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
}

interface View {
  readonly buffer: ArrayBufferLike;
  fill(value: number): unknown;
  set(values: ArrayLike<number>): void;
}

/** First-fit allocator over a WebAssembly memory; free neighbours merge, so a steady workload never grows it. */
export class KernelMemory implements Allocator {
  readonly #memory: WebAssembly.Memory;
  /** Free stretches as [begin, end) in ascending order; the last may be extended by growing. */
  readonly #holes: { begin: number; end: number }[];

  constructor(memory: WebAssembly.Memory, base: number) {
    this.#memory = memory;
    this.#holes = [{ begin: align(base), end: memory.buffer.byteLength }];
  }

  /** Size of the memory, bytes. */
  get byteLength(): number {
    return this.#memory.buffer.byteLength;
  }

  /** Bytes that no block holds. */
  get bytesFree(): number {
    return this.#holes.reduce((sum, hole) => sum + hole.end - hole.begin, 0);
  }

  float64(length: number): Block<Float64Array> {
    return this.#allocate(Float64Array, length);
  }
  float32(length: number): Block<Float32Array> {
    return this.#allocate(Float32Array, length);
  }
  int32(length: number): Block<Int32Array> {
    return this.#allocate(Int32Array, length);
  }
  uint8(length: number): Block<Uint8Array> {
    return this.#allocate(Uint8Array, length);
  }
  float64From(values: ArrayLike<number>): Block<Float64Array> {
    return filled(this.float64(values.length), values);
  }
  float32From(values: ArrayLike<number>): Block<Float32Array> {
    return filled(this.float32(values.length), values);
  }
  int32From(values: ArrayLike<number>): Block<Int32Array> {
    return filled(this.int32(values.length), values);
  }

  /** A view of `length` numbers at an address, for whoever holds the block's pointer alone. Not to be kept. */
  viewFloat64(pointer: number, length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, pointer, length);
  }

  /** Opens a scope: its blocks live until `free()` of the block or of the scope. */
  scope(): Scope {
    const live = new Set<Block<unknown>>();
    const keep = <T>(block: Block<T>): Block<T> => {
      live.add(block);
      return block;
    };
    return {
      float64: (length) => keep(this.float64(length)),
      float32: (length) => keep(this.float32(length)),
      int32: (length) => keep(this.int32(length)),
      uint8: (length) => keep(this.uint8(length)),
      float64From: (values) => keep(this.float64From(values)),
      float32From: (values) => keep(this.float32From(values)),
      int32From: (values) => keep(this.int32From(values)),
      free() {
        for (const block of live) block.free();
        live.clear();
      },
    };
  }

  #allocate<T extends View>(type: ViewConstructor<T>, length: number): Block<T> {
    const bytes = align(Math.max(1, length * type.BYTES_PER_ELEMENT));
    const pointer = this.#take(bytes);
    const memory = this.#memory;
    let view = new type(memory.buffer, pointer, length);
    view.fill(0);
    let isLive = true;
    return {
      pointer,
      length,
      get view() {
        if (view.buffer !== memory.buffer) view = new type(memory.buffer, pointer, length);
        return view;
      },
      free: () => {
        if (isLive) this.#give(pointer, pointer + bytes);
        isLive = false;
      },
    };
  }

  #take(bytes: number): number {
    const index = this.#holes.findIndex((hole) => hole.end - hole.begin >= bytes);
    const hole = index < 0 ? this.#grow(bytes) : this.#holes[index]!;
    const pointer = hole.begin;
    hole.begin += bytes;
    if (hole.begin === hole.end) this.#holes.splice(this.#holes.indexOf(hole), 1);
    return pointer;
  }

  #grow(bytes: number): { begin: number; end: number } {
    const size = this.byteLength;
    const last = this.#holes.at(-1);
    const atEnd = last?.end === size ? size - last.begin : 0;
    // At least an eighth more, so that many small blocks do not grow the memory each time.
    const wanted = Math.ceil(Math.max(bytes - atEnd, size / 8) / PAGE);
    const needed = Math.ceil((bytes - atEnd) / PAGE);
    if (!this.#growBy(wanted) && !this.#growBy(needed)) {
      const mebibytes = (n: number): string => `${Math.ceil(n / 2 ** 20)} MiB`;
      throw new KernelError(
        `the geometry kernels need ${mebibytes(bytes)} beside the ${mebibytes(size)} in use, more than this machine grants: refine a smaller model or fewer chains at once`,
      );
    }
    this.#give(size, this.#memory.buffer.byteLength);
    return this.#holes.at(-1)!;
  }

  #growBy(pages: number): boolean {
    try {
      this.#memory.grow(pages);
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }

  #give(begin: number, end: number): void {
    const holes = this.#holes;
    let at = holes.findIndex((hole) => hole.begin >= end);
    if (at < 0) at = holes.length;
    const before = holes[at - 1];
    const after = holes[at];
    if (before?.end === begin && after?.begin === end) {
      before.end = after.end;
      holes.splice(at, 1);
    } else if (before?.end === begin) before.end = end;
    else if (after?.begin === end) after.begin = begin;
    else holes.splice(at, 0, { begin, end });
  }
}

function align(bytes: number): number {
  return Math.ceil(bytes / ALIGN) * ALIGN;
}

function filled<T extends View>(block: Block<T>, values: ArrayLike<number>): Block<T> {
  block.view.set(values);
  return block;
}
