import type { StringFormat } from "../../model/model.js";
import type { Lengths } from "./pattern-lengths.js";

const ANY = Number.POSITIVE_INFINITY;

/** The lengths of the strings of each format, as `FORMATS` of `ddb-pattern-runtime/rules` checks them. */
export const FORMAT_LENGTHS: Readonly<Record<StringFormat, Lengths>> = {
  ulid: { min: 26, max: 26 },
  uuid: { min: 36, max: 36 },
  "date-time": { min: "2026-01-31T12:00:00Z".length, max: ANY },
  date: { min: 10, max: 10 },
  time: { min: "12:00".length, max: ANY },
  "local-date-time": { min: "2026-01-31T12:00".length, max: ANY },
  duration: { min: "P1D".length, max: ANY },
  email: { min: "a@b.c".length, max: ANY },
  uri: { min: "a:b".length, max: ANY },
  decimal: { min: 1, max: ANY },
  int64: { min: 1, max: "-9223372036854775808".length },
};
