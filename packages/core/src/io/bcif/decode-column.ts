/** The encodings of BinaryCIF columns (Sehnal et al. 2020, PLoS Comput Biol 16:e1008247), undone in reverse order. */

/** A column of numbers or texts. */
export type DecodedColumn = readonly string[] | NumericArray;
export type NumericArray =
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** `{encoding: […], data: …}` as in the file; its parts are checked where they are used. */
export interface EncodedData {
  readonly encoding: readonly Readonly<Record<string, unknown>>[];
  readonly data: unknown;
}

/** More values than this in a column means a damaged file, not a large one. */
const mostValues = 2 ** 27;

/** Thrown for whatever is not as the format says; the reader turns it into the user's sentence. */
export class BcifDamage extends Error {}

/** Decodes the data of a column. */
export function decodeColumn(encoded: unknown): DecodedColumn {
  if (!isEncoded(encoded)) throw new BcifDamage("a column has no encoding");
  return encoded.encoding.reduceRight<unknown>(
    (data, step) => decodeStep(data, step),
    encoded.data,
  ) as DecodedColumn;
}

function isEncoded(value: unknown): value is EncodedData {
  return typeof value === "object" && value !== null && Array.isArray((value as EncodedData).encoding);
}

function decodeStep(data: unknown, step: Readonly<Record<string, unknown>>): DecodedColumn {
  switch (step["kind"]) {
    case "ByteArray":
      return byteArray(data, step);
    case "FixedPoint":
      return Float64Array.from(numeric(data), (value) => value / number(step["factor"]));
    case "IntervalQuantization":
      return intervalQuantization(numeric(data), step);
    case "RunLength":
      return runLength(numeric(data), step);
    case "Delta":
      return delta(numeric(data), number(step["origin"]));
    case "IntegerPacking":
      return integerPacking(numeric(data), step);
    case "StringArray":
      return stringArray(data, step);
    default:
      throw new BcifDamage(`the encoding ${String(step["kind"])} is unknown`);
  }
}

function number(value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new BcifDamage("a parameter of an encoding is no number");
}

function numeric(data: unknown): NumericArray {
  if (ArrayBuffer.isView(data) && !(data instanceof DataView)) return data as NumericArray;
  throw new BcifDamage("a column of numbers is none");
}

/** A count from the file, bounded so that damage cannot ask for all memory. */
function size(value: unknown): number {
  const n = number(value);
  if (Number.isInteger(n) && n >= 0 && n <= mostValues) return n;
  throw new BcifDamage(`a column of ${n} values is impossible`);
}

const arrayTypes: Readonly<
  Record<number, { new (buffer: ArrayBuffer): NumericArray; readonly BYTES_PER_ELEMENT: number }>
> = {
  1: Int8Array,
  2: Int16Array,
  3: Int32Array,
  4: Uint8Array,
  5: Uint16Array,
  6: Uint32Array,
  32: Float32Array,
  33: Float64Array,
};

/** Bytes are little-endian, as is every machine that JavaScript runs on. */
function byteArray(data: unknown, step: Readonly<Record<string, unknown>>): NumericArray {
  const type = arrayTypes[number(step["type"])];
  if (!type || !(data instanceof Uint8Array)) throw new BcifDamage("a byte array has an unknown type");
  if (data.length % type.BYTES_PER_ELEMENT !== 0) throw new BcifDamage("a byte array is cut off");
  return new type(new Uint8Array(data).buffer);
}

function intervalQuantization(data: NumericArray, step: Readonly<Record<string, unknown>>): Float64Array {
  const min = number(step["min"]);
  const delta = (number(step["max"]) - min) / (number(step["numSteps"]) - 1);
  return Float64Array.from(data, (value) => min + delta * value);
}

function runLength(data: NumericArray, step: Readonly<Record<string, unknown>>): Int32Array {
  const result = new Int32Array(size(step["srcSize"]));
  let end = 0;
  for (let i = 0; i + 1 < data.length; i += 2) {
    const count = size(data[i + 1]);
    if (end + count > result.length) throw new BcifDamage("a run is longer than its column");
    result.fill(data[i]!, end, end + count);
    end += count;
  }
  if (end !== result.length) throw new BcifDamage("runs are missing");
  return result;
}

function delta(data: NumericArray, origin: number): Int32Array {
  const result = new Int32Array(data.length);
  let value = origin;
  for (let i = 0; i < data.length; i++) {
    value += data[i]!;
    result[i] = value;
  }
  return result;
}

/** Values at the limits of the small type continue in the next one. */
function integerPacking(data: NumericArray, step: Readonly<Record<string, unknown>>): Int32Array {
  const bits = 8 * number(step["byteCount"]);
  const isUnsigned = step["isUnsigned"] === true;
  const upper = isUnsigned ? 2 ** bits - 1 : 2 ** (bits - 1) - 1;
  const lower = isUnsigned ? Number.NaN : -(2 ** (bits - 1));
  const result = new Int32Array(size(step["srcSize"]));
  let i = 0;
  for (let n = 0; n < result.length; n++) {
    let value = 0;
    let part: number;
    do {
      if (i >= data.length) throw new BcifDamage("packed integers are missing");
      part = data[i++]!;
      value += part;
    } while (part === upper || part === lower);
    result[n] = value;
  }
  return result;
}

/** Texts are slices of one string; index -1 is an absent value. */
function stringArray(data: unknown, step: Readonly<Record<string, unknown>>): string[] {
  const indices = numericOf({ encoding: step["dataEncoding"], data });
  const offsets = numericOf({ encoding: step["offsetEncoding"], data: step["offsets"] });
  const text = step["stringData"];
  if (typeof text !== "string") throw new BcifDamage("a column of texts has no text");
  const words = Array.from({ length: Math.max(offsets.length - 1, 0) }, (_, i) =>
    text.slice(offsets[i], offsets[i + 1]),
  );
  return Array.from(indices, (index) => {
    if (index < 0) return "";
    const word = words[index];
    if (word === undefined) throw new BcifDamage("a text index is out of range");
    return word;
  });
}

function numericOf(encoded: unknown): NumericArray {
  return numeric(decodeColumn(encoded));
}
