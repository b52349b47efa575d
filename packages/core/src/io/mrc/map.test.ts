import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError, UnsupportedError } from "../../errors.ts";
import type { Vec3, Volume } from "../../map/volume.ts";
import { createRandom } from "../../random.ts";
import { decodeFloat16 } from "./float16.ts";
import { mapStatistics } from "./map-statistics.ts";
import { readMap } from "./read-map.ts";
import { writeMap } from "./write-map.ts";

const folder =
  process.env["CRYOREEL_DATA"] ?? fileURLToPath(new URL("../../../../../../shared", import.meta.url));
const dataFolder = join(folder, "data");
const dataReason = existsSync(dataFolder) ? "" : "(skipped: no real data; CRYOREEL_DATA names their folder)";

const label = { program: "cryoreel", version: "0.1.0", comment: "test" };

function randomVolume(shape: Vec3, voxelSize: Vec3, origin: Vec3, seed = 1): Volume {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, () => random.normal());
  return { data, shape, voxelSize, origin };
}

const volume = randomVolume([4, 5, 6], [1, 1.5, 2], [10, -7.5, 0.3]);

interface Layout {
  readonly mode?: number;
  readonly axes?: Vec3;
  readonly isBigEndian?: boolean;
  readonly stamp?: readonly [number, number];
  readonly start?: Vec3;
  readonly origin?: Vec3;
  readonly extended?: number;
}

/** An MRC writer of its own, straight from the table of the format: the reader's oracle. Values are rounded for integer modes. */
function encode(source: Volume, layout: Layout = {}): Uint8Array {
  const { mode = 2, axes = [1, 2, 3], isBigEndian = false, extended = 0 } = layout;
  const little = !isBigEndian;
  const width = [1, 2, 4, 0, 0, 0, 2, 0, 0, 0, 0, 0, 2][mode]!;
  const bytes = new Uint8Array(1024 + extended + source.data.length * width);
  const view = new DataView(bytes.buffer);
  const int = (word: number, value: number) => view.setInt32(4 * word - 4, value, little);
  const float = (word: number, value: number) => view.setFloat32(4 * word - 4, value, little);
  const at = (axis: number) => axes[axis]! - 1;
  for (let axis = 0; axis < 3; axis++) {
    int(1 + axis, source.shape[at(axis)]!);
    int(5 + axis, (layout.start ?? [0, 0, 0])[at(axis)]!);
    int(8 + axis, source.shape[axis]!);
    float(11 + axis, source.shape[axis]! * source.voxelSize[axis]!);
    float(14 + axis, 90);
    int(17 + axis, axes[axis]!);
    float(50 + axis, (layout.origin ?? source.origin)[axis]!);
  }
  int(4, mode);
  int(23, 1);
  int(24, extended);
  bytes.set([77, 65, 80, 32, ...(layout.stamp ?? (little ? [0x44, 0x44] : [0x11, 0x11]))], 208);
  let offset = 1024 + extended;
  const index = [0, 0, 0];
  const n = axes.map((axis) => source.shape[axis - 1]!) as unknown as Vec3;
  for (let s = 0; s < n[2]; s++) {
    for (let r = 0; r < n[1]; r++) {
      for (let c = 0; c < n[0]; c++) {
        index[at(0)] = c;
        index[at(1)] = r;
        index[at(2)] = s;
        const value = source.data[index[0]! + source.shape[0] * (index[1]! + source.shape[1] * index[2]!)]!;
        if (mode === 0) view.setInt8(offset, value);
        if (mode === 1) view.setInt16(offset, value, little);
        if (mode === 2) view.setFloat32(offset, value, little);
        if (mode === 6) view.setUint16(offset, value, little);
        if (mode === 12) view.setUint16(offset, value, little);
        offset += width;
      }
    }
  }
  return bytes;
}

test("writing and reading is the identity, and the header is right", () => {
  fc.assert(
    fc.property(
      fc.tuple(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
      ),
      fc.tuple(...([0, 1, 2] as const).map(() => fc.double({ min: 0.2, max: 9, noNaN: true }))),
      fc.tuple(...([0, 1, 2] as const).map(() => fc.double({ min: -400, max: 400, noNaN: true }))),
      fc.integer(),
      (shape, voxel, origin, seed) => {
        const before = randomVolume(shape, voxel as unknown as Vec3, origin as unknown as Vec3, seed);
        const { volume: after, notes } = readMap(writeMap(before, label));
        expect(after.data).toEqual(before.data);
        expect(after.shape).toEqual(before.shape);
        for (let axis = 0; axis < 3; axis++) {
          expect(after.voxelSize[axis]).toBeCloseTo(before.voxelSize[axis]!, 5);
          expect(after.origin[axis]).toBeCloseTo(before.origin[axis]!, 3);
        }
        expect(notes).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
  const { header } = readMap(writeMap(volume, label));
  const { min, max, mean, rms } = mapStatistics(volume.data);
  expect([header.dMin, header.dMax, header.dMean, header.rms]).toEqual(
    [min, max, mean, rms].map(Math.fround),
  );
  expect(header.labels).toEqual(["cryoreel 0.1.0 test"]);
});

test("an origin on the grid is written as NSTART, another one as ORIGIN", () => {
  const onGrid = readMap(writeMap({ ...volume, origin: [-3, 4.5, 2] }, label)).header;
  expect([onGrid.originSource, ...onGrid.startCrs, ...onGrid.origin]).toEqual(["NSTART", -3, 3, 1, 0, 0, 0]);
  const off = readMap(writeMap(volume, label)).header;
  expect([off.originSource, ...off.startCrs]).toEqual(["ORIGIN", 0, 0, 0]);
});

describe("the same map in any layout is the same volume", () => {
  const reference = readMap(encode(volume)).volume;
  test("reference", () => {
    expect(reference.data).toEqual(volume.data);
    expect(reference.shape).toEqual([4, 5, 6]);
  });
  const orders: Vec3[] = [
    [1, 2, 3],
    [1, 3, 2],
    [2, 1, 3],
    [2, 3, 1],
    [3, 1, 2],
    [3, 2, 1],
  ];
  for (const axes of orders) {
    for (const isBigEndian of [false, true]) {
      test(`axes ${axes}, ${isBigEndian ? "big" : "little"}-endian, plain and gzip`, () => {
        const bytes = encode(volume, { axes, isBigEndian, extended: 160 });
        expect(readMap(bytes).volume).toEqual(reference);
        expect(readMap(gzipSync(bytes)).volume).toEqual(reference);
        // At an odd offset in a larger buffer, as a piece of an archive would be.
        const shifted = new Uint8Array(bytes.length + 3);
        shifted.set(bytes, 3);
        expect(readMap(shifted.subarray(3)).volume).toEqual(reference);
      });
      test(`axes ${axes}, ${isBigEndian ? "big" : "little"}-endian, NSTART in file order`, () => {
        const layout = { axes, isBigEndian, origin: [0, 0, 0] as const, start: [7, -8, 9] as const };
        const { volume: placed, header } = readMap(encode(volume, layout));
        expect(placed.origin).toEqual([7, -12, 18]);
        expect(header.originSource).toBe("NSTART");
      });
    }
  }
  test.each([false, true])(
    "machine stamp 0 or wrong, big-endian %s: the header tells, with a note",
    (isBigEndian) => {
      for (const stamp of [[0, 0], isBigEndian ? [0x44, 0x44] : [0x11, 0x11]] as const) {
        const { volume: read, notes } = readMap(
          encode(volume, { isBigEndian, stamp: stamp as [number, number] }),
        );
        expect(read).toEqual(reference);
        expect(notes).toEqual([expect.stringContaining(isBigEndian ? "big-endian" : "little-endian")]);
      }
    },
  );
});

describe("modes", () => {
  const whole = (low: number, high: number): Volume => {
    const random = createRandom(3);
    const data = volume.data.map(() => low + random.integer(high - low + 1));
    data.set([low, high]);
    return { ...volume, data };
  };
  test.each([
    [0, -128, 127],
    [1, -32768, 32767],
    [6, 0, 65535],
  ])("mode %d from %d to %d, both byte orders", (mode, low, high) => {
    const source = whole(low, high);
    for (const isBigEndian of [false, true]) {
      expect(readMap(encode(source, { mode, isBigEndian })).volume.data).toEqual(source.data);
    }
  });
  test("mode 0 with IMOD's flag holds unsigned bytes", () => {
    const bytes = encode({ ...volume, data: volume.data.map(() => -56) }, { mode: 0 });
    const view = new DataView(bytes.buffer);
    view.setInt32(4 * 38, 1146047817, true);
    expect(readMap(bytes).volume.data[0]).toBe(200);
    view.setInt32(4 * 39, 1, true);
    expect(readMap(bytes).volume.data[0]).toBe(-56);
  });
  test("mode 12 holds half precision", () => {
    // Bit patterns and values from IEEE 754-2008, table of binary16 examples.
    const table: [number, number][] = [
      [0x3c00, 1],
      [0xc000, -2],
      [0x7bff, 65504],
      [0x0400, 2 ** -14],
      [0x03ff, 1023 * 2 ** -24],
      [0x0001, 2 ** -24],
      [0x3555, 0.333251953125],
      [0x8000, -0],
    ];
    for (const [bits, value] of table) expect(decodeFloat16(bits)).toBe(value);
    expect(decodeFloat16(0x7c00)).toBe(Number.POSITIVE_INFINITY);
    expect(decodeFloat16(0xfc00)).toBe(Number.NEGATIVE_INFINITY);
    expect(decodeFloat16(0x7e00)).toBeNaN();
    const bits = { ...volume, data: volume.data.map((_, i) => table[i % table.length]![0]) };
    const expected = volume.data.map((_, i) => table[i % table.length]![1]);
    for (const isBigEndian of [false, true]) {
      expect(readMap(encode(bits, { mode: 12, isBigEndian })).volume.data).toEqual(expected);
    }
  });
});

test("ORIGIN and NSTART that agree are not added and not noted; a contradiction is noted", () => {
  const same = readMap(encode(volume, { origin: [2, 3, 4], start: [2, 2, 2] }));
  expect([same.volume.origin, same.notes]).toEqual([[2, 3, 4], []]);
  const other = readMap(encode(volume, { origin: [50, 3, 4], start: [2, 2, 2] }));
  expect(other.volume.origin).toEqual([50, 3, 4]);
  expect(other.notes).toEqual([expect.stringContaining("ORIGIN was taken")]);
});

describe("bad maps are refused with a sentence", () => {
  const good = encode(volume);
  const changed = (change: (view: DataView) => void): Uint8Array => {
    const bytes = good.slice();
    change(new DataView(bytes.buffer));
    return bytes;
  };
  test.each<[string, Uint8Array, RegExp]>([
    ["empty", new Uint8Array(), /m\.mrc: the file is empty/],
    ["wrong magic", changed((v) => v.setUint8(208, 0)), /no MRC or CCP4 map/],
    [
      "a model",
      new TextEncoder().encode(`HEADER    X\n${"ATOM      1  N   ALA A   1\n".repeat(60)}`),
      /--model/,
    ],
    [
      "truncated voxels",
      good.subarray(0, good.length - 1),
      /should have 1504 bytes .* has 1503; it is truncated/,
    ],
    ["truncated header", good.subarray(0, 600), /600 bytes/],
    ["NaN", changed((v) => v.setFloat32(1024 + 40, Number.NaN, true)), /1 of 120 voxels .* voxel 10: NaN/],
    ["infinity", changed((v) => v.setFloat32(1024, Number.POSITIVE_INFINITY, true)), /not finite/],
    ["axes", changed((v) => v.setInt32(64, 2, true)), /not a permutation/],
    ["no cell", changed((v) => v.setFloat32(40, 0, true)), /voxel size is unknown/],
    ["nonsense", changed((v) => v.setInt32(0, -5, true)), /no sense in either byte order/],
    ["extended", changed((v) => v.setInt32(92, -4, true)), /extended header/],
  ])("%s", (_, bytes, message) => {
    expect(() => readMap(bytes, { file: "m.mrc" })).toThrow(InputError);
    expect(() => readMap(bytes, { file: "m.mrc" })).toThrow(message);
  });
  test.each<[string, Uint8Array, RegExp]>([
    ["complex", changed((v) => v.setInt32(12, 4, true)), /complex 32-bit/],
    ["angles", changed((v) => v.setFloat32(60, 120, true)), /90\.00°, 120\.00°/],
    [
      "image stack",
      changed((v) => {
        v.setInt32(88, 0, true);
        v.setInt32(36, 1, true);
      }),
      /stack of 6 two-dimensional/,
    ],
    [
      "volume stack",
      changed((v) => {
        v.setInt32(88, 401, true);
        v.setInt32(36, 3, true);
      }),
      /stack of 2 volumes/,
    ],
  ])("%s", (_, bytes, message) => {
    expect(() => readMap(bytes, { file: "m.mrc" })).toThrow(UnsupportedError);
    expect(() => readMap(bytes, { file: "m.mrc" })).toThrow(message);
  });
  test("bytes behind the voxels are noted", () => {
    const longer = new Uint8Array(good.length + 7);
    longer.set(good);
    expect(readMap(longer).notes).toEqual(["7 bytes behind the voxels were ignored"]);
  });
  test("damage of any kind gives a map or an InputError, never anything else", () => {
    const random = createRandom(11);
    let refused = 0;
    for (let trial = 0; trial < 600; trial++) {
      const bytes = good.slice(0, trial % 3 === 0 ? random.integer(good.length) : good.length);
      for (let flip = 0; flip < 1 + (trial % 4); flip++) {
        const place = random.integer(Math.min(bytes.length, 1024) || 1);
        if (bytes.length > 0) bytes[place] = random.integer(256);
      }
      try {
        expect(readMap(bytes).volume.data.length).toBe(120);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(200);
  });
});

describe.skipIf(dataReason)(`real maps ${dataReason}`, () => {
  const paths = dataReason
    ? []
    : readdirSync(dataFolder, { recursive: true, encoding: "utf8" }).filter((p) =>
        /\.(mrc|map|ccp4)$/.test(p),
      );
  test.each(paths)("%s: header statistics, round trip", (path) => {
    const { volume: before, header } = readMap(readFileSync(join(dataFolder, path)), { file: path });
    const { min, max, mean } = mapStatistics(before.data);
    // Statistics that other programs wrote, where they did.
    if (header.dMax > header.dMin) {
      const scale = header.dMax - header.dMin;
      expect(Math.abs(min - header.dMin) / scale).toBeLessThan(1e-5);
      expect(Math.abs(max - header.dMax) / scale).toBeLessThan(1e-5);
      expect(Math.abs(mean - header.dMean) / scale).toBeLessThan(1e-4);
    }
    const after = readMap(writeMap(before, label)).volume;
    expect(after.data).toEqual(before.data);
    expect(after.shape).toEqual(before.shape);
    for (let axis = 0; axis < 3; axis++) {
      expect(after.voxelSize[axis]).toBeCloseTo(before.voxelSize[axis]!, 5);
      expect(after.origin[axis]).toBeCloseTo(before.origin[axis]!, 3);
    }
  });
  test("6374 has NSTART and ORIGIN, equivalent; 5168 negative NSTART; 4uft NSTART with axes z, y, x", () => {
    const read = (path: string) => readMap(readFileSync(join(dataFolder, path)));
    const both = read("emd6374_3jb0_D/6374.mrc");
    expect(both.volume.origin.map((x) => Number(x.toFixed(3)))).toEqual([-119.232, -80.592, 242.88]);
    expect(both.notes).toHaveLength(1);
    expect(read("emd5168_3mfp/emd_5168.map").volume.origin.map((x) => Number(x.toFixed(2)))).toEqual([
      -87.1, -87.1, -87.1,
    ]);
    const box = read("emd2867_4uft/4uft.mrc").volume;
    expect(box.shape).toEqual([76, 57, 68]);
    expect(box.origin.map((x) => Number(x.toFixed(2)))).toEqual([-2.37, -69.97, -61.67]);
  });
});
