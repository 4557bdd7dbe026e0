import type { Severity } from "../../generator/src/diagnostics/diagnostic.js";
import { messages } from "../../generator/src/diagnostics/messages.js";
import { rules } from "../../generator/src/lint/rules/index.js";

/** The severity of every code: those of messages, then those of lint rules. */
export const SEVERITIES: ReadonlyMap<string, Severity> = new Map([
  ...Object.entries(messages).map(([code, { severity }]) => [code, severity] as const),
  ...rules.map(({ code }) => [code, "warning"] as const),
]);

export const CODES: readonly string[] = [...SEVERITIES.keys()];
