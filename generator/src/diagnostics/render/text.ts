import { indent } from "../../util/indent.js";
import {
  type ChangeFacts,
  type Diagnostic,
  formatPath,
  type Location,
  type RelatedLocation,
} from "../diagnostic.js";
import type { Sources } from "../source-map.js";
import type { Report } from "../summary.js";
import { codeFrame, type FrameStyle } from "./code-frame.js";
import { type Paint, type Role, withoutColor } from "./paint.js";
import { brief, cut, printable } from "./printable.js";

/** Diagnostics for people, and their number; an empty string if there are none. */
export function textReport(report: Report, sources: Sources, paint: Paint = withoutColor): string {
  const { shown, errors, warnings } = report;
  if (shown.length === 0) return "";
  const hidden = errors + warnings - shown.length;
  const parts = shown.map((diagnostic) => textOf(diagnostic, sources, paint));
  if (hidden > 0) parts.push(`… and ${hidden} more`);
  parts.push(summary(report));
  return `${parts.join("\n\n")}\n`;
}

function summary({ errors, warnings, breaking }: Report): string {
  const changes = [...breaking.values()].reduce((sum, number) => sum + number, 0);
  const categories = Array.from(breaking, ([category, number]) => `${category} ${number}`).sort();
  const breakingChanges = count(changes, "breaking change");
  const counts = [
    breakingChanges && `${breakingChanges} (${categories.join(", ")})`,
    count(errors - changes, "error"),
    count(warnings, "warning"),
  ];
  return counts.filter((text) => text !== undefined).join(", ");
}

function count(number: number, noun: string): string | undefined {
  if (number === 0) return undefined;
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function textOf(diagnostic: Diagnostic, sources: Sources, paint: Paint): string {
  const { code, severity, message, help, file, location, path, change } = diagnostic;
  const where = location === undefined ? file : positionOf(location);
  const part = change?.part ?? formatPath(path);
  const yamlPath = part === "" ? [] : [brief(part)];
  const title = `${paint(severity, severity)} ${paint("code", code)}`;
  const parts = [
    [title, ...[where, ...yamlPath].map(printable)].join("  "),
    indent(printable(brief(message))),
    ...framesOf(diagnostic, sources, paint).map(indent),
  ];
  if (help !== undefined) parts.push(indent(`${paint("help", "help:")} ${printable(cut(help))}`));
  if (change !== undefined) parts.push(indent(factsOf(change)));
  return parts.join("\n\n");
}

/** The last line of a diagnostic about a change. */
export function factsOf({ category, fingerprint }: ChangeFacts): string {
  return `${category}, fingerprint ${fingerprint}`;
}

/** The frame of the diagnostic's location, then those of related ones, with line numbers of one width. */
function framesOf(diagnostic: Diagnostic, sources: Sources, paint: Paint): string[] {
  const { severity, file, location, related } = diagnostic;
  const locations = [location ?? [], related.map((other) => other.location)].flat();
  const gutter = Math.max(...locations.map(({ line }) => String(line).length));

  const main = { linesBefore: 2, underline: "^", gutter, paint: painter(paint, severity) };
  const source = sources.get(file);
  const isShown = location !== undefined && source !== undefined;
  const frame = isShown ? [codeFrame(source, location, main)] : [];
  const other = { linesBefore: 0, underline: "-", gutter, paint: painter(paint, "related") };
  return [...frame, ...related.map((part) => relatedFrame(part, file, sources, other))];
}

function relatedFrame(
  { location, message }: RelatedLocation,
  mainFile: string,
  sources: Sources,
  style: FrameStyle,
): string {
  const source = sources.get(location.file);
  const label = printable(brief(message));
  const position = printable(positionOf(location));
  if (source === undefined) return `${position}: ${label}`;
  const frame = codeFrame(source, location, { ...style, label });
  return location.file === mainFile ? frame : `${position}\n${frame}`;
}

function painter(paint: Paint, role: Role): (text: string) => string {
  return (text) => paint(role, text);
}

function positionOf({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}
