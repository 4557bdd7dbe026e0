import type { Severity } from "../../generator/src/diagnostics/diagnostic.js";
import { messages } from "../../generator/src/diagnostics/messages.js";
import { rules } from "../../generator/src/lint/rules/index.js";

/** The severity of every code: those of messages, then those of lint rules. */
export const SEVERITIES: ReadonlyMap<string, Severity> = new Map([
  ...Object.entries(messages).map(([code, { severity }]) => [code, severity] as const),
  ...rules.map(({ code }) => [code, "warning"] as const),
]);

/** The codes that no command reports without a table. test/maintenance/table-commands.test.ts has their examples. */
export const CODES_OF_TABLES: readonly string[] = [
  "contract-outdated",
  "contract-unknown",
  "copies-missing",
];

export const CODES: readonly string[] = [...SEVERITIES.keys()];
