import type { Finding, Place } from "../diagnostic.js";
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
  const diagnostics = shown.map((finding) => diagnosticOf(finding, sources, linkOf(finding.code)));
  const summary = { errors, warnings, shown: shown.length };
  return `${escapeUnprintable(JSON.stringify({ version: VERSION, diagnostics, summary }, null, 2))}\n`;
}

function diagnosticOf(finding: Finding, sources: Sources, docs: string) {
  const { code, severity, message, help, file, place, path, related } = finding;
  return {
    code,
    severity,
    message: brief(message),
    help: help === undefined ? null : cut(help),
    location: locationOf(file, place, sources),
    path,
    related: related.map((other) => ({
      message: brief(other.message),
      location: locationOf(other.place.file, other.place, sources),
    })),
    docs,
  };
}

function locationOf(file: string, place: Place | undefined, sources: Sources) {
  if (place === undefined) {
    return { file, line: null, column: null, endLine: null, endColumn: null };
  }
  const { line, column } = place;
  const end = endOf(place, sources);
  return { file, line, column, endLine: end.line, endColumn: end.column };
}

/** Escapes the characters that JSON may leave raw and a terminal would obey: a parser reads the same. */
function escapeUnprintable(json: string): string {
  return json.replace(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => {
      const unit = character.charCodeAt(index).toString(16).padStart(4, "0");
      return `\\u${unit}`;
    }).join(""),
  );
}
