/** The types of strings: their names in the schema language → the formats of JSON Schema. */
export const STRING_TYPES = {
  string: undefined,
  ulid: "ulid",
  uuid: "uuid",
  timestamp: "date-time",
  date: "date",
  time: "time",
  "local-date-time": "local-date-time",
  duration: "duration",
  email: "email",
  uri: "uri",
  decimal: "decimal",
  int64: "int64",
} as const;

/** A format of strings. `FORMATS` of `ddb-pattern-runtime/rules` has its check. */
export type StringFormat = Exclude<(typeof STRING_TYPES)[keyof typeof STRING_TYPES], undefined>;

/** The format of the strings of a type; `undefined` for any string, and for a type of other values. */
export function formatOf(type: string): StringFormat | undefined {
  return isStringType(type) ? STRING_TYPES[type] : undefined;
}

export function isStringType(type: string): type is keyof typeof STRING_TYPES {
  return Object.hasOwn(STRING_TYPES, type);
}
