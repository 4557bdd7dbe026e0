import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { normalize } from "../../emit/typescript/header.js";
import type { ModuleFile, OtherSource } from "../../workspace/module-file.js";
import type { Target } from "../../workspace/targets.js";

/** One schema of a run, with its new module and the file in the place of the module. */
export interface Result {
  readonly target: Target;
  readonly generated: Generated;
  readonly file: ModuleFile;
  /** The schema that the file was generated from, if it is another schema. */
  readonly otherSource: OtherSource | undefined;
}

/** The result of generating. */
export type Generated =
  | { readonly kind: "module"; readonly text: string }
  /** The module is current, according to the cache. */
  | { readonly kind: "current" }
  | { readonly kind: "only-types" }
  /** The schema has errors. */
  | { readonly kind: "nothing" };

/** The action for one schema. */
export type Verdict =
  | { readonly kind: "nothing" }
  | { readonly kind: "only-types" }
  | { readonly kind: "unchanged" }
  | { readonly kind: "write"; readonly text: string }
  | { readonly kind: "report"; readonly diagnostic: Diagnostic; readonly difference?: Difference };

export interface Difference {
  readonly existing: string;
  readonly wanted: string;
}

/** The action of a run that writes. */
export function verdictOnWrite(result: Result): Verdict {
  const { generated, file } = result;
  if (generated.kind === "only-types") return { kind: "only-types" };
  if (generated.kind === "current") return { kind: "unchanged" };
  const obstacle = obstacleOf(result);
  if (obstacle !== undefined) return { kind: "report", diagnostic: obstacle };
  if (generated.kind === "nothing") return { kind: "nothing" };
  const text = withPreamble(generated.text, file);
  return isSame(file, text) ? { kind: "unchanged" } : { kind: "write", text };
}

/** The action of `--check`. `command` is the help for a module that differs. */
export function verdictOnCheck(result: Result, command: string): Verdict {
  const { target, generated, file } = result;
  const { input, output } = target;
  const report = (found: Diagnostic, difference?: Difference): Verdict =>
    difference === undefined
      ? { kind: "report", diagnostic: found }
      : { kind: "report", diagnostic: found, difference };
  if (generated.kind === "only-types") {
    if (file.kind !== "generated" || result.otherSource !== undefined)
      return { kind: "only-types" };
    const about = { output, source: input, problem: "has only types by now" };
    return report(newDiagnostic("output-orphan", { file: input }, about));
  }
  const obstacle = obstacleOf(result);
  if (obstacle !== undefined) return report(obstacle);
  if (generated.kind !== "module") return { kind: "nothing" };
  const wanted = withPreamble(generated.text, file);
  if (file.kind !== "generated") {
    const isEmpty = file.kind === "empty";
    return report(newDiagnostic("output-missing", { file: input }, { output, command, isEmpty }));
  }
  if (isSame(file, wanted)) return { kind: "unchanged" };
  const about = { output, command };
  if (file.isConflicted) return report(newDiagnostic("output-conflict", { file: input }, about));
  const difference = { existing: normalize(file.text), wanted };
  return report(newDiagnostic("output-changed", { file: input }, about), difference);
}

/** The reason not to write to the place of the module. */
function obstacleOf({ target, file, otherSource }: Result): Diagnostic | undefined {
  const { input, output } = target;
  const at = { file: input };
  if (file.kind === "unreadable") {
    return newDiagnostic("output-unwritable", at, { output, reason: file.reason });
  }
  if (file.kind === "foreign") return newDiagnostic("output-not-generated", at, { output });
  if (otherSource === undefined) return undefined;
  const { path: source, exists } = otherSource;
  return newDiagnostic("output-of-another-schema", at, { output, source, exists, input });
}

/** The module with the comments that the file has above its header, such as a licence. */
function withPreamble(text: string, file: ModuleFile): string {
  return file.kind === "generated" ? file.preamble + text : text;
}

function isSame(file: ModuleFile, wanted: string): boolean {
  return file.kind === "generated" && normalize(file.text) === wanted;
}
