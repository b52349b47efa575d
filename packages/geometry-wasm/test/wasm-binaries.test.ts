/** The embedded binaries stem from the present sources. */
import { expect, it } from "vitest";
import { sourceHash as sourcesNow } from "../scripts/source-hash.ts";
import { sourceHash } from "../src/generated/wasm-binaries.ts";

it("runs kernels compiled from the present sources (else: pnpm --filter @cryoreel/geometry-wasm build)", () => {
  expect(sourceHash).toBe(sourcesNow());
});
