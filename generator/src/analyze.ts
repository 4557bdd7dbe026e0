import { build } from "./analysis/build.js";
import { type Finding, isError, type Place } from "./diagnostics/diagnostic.js";
import type { CheckedDocument } from "./language/document.js";
import type { ImportReader } from "./language/imports.js";
import { load } from "./language/load.js";
import { placeAt } from "./language/located.js";
import type { SourceFile } from "./language/source-file.js";
import type { Model } from "./model/model.js";

export interface Analyzed {
  /** `undefined` where an error is among the findings, and for a file that has only types. */
  readonly model: Model | undefined;
  /** What the schema calls itself, and where; `undefined` where it has no legal name. */
  readonly name: { readonly name: string; readonly place: Place } | undefined;
  /** The files that were imported, in the order in which they were read. */
  readonly imports: readonly SourceFile[];
  readonly findings: readonly Finding[];
}

/** load → build: what a schema means, and all that is wrong with it. Slow to import; see `isSealedFor`. */
export async function analyze(source: SourceFile, reader?: ImportReader): Promise<Analyzed> {
  const { checked, imports, findings: structural } = load(source, reader);
  if (checked === undefined) {
    return { model: undefined, name: undefined, imports: imports.sources, findings: structural };
  }
  const { model, findings: semantic, values, types } = build(checked, imports);
  const findings = [...structural, ...semantic];
  if (values.length > 0) {
    const { checkValues } = await import("./analysis/checks/values.js");
    for (const found of checkValues(values, types)) findings.push(found);
  }
  const isWhole = model.events.length > 0 && !findings.some(isError);
  return {
    model: isWhole ? model : undefined,
    name: nameOf(checked),
    imports: imports.sources,
    findings,
  };
}

function nameOf({ document, root }: CheckedDocument): Analyzed["name"] {
  const { name } = document;
  const isOwn = name !== undefined && root.children?.get("name")?.value === name;
  return isOwn ? { name, place: placeAt(root, ["name"]) } : undefined;
}
