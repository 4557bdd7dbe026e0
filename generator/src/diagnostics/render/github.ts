import type { Finding, Place } from "../diagnostic.js";
import { endOf, type Sources, startOf } from "../source-map.js";
import type { Report } from "../summary.js";
import { brief, cut, printable } from "./printable.js";

/**
 * Findings as commands that GitHub Actions turns into annotations. `nameOf` names a file as seen from
 * the repository's root, where annotations look for it.
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
  // GitHub takes columns for a single line only.
  if (start.line !== end.line) return lines;
  return { ...lines, col: start.column, endColumn: end.column };
}

/** The message, the related places and the way out, each on a line. */
function messageOf({ message, help, related }: Finding, nameOf: (file: string) => string): string {
  const lines = [
    brief(message),
    ...related.map(({ place, message: what }) => {
      const { file, line, column } = place;
      return `${nameOf(file)}:${line}:${column}: ${brief(what)}`;
    }),
    ...(help === undefined ? [] : [`help: ${cut(help)}`]),
  ];
  return lines.map(printable).join("\n");
}

/** As the runner's own toolkit escapes what follows the second `::`. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** In properties, the signs that part them are escaped, too. */
function escapeProperty(value: string | number): string {
  return escapeData(printable(String(value)))
    .replaceAll(":", "%3A")
    .replaceAll(",", "%2C");
}
