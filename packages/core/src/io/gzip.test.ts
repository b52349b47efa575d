import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { InputError } from "../errors.ts";
import { createRandom } from "../random.ts";
import { crc32 } from "./crc32.ts";
import { decodeText } from "./decode-text.ts";
import { gunzipIfNeeded, gzip, isGzip } from "./gzip.ts";

const text = new TextEncoder().encode("ATOM      1  N   VAL A   1\n".repeat(4000));

test("the checksum of '123456789' is the one of the standard", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
});

test("what other programs compress comes out, one member or several, stored or deflated", () => {
  expect(gunzipIfNeeded(gzipSync(text))).toEqual(text);
  const members = Array.from({ length: 300 }, (_, i) =>
    gzipSync(text.subarray(i * 300, (i + 1) * 300), { level: i % 10 }),
  );
  expect(gunzipIfNeeded(Buffer.concat(members))).toEqual(text.subarray(0, 90000));
  expect(gunzipIfNeeded(gzip(text))).toEqual(text);
  expect(gunzipIfNeeded(gzip(new Uint8Array()))).toEqual(new Uint8Array());
});

test("plain bytes pass through", () => {
  expect(gunzipIfNeeded(text)).toBe(text);
  expect(isGzip(new Uint8Array())).toBe(false);
});

test("a truncated file is an InputError at every length, never half a file", () => {
  const whole = gzip(text);
  for (let n = 3; n < whole.length; n += 1 + Math.floor(n / 20)) {
    expect(() => gunzipIfNeeded(whole.subarray(0, n), { file: "m.pdb.gz" })).toThrow(InputError);
  }
  expect(() => gunzipIfNeeded(whole.subarray(0, 40), { file: "m.pdb.gz" })).toThrow(
    /^m\.pdb\.gz: the gzip data is/,
  );
});

test("a changed bit is found by the checksum", () => {
  const random = createRandom(7);
  const whole = gzip(text);
  for (let trial = 0; trial < 60; trial++) {
    const bad = whole.slice();
    bad[10 + random.integer(whole.length - 10)]! ^= 1 << random.integer(8);
    expect(() => gunzipIfNeeded(bad)).toThrow(InputError);
  }
});

test("line ends and encodings", () => {
  expect(decodeText(new TextEncoder().encode("\ufeffa\r\nb\rc\n")).text).toBe("a\nb\nc\n");
  const latin = decodeText(Uint8Array.of(0x4d, 0xfc, 0x6c));
  expect(latin.text).toBe("Mül");
  expect(latin.notes).toHaveLength(1);
});
