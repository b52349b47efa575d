/** Chooses a backend: the one asked for, or with `auto` the first that opens; never in silence. */
import { BackendError } from "../errors.ts";
import { type Backend, type BackendName, backendNames } from "./backend.ts";

/** A way to open one backend on this host. */
export interface BackendOpener {
  readonly name: BackendName;
  /** Opens it, or throws BackendError with the reason. `isWanted`: asked for by name, so that an emulated device will do. */
  open(isWanted: boolean): Promise<Backend>;
}

/** The backend that was opened, and those that `auto` passed over. */
export interface OpenedBackend {
  readonly backend: Backend;
  readonly rejected: readonly { readonly name: BackendName; readonly reason: string }[];
}

/**
 * Opens `request` with the matching one of `openers`; `auto` tries webgpu, tensorflow, wasm, cpu in turn. Throws BackendError
 * when the one asked for is not there, or when none is.
 */
export async function openBackend(
  request: BackendName | "auto",
  openers: readonly BackendOpener[],
): Promise<OpenedBackend> {
  const rejected: { name: BackendName; reason: string }[] = [];
  for (const name of request === "auto" ? backendNames : [request]) {
    const opener = openers.find((candidate) => candidate.name === name);
    try {
      if (!opener) throw new BackendError("this host has no way to open it");
      return { backend: await opener.open(request !== "auto"), rejected };
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      rejected.push({ name, reason: error.message });
    }
  }
  const reasons = rejected.map(({ name, reason }) => `${name}: ${reason}`).join("; ");
  throw new BackendError(
    request === "auto"
      ? `no backend can be opened (${reasons})`
      : `the ${request} backend cannot be opened: ${rejected[0]!.reason}. Choose another one, or auto`,
  );
}
