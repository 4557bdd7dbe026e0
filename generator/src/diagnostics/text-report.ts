import { codeFrame } from "./code-frame.js";
import { type Finding, formatPath, type Place, type RelatedPlace } from "./finding.js";
import { brief, printable } from "./printable.js";
import type { Report } from "./report.js";
import type { Sources } from "./sources.js";

/** Findings as a person reads them, and how many there are; nothing where there are none. */
export function textReport(report: Report, sources: Sources): string {
  const { shown, errors, warnings } = report;
  if (shown.length === 0) return "";
  const hidden = errors + warnings - shown.length;
  const parts = shown.map((finding) => textOf(finding, sources));
  if (hidden > 0) parts.push(`… and ${hidden} more`);
  parts.push(summary(report));
  return `${parts.join("\n\n")}\n`;
}

function summary({ errors, warnings }: Report): string {
  const counts = [count(errors, "error"), count(warnings, "warning")];
  return counts.filter((text) => text !== undefined).join(", ");
}

function count(number: number, noun: string): string | undefined {
  if (number === 0) return undefined;
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function textOf(finding: Finding, sources: Sources): string {
  const { code, severity, message, help, file, place, path } = finding;
  const where = place === undefined ? file : locationOf(place);
  const yamlPath = path.length > 0 ? [brief(formatPath(path))] : [];
  const head = [`${severity} ${code}`, where, ...yamlPath];
  const parts = [
    printable(head.join("  ")),
    indent(printable(brief(message))),
    ...framesOf(finding, sources).map(indent),
  ];
  if (help !== undefined) parts.push(indent(`help: ${printable(help)}`));
  return parts.join("\n\n");
}

/** The place of the finding, then each related one, with line numbers of one width. */
function framesOf({ place, related }: Finding, sources: Sources): string[] {
  if (place === undefined) return [];
  const lines = [place, ...related.map((other) => other.place)].map(({ line }) => line);
  const gutter = String(Math.max(...lines)).length;
  const source = sources.get(place.file);
  const frame =
    source === undefined
      ? []
      : [codeFrame(source, place, { linesBefore: 2, underline: "^", gutter })];
  return [...frame, ...related.map((other) => relatedFrame(other, place, sources, gutter))];
}

function relatedFrame(
  { place, message }: RelatedPlace,
  main: Place,
  sources: Sources,
  gutter: number,
): string {
  const source = sources.get(place.file);
  const label = printable(brief(message));
  const location = printable(locationOf(place));
  if (source === undefined) return `${location}: ${label}`;
  const frame = codeFrame(source, place, { linesBefore: 0, underline: "-", label, gutter });
  return place.file === main.file ? frame : `${location}\n${frame}`;
}

function locationOf({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
