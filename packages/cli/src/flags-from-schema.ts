/** Command-line flags out of a schema of settings: names, help, defaults, ranges stand in the schema alone. */

import { InputError } from "@cryoreel/core";
import { Flags } from "@oclif/core";
import { z } from "zod";

/** The parts of a JSON schema that a setting uses. */
interface SettingSchema {
  readonly type: "number" | "integer" | "boolean" | "string";
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

export type SettingFlag = ReturnType<typeof flagOf>;

/** `viewSpacingDeg` → `view-spacing-deg`. */
export const flagName = (setting: string): string =>
  setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** One flag a setting of an object schema. Settings in `main` come first in the help, the others under TUNING. */
export function flagsFromSchema(schema: z.ZodObject, main: readonly string[]): Record<string, SettingFlag> {
  const { properties } = z.toJSONSchema(schema, { io: "input" }) as unknown as {
    readonly properties: Readonly<Record<string, SettingSchema>>;
  };
  const flags = Object.entries(properties).map(([setting, property]) => {
    const group = main.includes(setting) ? {} : { helpGroup: "TUNING" };
    return [flagName(setting), flagOf(flagName(setting), property, group)] as const;
  });
  return Object.fromEntries(flags);
}

/** The settings that were given on the command line, checked by their schema. */
export function settingsFromFlags<T extends z.ZodObject>(
  schema: T,
  flags: Readonly<Record<string, unknown>>,
): z.output<T> {
  const given = Object.keys(schema.shape)
    .map((setting) => [setting, flags[flagName(setting)]] as const)
    .filter(([, value]) => value !== undefined);
  return schema.parse(Object.fromEntries(given));
}

function flagOf(name: string, schema: SettingSchema, group: { readonly helpGroup?: string }) {
  const common = { ...group, ...(schema.description && { description: schema.description }) };
  if (schema.type === "boolean") return Flags.boolean({ ...common, allowNo: schema.default === true });
  if (schema.enum) {
    return Flags.string({ ...common, options: [...schema.enum], ...withDefault<string>(schema) });
  }
  if (schema.type === "string") return Flags.string({ ...common, ...withDefault<string>(schema) });
  return Flags.custom<number>({
    ...common,
    ...withDefault<number>(schema),
    helpValue: schema.type === "integer" ? "<integer>" : "<number>",
    parse: async (text) => parseNumber(name, text, schema),
  })();
}

const withDefault = <T>({ default: value }: SettingSchema): { default?: T } =>
  value === undefined ? {} : { default: value as T };

function parseNumber(name: string, text: string, schema: SettingSchema): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, exclusiveMinimum } = schema;
  const isInRange = value >= minimum && value <= maximum && !(value <= exclusiveMinimum!);
  if (Number.isFinite(value) && isInRange && (schema.type === "number" || Number.isSafeInteger(value)))
    return value;
  throw new InputError(`--${name} takes ${describeRange(schema)}, not '${text}'`, { field: name });
}

function describeRange({ type, minimum, exclusiveMinimum, maximum }: SettingSchema): string {
  const kind = type === "integer" ? "an integer" : "a number";
  const isOpen = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER;
  if (exclusiveMinimum !== undefined) return `${kind} above ${exclusiveMinimum}`;
  if (minimum === undefined) return kind;
  return isOpen ? `${kind} from ${minimum} on` : `${kind} from ${minimum} to ${maximum}`;
}
