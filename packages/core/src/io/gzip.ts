/** Gzip in and out: detection by content, several members, checksums. */

import { Gunzip, gzipSync } from "fflate";
import { crc32 } from "./crc32.ts";
import { inputFault, placeOf, type ReadOptions } from "./input-fault.ts";

/** Bytes of CRC-32 and length after the compressed data of each member (RFC 1952). */
const trailerBytes = 8;
/** Input is pushed in pieces, so that a file of very many small members (bgzip) does not recurse deeply. */
const pieceBytes = 1 << 18;

/** Whether the bytes begin like a gzip member (RFC 1952: 1F 8B, method 8). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/** The decompressed bytes, or the same bytes where they are not gzip. An incomplete or damaged file is an InputError. */
export function gunzipIfNeeded(bytes: Uint8Array, options: ReadOptions = {}): Uint8Array {
  if (!isGzip(bytes)) return bytes;
  try {
    return inflateMembers(bytes);
  } catch (error) {
    // fflate throws plain Errors with its own codes, a bad length shows as RangeError: all mean damaged input.
    const reason = error instanceof Error ? error.message : String(error);
    throw inputFault(
      placeOf(options),
      `the gzip data is incomplete or damaged (${reason}); copy or download the file again`,
    );
  }
}

/** Gzip-compressed bytes, without time stamp: the same input gives the same output. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { mtime: 0 });
}

function inflateMembers(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  let memberBytes = 0;
  let crc = 0;
  const checkMember = (end: number): void => {
    const view = new DataView(bytes.buffer, bytes.byteOffset + end - trailerBytes, trailerBytes);
    if (view.getUint32(0, true) !== crc || view.getUint32(4, true) !== memberBytes >>> 0) {
      throw new Error("checksum does not match");
    }
    memberBytes = 0;
    crc = 0;
  };
  const stream = new Gunzip((chunk) => {
    parts.push(chunk);
    total += chunk.length;
    memberBytes += chunk.length;
    crc = crc32(chunk, crc);
  });
  stream.onmember = checkMember;
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    const end = Math.min(start + pieceBytes, bytes.length);
    stream.push(bytes.subarray(start, end), end === bytes.length);
  }
  checkMember(bytes.length);
  return joined(parts, total);
}

function joined(parts: readonly Uint8Array[], total: number): Uint8Array {
  const whole = new Uint8Array(total);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
