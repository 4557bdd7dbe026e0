import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { newDiagnostic } from "../diagnostics/messages.js";
import { foreignDocument } from "./corrections/foreign-documents.js";
import {
  type ImportReader,
  type Imports,
  type LoadedOne,
  loadImports,
  NO_IMPORTS,
} from "./imports.js";
import type { Located } from "./located.js";
import { locationOf, type SourceFile } from "./source-file.js";
import { checkStructure } from "./structure/check.js";
import { brokenPart, recover } from "./structure/recover.js";
import { parseYaml } from "./yaml/parse.js";

/** A file and its imports as documents, and the mistakes in all of them. */
export interface Loaded extends LoadedOne {
  readonly imports: Imports;
}

/** The imports of a document that imports nothing. */
export const NOTHING_IMPORTED: Imports = {
  documents: [],
  sources: [],
  diagnostics: [],
  isComplete: true,
  scopeOf: (document) => new Set([document]),
};

/** Reads a file and its imports as documents, and checks their structure. */
export function load(source: SourceFile, reader: ImportReader = NO_IMPORTS): Loaded {
  const { checked, diagnostics } = loadOne(source);
  if (checked === undefined) return { checked, imports: NOTHING_IMPORTED, diagnostics };
  const imports = loadImports(checked, reader, loadOne);
  return { checked, imports, diagnostics: [...diagnostics, ...imports.diagnostics] };
}

/** A document of another kind breaks so many rules that only its kind is reported. */
function loadOne(source: SourceFile): LoadedOne {
  const { root, diagnostics } = parseYaml(source);
  const loaded =
    root === undefined ? { checked: undefined, diagnostics } : check(source, root, diagnostics);
  if (loaded.diagnostics.length === 0) return loaded;
  const foreign = foreignDocument(source.text, root?.value);
  if (foreign === undefined) return loaded;
  const location = locationOf(source, 0, source.text.indexOf("\n"));
  const found = newDiagnostic("foreign-document", { file: source.file, location }, foreign);
  return { checked: undefined, diagnostics: [found] };
}

function check(source: SourceFile, root: Located, ofYaml: readonly Diagnostic[]): LoadedOne {
  const halves = ofYaml.map(({ path }) => path);
  // Half of a section is lost: the rest would look wrong.
  if (halves.some(({ length }) => length < 2)) return { checked: undefined, diagnostics: ofYaml };
  const structure = checkStructure(source.file, root);
  const diagnostics = [...ofYaml, ...structure.diagnostics];
  const document = recover(root.value, [...structure.broken, ...halves.map(brokenPart)]);
  return { checked: document && { document, root, source }, diagnostics };
}
