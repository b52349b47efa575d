/** The arena: no overlaps, zeroed, merged holes, growth-safe views, no growth under a steady load. */
import { describe, expect, it } from "vitest";
import { KernelMemory } from "./memory.ts";

const open = (shared = false): KernelMemory =>
  new KernelMemory(new WebAssembly.Memory({ initial: 1, maximum: 64, shared }), 40);

describe("kernel memory", () => {
  it("keeps blocks apart, aligned and zero", () => {
    const memory = open();
    const blocks = [memory.float64(3), memory.int32(5), memory.uint8(1), memory.float32(7)];
    blocks.forEach((block, index) => {
      expect(block.pointer % 16).toBe(0);
      block.view.fill(index + 1);
    });
    blocks.forEach((block, index) => {
      expect(Array.from(block.view)).toEqual(Array.from({ length: block.length }, () => index + 1));
    });
    blocks[0]!.free();
    expect(Array.from(memory.float64(3).view)).toEqual([0, 0, 0]);
  });

  it("copies values and gives empty blocks", () => {
    const memory = open();
    expect(Array.from(memory.float64From([1.5, 2]).view)).toEqual([1.5, 2]);
    expect(Array.from(memory.int32From([7, -1]).view)).toEqual([7, -1]);
    expect(memory.float64(0).view.length).toBe(0);
  });

  it.each([false, true])("survives growth (shared memory: %s)", (shared) => {
    const memory = open(shared);
    const first = memory.float64From([1, 2, 3]);
    const before = memory.byteLength;
    const large = memory.float64(40_000);
    expect(memory.byteLength).toBeGreaterThan(before);
    expect(Array.from(first.view)).toEqual([1, 2, 3]);
    large.view[39_999] = 5;
    expect(large.view[39_999]).toBe(5);
  });

  it("gives everything back, in any order, once", () => {
    const memory = open();
    const free = memory.bytesFree;
    const blocks = Array.from({ length: 9 }, (_, i) => memory.float64(i + 1));
    for (const index of [4, 0, 8, 2, 3, 1, 7, 5, 6, 4]) blocks[index]!.free();
    expect(memory.bytesFree).toBe(free);
    const whole = memory.uint8(free);
    expect(whole.length).toBe(free);
  });

  it("frees a scope's blocks together and does not grow under a steady load", () => {
    const memory = open();
    const size = memory.byteLength;
    for (let round = 0; round < 1000; round++) {
      const scope = memory.scope();
      scope.float64(1000);
      scope.int32(round).free();
      scope.uint8(round);
      scope.free();
    }
    expect(memory.byteLength).toBe(size);
  });

  it("says what is missing when the limit is reached", () => {
    expect(() => open().float64(2 ** 20)).toThrow(/need 8 MiB beside the 1 MiB/);
  });
});
