/** For tests: the real models that outside programs have judged, and what they found. */

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readMap } from "../../io/mrc/read-map.ts";
import { readModel } from "../../io/read-model.ts";
import type { Volume } from "../../map/volume.ts";
import type { Structure } from "../../model/structure.ts";

const folder =
  process.env["CRYOREEL_DATA"] ?? fileURLToPath(new URL("../../../../../../shared", import.meta.url));

/** Whether the tests on them must be skipped, and what their titles then say. */
export const isGoldenAbsent = !existsSync(`${folder}/golden`);
export const goldenReason = isGoldenAbsent
  ? " (skipped: no golden results; CRYOREEL_DATA names their folder)"
  : "";

/** The bytes of `<name>.<ending>` among the golden results. */
export const readGolden = (name: string, ending: string): Buffer =>
  readFileSync(`${folder}/golden/${name}.${ending}`);

/** The model that the golden results `name` are about. */
export function goldenModel(name: string): Structure {
  const { file } = JSON.parse(readGolden(name, "json").toString()) as { readonly file: string };
  return readModel(readFileSync(`${folder}/data/${name.split(".")[0]}/${file}`)).structures[0]!;
}

/** The map `<folder>/<file>` that goes with one of these models. */
export const goldenMap = (path: string): Volume => readMap(readFileSync(`${folder}/data/${path}`)).volume;
