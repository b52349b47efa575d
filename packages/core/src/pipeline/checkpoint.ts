/** A run's state as bytes: a JSON header and raw arrays, written whole and read back with checks. */

import { InputError } from "../errors.ts";
import type { StageName } from "./events.ts";

/** The arrays that a state may hold. */
export type StateArray = Float32Array | Float64Array | Int32Array;

/** Everything needed to go on: where the run stood and the numbers it stood on. */
export interface Checkpoint {
  /** Fingerprint of inputs and settings: a checkpoint serves only the run that wrote it. */
  readonly fingerprint: string;
  readonly stage: StageName;
  /** Steps of the stage that are done. */
  readonly step: number;
  /** Numbers of the stage, as its weight against the map. */
  readonly scalars: Readonly<Record<string, number>>;
  readonly arrays: Readonly<Record<string, StateArray>>;
}

const magic = "CRYOREEL-CHECKPOINT-2\n";
const kinds = { f4: Float32Array, f8: Float64Array, i4: Int32Array } as const;
type Kind = keyof typeof kinds;

interface Header extends Omit<Checkpoint, "arrays"> {
  readonly arrays: readonly { readonly name: string; readonly kind: Kind; readonly length: number }[];
}

/** Bytes of a checkpoint: magic, header length (8 hex digits), header, arrays; little-endian, each array on 8 bytes. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const entries = Object.entries(checkpoint.arrays);
  const header: Header = {
    ...checkpoint,
    arrays: entries.map(([name, array]) => ({ name, kind: kindOf(array), length: array.length })),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const front = new TextEncoder().encode(magic + text.length.toString(16).padStart(8, "0"));
  const bodyStart = align(front.length + text.length);
  const total = entries.reduce((end, [, array]) => align(end) + array.byteLength, bodyStart);
  const bytes = new Uint8Array(total);
  bytes.set(front);
  bytes.set(text, front.length);
  let at = bodyStart;
  for (const [, array] of entries) {
    at = align(at);
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  return bytes;
}

/** Reads what `encodeCheckpoint` wrote; InputError where the bytes are something else or cut short. */
export function decodeCheckpoint(bytes: Uint8Array, file?: string): Checkpoint {
  const place = file === undefined ? {} : { file };
  const decoder = new TextDecoder();
  if (decoder.decode(bytes.subarray(0, magic.length)) !== magic) {
    throw new InputError(
      `${file ?? "The checkpoint"} is no cryoreel checkpoint: start the run without --resume`,
      place,
    );
  }
  const frontLength = magic.length + 8;
  const headerLength = Number.parseInt(decoder.decode(bytes.subarray(magic.length, frontLength)), 16);
  const cutShort = () =>
    new InputError(`${file ?? "The checkpoint"} is cut short: start the run without --resume`, place);
  if (!(frontLength + headerLength <= bytes.length)) throw cutShort();
  const header = JSON.parse(
    decoder.decode(bytes.subarray(frontLength, frontLength + headerLength)),
  ) as Header;
  const arrays: Record<string, StateArray> = {};
  let at = align(frontLength + headerLength);
  for (const { name, kind, length } of header.arrays) {
    at = align(at);
    const byteLength = length * kinds[kind].BYTES_PER_ELEMENT;
    if (at + byteLength > bytes.length) throw cutShort();
    // A copy is aligned; Buffer.slice would be none.
    arrays[name] = new kinds[kind](new Uint8Array(bytes.subarray(at, at + byteLength)).buffer);
    at += byteLength;
  }
  return { ...header, arrays };
}

const align = (offset: number): number => Math.ceil(offset / 8) * 8;

function kindOf(array: StateArray): Kind {
  if (array instanceof Float32Array) return "f4";
  return array instanceof Float64Array ? "f8" : "i4";
}
