import { type ExplainOptions, explainEvent } from "../../copies/explain/event.js";
import { explainStream } from "../../copies/explain/stream.js";
import { readIds } from "../../copies/given-ids.js";
import { jsonText } from "../../diagnostics/render/json.js";
import { suggestionFor } from "../../diagnostics/suggest/suggest.js";
import { type ColorChoice, usesColor } from "../../terminal/color.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import { report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { shellWord } from "../../workspace/targets.js";
import { readModels } from "../read-schemas.js";
import { usageError } from "../usage-error.js";
import { codeSections } from "./code-sections.js";
import { eventSections } from "./event-text.js";
import { findTargets, type Target, targetNames } from "./find-target.js";
import { codeJson, codeText } from "./render.js";
import { sectionsText } from "./sections.js";
import { streamSections } from "./stream-text.js";

export interface ExplainRequest {
  /** A code, or the name of an event type or a stream. */
  readonly name: string;
  readonly files: readonly string[];
  /** Values of `--id`. */
  readonly ids: readonly string[];
  readonly table: string;
  readonly format: "text" | "json";
  readonly color: ColorChoice;
}

/** Explains a name of schemas, or else a code. */
export async function runExplain(request: ExplainRequest, terminal: Terminal): Promise<ExitCode> {
  const { name, files, format, color } = request;
  const { stdout, env } = terminal;
  const read = await readModels(files, terminal);
  const { errors, sources } = read;
  if (errors.length > 0) {
    return report(errors, sources, { format, color, isQuiet: false }, terminal);
  }
  const models = read.models.map(({ model }) => model);
  const targets = findTargets(name, models);
  const isColored = usesColor(color, stdout, env);
  if (targets.length > 0) return explainTargets(targets, request, isColored, terminal);
  const sections = codeSections();
  const section = sections.find(({ code }) => code === name);
  if (section === undefined) {
    const codes = sections.map(({ code }) => code);
    return usageError(unknownName(name, files, [...targetNames(models), ...codes]), terminal);
  }
  stdout.write(format === "json" ? codeJson(section) : codeText(section, isColored));
  return EXIT.ok;
}

function explainTargets(
  targets: readonly Target[],
  { ids: values, table, format }: ExplainRequest,
  isColored: boolean,
  terminal: Terminal,
): ExitCode {
  const ids = readIds(values);
  if (typeof ids === "string") return usageError(ids, terminal);
  const options: ExplainOptions = { ids, table, quote: shellWord };
  const found = targets.map((target) =>
    target.kind === "event"
      ? explainEvent(target.event, target.model, options)
      : explainStream(target.stream, target.model, options),
  );
  const explained = [];
  for (const one of found) {
    if (typeof one === "string") return usageError(one, terminal);
    explained.push(one);
  }
  if (format === "json") {
    terminal.stdout.write(jsonText({ version: 1, table, found: explained }));
    return EXIT.ok;
  }
  const texts = explained.map((one) =>
    sectionsText(one.kind === "event" ? eventSections(one) : streamSections(one), isColored),
  );
  terminal.stdout.write(texts.join("\n"));
  return EXIT.ok;
}

function unknownName(name: string, files: readonly string[], known: readonly string[]): string {
  const hint = suggestionFor(name, known);
  return files.length === 0
    ? `"${name}" is not a diagnostic code.${hint} For an event type or a stream, name its schema file, too.`
    : `No schema has an event type or a stream "${name}", and no diagnostic has this code.${hint}`;
}
