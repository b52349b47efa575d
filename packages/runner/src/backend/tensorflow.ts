/** TensorFlow's own library below TensorFlow.js: fast on CPUs and NVIDIA GPUs, present only where the user installed it. */
import { createRequire } from "node:module";
import { BackendError } from "@cryoreel/core";
import { type BackendOpener, startBackend, tf } from "@cryoreel/core/backend";

const packages = ["@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node"] as const;

/** Opens the first of tfjs-node-gpu and tfjs-node that is installed beside cryoreel. */
export const tensorFlowOpener: BackendOpener = {
  name: "tensorflow",
  async open() {
    prepareProcess();
    const name = importFirst();
    if (!tf.findBackendFactory("tensorflow")) {
      throw new BackendError(
        `${name} uses another copy of TensorFlow.js: install it in version ${tf.version_core}`,
      );
    }
    const isGpu = name.endsWith("-gpu");
    return startBackend({
      name: "tensorflow",
      description: `TensorFlow through ${name}`,
      mapTerm: isGpu ? "matmul" : "kernel",
      maxTensorBytes: 2 ** 31,
    });
  },
};

/** Loads a package and returns its name. Throws BackendError with each one's reason. */
function importFirst(): string {
  const require = createRequire(import.meta.url);
  const reasons: string[] = [];
  for (const name of packages) {
    try {
      require(name);
      return name;
    } catch (error) {
      reasons.push(`${name} ${whyNot(name, error as NodeJS.ErrnoException)}`);
    }
  }
  throw new BackendError(reasons.join(", "));
}

function whyNot(name: string, error: NodeJS.ErrnoException): string {
  const isAbsent = error.code === "MODULE_NOT_FOUND" && error.message.includes(`'${name}'`);
  return isAbsent ? "is not installed" : `cannot be loaded: ${error.message.split("\n")[0]}`;
}

/**
 * tfjs-node 4.22 calls functions of `util` that Node 23 removed or deprecated (tensorflow/tfjs#8609), and TensorFlow tells the terminal
 * about every processor feature.
 */
function prepareProcess(): void {
  const util = createRequire(import.meta.url)("node:util");
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  util.isArray = Array.isArray;
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
}
