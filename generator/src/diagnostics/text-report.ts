import { codeFrame } from "./code-frame.js";
import { type Finding, formatPath, type Place, type RelatedPlace } from "./finding.js";
import { brief, printable } from "./printable.js";

/** The text of each file that could be read. */
export type Sources = ReadonlyMap<string, string>;

/** Findings as a person reads them. */
export function textReport(findings: readonly Finding[], sources: Sources): string {
  return findings.map((finding) => `${textOf(finding, sources)}\n`).join("\n");
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
