import type { FieldType, NumberType, StringType } from "../../model/model.js";
import type { Json, Literal } from "../../util/json.js";

/** The length of a string of which the schema says nothing. */
const TEXT_LENGTH = 16;

/** A string of each format, of its usual length. */
export const FORMAT_SAMPLES: Readonly<Record<NonNullable<StringType["format"]>, string>> = {
  ulid: "01JA8B7K770W4XABTR20SSW99B",
  uuid: "0192a4f1-6b1c-7cc2-9f0e-5d3b8a7c6e21",
  "date-time": "2026-01-31T12:00:00.000Z",
  date: "2026-01-31",
  time: "12:00:00Z",
  "local-date-time": "2026-01-31T12:00:00",
  duration: "PT1H30M",
  email: "name@example.com",
  uri: "https://example.com/page",
  decimal: "100.00",
  int64: "1000000",
};

type PlainType = Exclude<
  FieldType,
  { readonly kind: "named" | "list" | "map" | "object" | "union" }
>;

/** A usual value of a type without parts. */
export function plainSample(type: PlainType): Json {
  switch (type.kind) {
    case "string":
      return textSample(type);
    case "number":
      return numberSample(type);
    case "boolean":
      return true;
    case "literals":
      return type.values.reduce<Literal>(
        (longest, value) => (String(value).length > String(longest).length ? value : longest),
        type.values[0] ?? "",
      );
    case "json":
      return { key: "value" };
    case "error":
      return null;
  }
}

function textSample({ format, minLength = 0, maxLength }: StringType): string {
  if (format !== undefined) return FORMAT_SAMPLES[format];
  const length = Math.max(minLength, Math.min(TEXT_LENGTH, maxLength ?? TEXT_LENGTH));
  return "x".repeat(length);
}

function numberSample(type: NumberType): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, isInteger } = type;
  const least = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1);
  const most = maximum ?? (exclusiveMaximum === undefined ? undefined : exclusiveMaximum - 1);
  const usual = isInteger ? 1234 : 1234.5;
  return Math.max(least ?? usual, Math.min(most ?? usual, usual));
}

/**
 * An id of its own for each number. It has the length of the ids of the type.
 *
 * @param number 0 and up.
 */
export function idSample(type: FieldType, number: number): string {
  const text = type.kind === "string" ? idText(type) : FORMAT_SAMPLES.ulid;
  const digits = String(number);
  return text.slice(0, Math.max(0, text.length - digits.length)) + digits;
}

/** Ids without a format are often ULIDs or UUIDs. */
function idText(type: StringType): string {
  if (type.format !== undefined) return FORMAT_SAMPLES[type.format];
  const { minLength = 0, maxLength } = type;
  const length = Math.max(
    minLength,
    Math.min(FORMAT_SAMPLES.ulid.length, maxLength ?? FORMAT_SAMPLES.ulid.length),
  );
  return FORMAT_SAMPLES.ulid.padEnd(length, "x").slice(0, length);
}
