import type { StringFormat } from "../../model/model.js";

/** How a format of the schema language is said in JSON Schema. */
export interface ExportedFormat {
  /** The standard format, where every string of ours is one of it. */
  readonly format?: string;
  /** The form, where JSON Schema has no such format or a narrower one. */
  readonly pattern?: string;
}

const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?";

/**
 * The formats in the words of JSON Schema. `format` is only one of those that JSON Schema 2020-12 defines (section 7.3), as
 * many validators refuse others. The `time` of JSON Schema has seconds and an offset, and its `duration` no fractions, so that
 * these two are patterns. So are `ulid`, `decimal` and `int64`, whose patterns accept a few more strings than the runtime
 * does: decimals of over 38 digits, and 19-digit integers beyond 64 bits.
 */
export const EXPORTED_FORMATS: Readonly<Record<StringFormat, ExportedFormat>> = {
  ulid: { pattern: "^[0-7][0-9A-HJKMNP-TV-Z]{25}$" },
  uuid: { format: "uuid" },
  "date-time": { format: "date-time" },
  date: { format: "date" },
  time: { pattern: `^${TIME}(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)?$` },
  "local-date-time": { pattern: `^\\d{4}-\\d\\d-\\d\\dT${TIME}$` },
  duration: {
    pattern:
      "^P(?!$)(?:\\d+W|(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?(?:T(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?)$",
  },
  email: { format: "email" },
  uri: { format: "uri" },
  decimal: { pattern: "^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$" },
  int64: { pattern: "^(?:0|-?[1-9]\\d{0,18})$" },
};
