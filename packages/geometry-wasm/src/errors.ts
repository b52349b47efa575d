/** The faults of this package. */

/** The kernels could not be opened or given memory: the machine is at fault, not the input. */
export class KernelError extends Error {
  override readonly name = "KernelError";
}
