import { type Built, build } from "./analysis/build.js";
import { type Diagnostic, isError, type Location } from "./diagnostics/diagnostic.js";
import { checkNames } from "./emit/typescript/name-clashes.js";
import { BROKEN, type CheckedDocument } from "./language/document.js";
import type { ImportReader } from "./language/imports.js";
import { load } from "./language/load.js";
import { locationAt } from "./language/located.js";
import type { SourceFile } from "./language/source-file.js";
import { lint } from "./lint/run.js";
import type { Model } from "./model/model.js";

export interface Analyzed {
  /** `undefined` if one of the diagnostics is an error, and for a file that declares types only. */
  readonly model: Model | undefined;
  /** The schema's own name and its location; `undefined` if it has no legal name. */
  readonly name: { readonly name: string; readonly location: Location } | undefined;
  /** The files that were imported, in the order in which they were read. */
  readonly imports: readonly SourceFile[];
  /** The schema's own document, then those that it imports; none if the schema is no document. */
  readonly documents: readonly CheckedDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The meaning of a schema, and everything that is wrong with it: load → build → lint. */
export async function analyze(source: SourceFile, reader?: ImportReader): Promise<Analyzed> {
  const { checked, imports, diagnostics: structural } = load(source, reader);
  if (checked === undefined) {
    return {
      model: undefined,
      name: undefined,
      imports: imports.sources,
      documents: [],
      diagnostics: structural,
    };
  }
  const built = build(checked, imports);
  const { model } = built;
  const imported = imports.documents;
  const isLinted = checked.document.allow !== BROKEN && !built.isTooLarge;
  const warnings = isLinted ? lint({ ...built, checked, imported }) : [];
  const diagnostics = [
    ...structural,
    ...built.diagnostics,
    ...checkNames(model, checked),
    ...warnings,
    ...(await mismatches(built)),
  ];
  const isWhole = model.events.length > 0 && !diagnostics.some(isError);
  return {
    model: isWhole ? model : undefined,
    name: nameOf(checked),
    imports: imports.sources,
    documents: [checked, ...imported],
    diagnostics,
  };
}

async function mismatches({ values, types }: Built): Promise<readonly Diagnostic[]> {
  if (values.length === 0) return [];
  // ajv is slow to import, and few schemas have examples or defaults.
  const { checkValues } = await import("./analysis/checks/values.js");
  return checkValues(values, types);
}

function nameOf({ document: { name }, root }: CheckedDocument): Analyzed["name"] {
  if (typeof name !== "string") return undefined;
  return { name, location: locationAt(root, ["name"]) };
}
