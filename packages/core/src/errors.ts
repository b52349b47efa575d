/** The faults that cryoreel distinguishes; an edge turns each class into one exit code or HTTP status. */

/** Where a fault was found. `line` counts from 1. */
export interface FaultPlace {
  readonly file?: string;
  readonly line?: number;
  readonly field?: string;
}

/** The user's file or option is at fault: exit 2, HTTP 400. The message is a sentence with what was found and what to do. */
export class InputError extends Error {
  override readonly name: string = "InputError";
  readonly place: FaultPlace;

  constructor(message: string, place: FaultPlace = {}) {
    super(message);
    this.place = place;
  }
}

/** The input is valid, but cryoreel does not handle it: exit 2, HTTP 422. */
export class UnsupportedError extends InputError {
  override readonly name: string = "UnsupportedError";
}

/** A computation left the finite numbers: exit 3. Names the term and, where known, the worst restraint. */
export class NumericalError extends Error {
  override readonly name = "NumericalError";
  readonly term: string;
  readonly step: number;

  constructor(message: string, term: string, step: number) {
    super(message);
    this.term = term;
    this.step = step;
  }
}

/** A computing backend is missing or failed: exit 4, HTTP 503. */
export class BackendError extends Error {
  override readonly name = "BackendError";
}

/** The caller's AbortSignal fired: exit 130. What was written until then is usable. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}
