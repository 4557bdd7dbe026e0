import type { Diagnostic, Location } from "../diagnostic.js";
import { endOf, type Sources, startOf } from "../source-map.js";
import type { Report } from "../summary.js";
import { brief, cut, printable } from "./printable.js";
import { factsOf } from "./text.js";

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
  const lines = shown.map((diagnostic) => commandOf(diagnostic, sources, nameOf));
  if (hidden > 0) lines.push(`::notice title=ddb-pattern-gen::… and ${hidden} more`);
  return lines.map((line) => `${line}\n`).join("");
}

function commandOf(
  diagnostic: Diagnostic,
  sources: Sources,
  nameOf: (file: string) => string,
): string {
  const { code, severity, file, location } = diagnostic;
  const properties = {
    file: nameOf(file),
    ...(location === undefined ? {} : rangeOf(location, sources)),
    title: `ddb-pattern-gen ${code}`,
  };
  const list = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(value)}`,
  );
  return `::${severity} ${list.join(",")}::${escapeData(messageOf(diagnostic, nameOf))}`;
}

function rangeOf(location: Location, sources: Sources): Readonly<Record<string, number>> {
  const start = startOf(location);
  const end = endOf(location, sources);
  const lines = { line: start.line, endLine: end.line };
  // GitHub accepts columns only for a range within one line.
  if (start.line !== end.line) return lines;
  return { ...lines, col: start.column, endColumn: end.column };
}

/** The message, the related locations and the help, each on a line. */
function messageOf(
  { message, help, related, change }: Diagnostic,
  nameOf: (file: string) => string,
): string {
  const lines = [
    brief(message),
    ...related.map(({ location, message: label }) => {
      const { file, line, column } = location;
      return `${nameOf(file)}:${line}:${column}: ${brief(label)}`;
    }),
    ...(help === undefined ? [] : [`help: ${cut(help)}`]),
    ...(change === undefined ? [] : [factsOf(change)]),
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
