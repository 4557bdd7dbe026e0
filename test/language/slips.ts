import { expect } from "vitest";
import type { Location } from "../../generator/src/diagnostics/diagnostic.js";
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

/** What is wrong with a schema, warnings included, in the order of the file. */
export function found(yaml: string) {
  return allDiagnosticsOf(yaml).map(({ code, location, help }) => ({
    code,
    at: yaml.slice(location?.start, location?.end),
    help,
  }));
}

/**
 * The only diagnostic of a schema: its code, the text at its location, the texts that it shows as related, and its
 * help.
 */
export function shown(yaml: string) {
  const textAt = (location: Location | undefined) => yaml.slice(location?.start, location?.end);
  const [diagnostic, ...others] = allDiagnosticsOf(yaml);
  expect(others.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  const { code, location, related = [], help } = diagnostic ?? {};
  return { code, at: textAt(location), related: related.map((one) => textAt(one.location)), help };
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
