import { escapeUnits } from "../../util/code-units.js";
import type { Diagnostic, Location } from "../diagnostic.js";
import { endOf, type Sources } from "../source-map.js";
import type { Report } from "../summary.js";
import { brief, cut } from "./printable.js";

/** The version of the format; see diagnostics.schema.json. */
const VERSION = 1;

/**
 * Diagnostics for programs: the document that diagnostics.schema.json describes. `linkOf` gives the address of
 * the section about a code.
 */
export function jsonReport(
  { shown, errors, warnings }: Report,
  sources: Sources,
  linkOf: (code: string) => string,
): string {
  const diagnostics = shown.map((diagnostic) =>
    diagnosticOf(diagnostic, sources, linkOf(diagnostic.code)),
  );
  const summary = { errors, warnings, shown: shown.length };
  return jsonText({ version: VERSION, diagnostics, summary });
}

/** A diagnostic as the document has it. */
export function diagnosticOf(diagnostic: Diagnostic, sources: Sources, docs: string) {
  const { code, severity, message, help, file, location, path, related, change } = diagnostic;
  return {
    code,
    severity,
    message: brief(message),
    help: help === undefined ? null : cut(help),
    location: locationOf(file, location, sources),
    path,
    related: related.map((other) => ({
      message: brief(other.message),
      location: locationOf(other.location.file, other.location, sources),
    })),
    docs,
    ...(change === undefined ? {} : { change }),
  };
}

function locationOf(file: string, location: Location | undefined, sources: Sources) {
  if (location === undefined) {
    return { file, line: null, column: null, endLine: null, endColumn: null };
  }
  const { line, column } = location;
  const end = endOf(location, sources);
  return { file, line, column, endLine: end.line, endColumn: end.column };
}

/** A document for programs, which a terminal can show, too. */
export function jsonText(document: object): string {
  return `${escapeUnprintable(JSON.stringify(document, null, 2))}\n`;
}

/** Escapes the characters that JSON may leave raw and a terminal would obey: a parser reads the same. */
export function escapeUnprintable(json: string): string {
  return json.replace(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    escapeUnits(character, "\\u"),
  );
}
