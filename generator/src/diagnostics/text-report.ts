import { codeFrame, printable } from "./code-frame.js";
import { type Finding, formatPath } from "./finding.js";

/** Findings as a person reads them. `sources` has the text of each file that could be read. */
export function textReport(
  findings: readonly Finding[],
  sources: ReadonlyMap<string, string>,
): string {
  return findings.map((finding) => `${textOf(finding, sources)}\n`).join("\n");
}

function textOf(finding: Finding, sources: ReadonlyMap<string, string>): string {
  const { code, severity, message, help, file, place, path } = finding;
  const where = place === undefined ? file : `${file}:${place.line}:${place.column}`;
  const yamlPath = path.length > 0 ? [brief(formatPath(path))] : [];
  const head = [`${severity} ${code}`, where, ...yamlPath];
  const source = sources.get(file);
  const parts = [printable(head.join("  ")), indent(printable(brief(message)))];
  if (place !== undefined && source !== undefined) parts.push(indent(codeFrame(source, place)));
  if (help !== undefined) parts.push(indent(`help: ${printable(help)}`));
  return parts.join("\n\n");
}

/** Without the middle of words that nobody would read to their end. */
function brief(text: string): string {
  return text.replace(/\S{200,}/gu, (word) => `${word.slice(0, 60)}…${word.slice(-20)}`);
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
