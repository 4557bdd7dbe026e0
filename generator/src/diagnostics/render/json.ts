import type { Finding, Place } from "../diagnostic.js";
import { endOf, type Sources, startOf } from "../source-map.js";
import type { Report } from "../summary.js";
import { brief, cut } from "./printable.js";

/** Findings as programs read them: the document that findings.schema.json describes. */
export function jsonReport({ shown, errors, warnings }: Report, sources: Sources): string {
  const findings = shown.map((finding) => findingOf(finding, sources));
  const document = { version: 1, findings, errors, warnings, shown: shown.length };
  return `${escapeUnprintable(JSON.stringify(document, null, 2))}\n`;
}

function findingOf(finding: Finding, sources: Sources) {
  const { code, severity, message, help, file, place, path, related } = finding;
  return {
    code,
    severity,
    message: brief(message),
    help: help === undefined ? null : cut(help),
    file,
    ...rangeOf(place, sources),
    path,
    related: related.map((other) => ({
      message: brief(other.message),
      file: other.place.file,
      ...rangeOf(other.place, sources),
    })),
    docs: `docs/reference/codes.md#${code}`,
  };
}

function rangeOf(place: Place | undefined, sources: Sources) {
  return place === undefined
    ? { start: null, end: null }
    : { start: startOf(place), end: endOf(place, sources) };
}

/** JSON leaves some characters raw that a terminal obeys; as escapes they say the same to a parser. */
function escapeUnprintable(json: string): string {
  return json.replace(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => {
      const unit = character.charCodeAt(index).toString(16).padStart(4, "0");
      return `\\u${unit}`;
    }).join(""),
  );
}
