import { isDate, isDateTime, isEmail, isUlid, isUri, isUuid } from "../formats.js";

/** A format that strings can have. */
export interface Format {
  readonly has: (text: string) => boolean;
  /** What a string of the format is, for messages. */
  readonly noun: string;
}

/** The formats by the names that JSON Schema, or this language, has for them. */
export const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["ulid", { has: isUlid, noun: "a ULID: 26 characters, upper case" }],
  ["uuid", { has: isUuid, noun: "a UUID" }],
  [
    "date-time",
    { has: isDateTime, noun: "a date and time with its offset, as 2026-12-31T23:59:59Z" },
  ],
  ["date", { has: isDate, noun: "a date, as 2026-12-31" }],
  ["email", { has: isEmail, noun: "an e-mail address" }],
  ["uri", { has: isUri, noun: "an absolute URI" }],
]);
