/** Turns results with typed arrays, NaN and absent fields into what JSON can hold. */

/** `T` after `toPlain`: typed arrays become arrays; undefined, NaN and infinities become null. */
export type Plain<T> = T extends number
  ? number | null
  : T extends string | boolean | null
    ? T
    : T extends undefined
      ? null
      : T extends ArrayLike<number> & { readonly buffer: ArrayBufferLike }
        ? (number | null)[]
        : T extends readonly (infer Element)[]
          ? Plain<Element>[]
          : { readonly [Key in keyof T]: Plain<T[Key]> };

/** A deep copy of `value` for JSON. Maps and class instances do not belong into results and are an error. */
export function toPlain<T>(value: T): Plain<T> {
  return plain(value) as Plain<T>;
}

function plain(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    throw new TypeError("toPlain: a result holds something else than plain objects, arrays and numbers");
  }
  return Object.fromEntries(Object.entries(value as object).map(([key, member]) => [key, plain(member)]));
}
