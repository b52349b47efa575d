import { describe, expect, it } from "vitest";
import { InputError } from "../errors.ts";
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";

const checkpoint: Checkpoint = {
  fingerprint: "ü 12",
  stage: "atom",
  step: 17,
  scalars: { weight: 0.125 },
  arrays: {
    xyz: Float64Array.of(1.5, -2, Math.PI),
    weights: Float32Array.of(0.5),
    order: Int32Array.of(3, -1, 2),
    empty: new Float32Array(0),
  },
};

describe("checkpoint", () => {
  it("reads back what it wrote", () => {
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  it("reads the bytes of a file as Node gives them, a part of a larger buffer", () => {
    const file = Buffer.concat([Buffer.alloc(3), encodeCheckpoint(checkpoint)]).subarray(3);
    expect(decodeCheckpoint(file)).toEqual(checkpoint);
  });

  it("says that bytes are cut short, at any length past the magic", () => {
    const bytes = encodeCheckpoint(checkpoint);
    for (const length of [25, 60, bytes.length - 1]) {
      expect(() => decodeCheckpoint(bytes.subarray(0, length), "x.ckpt")).toThrow(InputError);
    }
  });

  it("refuses other files", () => {
    expect(() => decodeCheckpoint(new TextEncoder().encode("data_1ABC\n"), "m.cif")).toThrow(
      "m.cif is no cryoreel checkpoint",
    );
  });
});
