import type { Finding } from "../diagnostics/diagnostic.js";
import type { CheckedDocument, SchemaDocument } from "./document.js";
import { type ImportReader, type Imports, loadImports, NO_IMPORTS } from "./imports.js";
import type { SourceFile } from "./source-file.js";
import { checkStructure } from "./structure/check.js";
import { salvage } from "./structure/recover.js";
import { parseYaml } from "./yaml/parse.js";

export interface Loaded {
  /** What can be checked further; after findings, only what could be salvaged. */
  readonly checked: CheckedDocument | undefined;
  readonly imports: Imports;
  readonly findings: readonly Finding[];
}

const NOTHING: Imports = { documents: [], sources: [], findings: [], scopeOf: () => new Set() };

/** A file's text, and those of its imports, to documents whose structure is legal. */
export function load(source: SourceFile, reader: ImportReader = NO_IMPORTS): Loaded {
  const { checked, findings } = loadOne(source);
  if (checked === undefined) return { checked, imports: NOTHING, findings };
  const imports = loadImports(checked, reader, loadOne);
  return { checked, imports, findings: [...findings, ...imports.findings] };
}

function loadOne(source: SourceFile): {
  readonly checked: CheckedDocument | undefined;
  readonly findings: readonly Finding[];
} {
  const { root, findings: ofYaml } = parseYaml(source);
  if (root === undefined) return { checked: undefined, findings: ofYaml };
  const findings = [...ofYaml, ...checkStructure(source.file, root)];
  const halves = ofYaml.map(({ path }) => path);
  // Half of a section is lost: what the rest says of it cannot be judged.
  if (halves.some(({ length }) => length < 2)) return { checked: undefined, findings: ofYaml };
  const salvaged = salvage(root.value, (value) => checkStructure(source.file, root, value));
  if (salvaged === undefined) return { checked: undefined, findings };
  const document = salvaged.document as SchemaDocument;
  const missing = new Set([...salvaged.missing, ...halves.map(([, name]) => String(name))]);
  return { checked: { document, root, source, missing, findings }, findings };
}
