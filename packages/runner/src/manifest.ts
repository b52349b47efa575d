/** What a run was: enough to run it again. */

import { tf } from "@cryoreel/core/backend";
import type { RefineConfig, RefineResult } from "@cryoreel/core/pipeline";
import type { InputFile } from "./input-files.ts";
import { programVersion } from "./program-version.ts";

/** `manifest.json`. */
export interface Manifest {
  readonly program: "cryoreel";
  readonly versions: Readonly<Record<string, string>>;
  readonly platform: string;
  readonly backend: { readonly name: string; readonly description: string };
  readonly threads: number;
  readonly seed: number;
  readonly config: RefineConfig;
  readonly inputs: readonly {
    readonly role: string;
    readonly path: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
  /** ISO 8601. */
  readonly started: string;
  /** This and what follows is absent while the run goes on, and where it was stopped. */
  readonly finished?: string;
  /** Seconds of each stage. */
  readonly seconds?: RefineResult["seconds"];
  /** The map's weight at the end of each stage that had one. */
  readonly mapWeights?: RefineResult["mapWeights"];
}

/** Versions of this program and of what its numbers depend on. */
export function programVersions(): Record<string, string> {
  return { cryoreel: programVersion(), node: process.versions.node, tfjs: tf.version_core };
}

/** The inputs as the manifest lists them. */
export const listInputs = (files: readonly InputFile[]): Manifest["inputs"] =>
  files.map(({ role, path, bytes, sha256 }) => ({ role, path, bytes: bytes.length, sha256 }));
