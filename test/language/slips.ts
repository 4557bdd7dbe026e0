import { expect } from "vitest";
import { allDiagnosticsOf } from "./support.js";

/** A mistake, and the schema that follows its help. */
export interface Slip {
  readonly wrong: string;
  readonly code: string;
  /** The text that is marked. */
  readonly at: string;
  readonly help: string;
  /** The wrong part with what the help says. */
  readonly fixed: string;
  /** The codes of what is wrong then. */
  readonly next?: readonly string[];
}

export const HEAD = "version: 1\nname: Shop\npartition: shop_id\n";

/** What is wrong with a schema, in the order of the file. */
export function found(yaml: string) {
  return allDiagnosticsOf(yaml).map(({ code, location, help }) => ({
    code,
    at: yaml.slice(location?.start, location?.end),
    help,
  }));
}

/** Expects the one mistake with its help, and a right schema of somebody who follows the help. */
export function check(
  schema: (part: string) => string,
  { wrong, code, at, help, fixed, next = [] }: Slip,
) {
  expect(found(schema(wrong))).toEqual([{ code, at, help }]);
  expect(found(schema(fixed)).map((one) => one.code)).toEqual(next);
  // The schema without the mistake has what the help says to write.
  const copied = /^(?:Write|Add) (?:"(.+)"|({.+}))\.(?: .*)?$/.exec(help);
  const text = (copied?.[1] ?? copied?.[2] ?? "").replace(/\\"/g, '"');
  const parts = copied === null ? [] : text.split('" and "');
  for (const part of parts)
    expect(fixed.replace(/\s+/g, " ")).toContain(part.replace(/^(?:type|order|More): /, ""));
}

/** A row of a table of tests. */
export const slip = (
  wrong: string,
  code: string,
  at: string,
  help: string,
  fixed: string,
  next?: string[],
) => [wrong, { wrong, code, at, help, fixed, ...(next ? { next } : {}) }] as const;
