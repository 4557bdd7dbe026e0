import { type Finding, isError } from "./diagnostics/finding.js";
import { build } from "./model/build.js";
import type { Model } from "./model/model.js";
import type { ImportReader } from "./schema/imports.js";
import { load } from "./schema/load.js";
import type { SourceFile } from "./schema/source-file.js";

export interface Analyzed {
  /** `undefined` where an error is among the findings, and for a file that has only types. */
  readonly model: Model | undefined;
  /** The files that were imported, in the order in which they were read. */
  readonly imports: readonly SourceFile[];
  readonly findings: readonly Finding[];
}

/** load → build: what a schema means, and all that is wrong with it. Slow to import; see `isSealedFor`. */
export async function analyze(source: SourceFile, reader?: ImportReader): Promise<Analyzed> {
  const { checked, imports, findings: structural } = load(source, reader);
  if (checked === undefined) {
    return { model: undefined, imports: imports.sources, findings: structural };
  }
  const { model, findings: semantic, values, types } = build(checked, imports);
  const findings = [...structural, ...semantic];
  if (values.length > 0) {
    const { checkValues } = await import("./model/check-values.js");
    findings.push(...checkValues(values, types));
  }
  const isWhole = model.events.length > 0 && !findings.some(isError);
  return { model: isWhole ? model : undefined, imports: imports.sources, findings };
}
