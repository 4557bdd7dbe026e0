import type { Finding, Place } from "../diagnostic.js";
import { endOf, type Sources, startOf } from "../source-map.js";
import type { Report } from "../summary.js";
import { brief, cut, printable } from "./printable.js";

/**
 * Diagnostics as commands that GitHub Actions turns into annotations. `nameOf` gives the path of a file from
 * the repository's root, as annotations require it.
 */
export function githubReport(
  { shown, errors, warnings }: Report,
  sources: Sources,
  nameOf: (file: string) => string,
): string {
  const hidden = errors + warnings - shown.length;
  const lines = shown.map((finding) => commandOf(finding, sources, nameOf));
  if (hidden > 0) lines.push(`::notice title=ddb-pattern-gen::… and ${hidden} more`);
  return lines.map((line) => `${line}\n`).join("");
}

function commandOf(finding: Finding, sources: Sources, nameOf: (file: string) => string): string {
  const { code, severity, file, place } = finding;
  const properties = {
    file: nameOf(file),
    ...(place === undefined ? {} : rangeOf(place, sources)),
    title: `ddb-pattern-gen ${code}`,
  };
  const list = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(value)}`,
  );
  return `::${severity} ${list.join(",")}::${escapeData(messageOf(finding, nameOf))}`;
}

function rangeOf(place: Place, sources: Sources): Readonly<Record<string, number>> {
  const start = startOf(place);
  const end = endOf(place, sources);
  const lines = { line: start.line, endLine: end.line };
  // GitHub accepts columns only for a range within one line.
  if (start.line !== end.line) return lines;
  return { ...lines, col: start.column, endColumn: end.column };
}

/** The message, the related locations and the help, each on a line. */
function messageOf({ message, help, related }: Finding, nameOf: (file: string) => string): string {
  const lines = [
    brief(message),
    ...related.map(({ place, message: label }) => {
      const { file, line, column } = place;
      return `${nameOf(file)}:${line}:${column}: ${brief(label)}`;
    }),
    ...(help === undefined ? [] : [`help: ${cut(help)}`]),
  ];
  return lines.map(printable).join("\n");
}

/** Escapes the part after the second `::`, as GitHub's toolkit does (actions/toolkit, command.ts). */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** Escapes the value of a property: also the characters that separate properties. */
function escapeProperty(value: string | number): string {
  return escapeData(printable(String(value)))
    .replaceAll(":", "%3A")
    .replaceAll(",", "%2C");
}
