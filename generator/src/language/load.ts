import type { Finding } from "../diagnostics/diagnostic.js";
import type { CheckedDocument } from "./document.js";
import { type ImportReader, type Imports, loadImports, NO_IMPORTS } from "./imports.js";
import type { SourceFile } from "./source-file.js";
import { checkStructure } from "./structure/check.js";
import { brokenPart, recover } from "./structure/recover.js";
import { parseYaml } from "./yaml/parse.js";

export interface Loaded {
  /** The document, of which parts may be broken; `undefined` where too little is left to check. */
  readonly checked: CheckedDocument | undefined;
  readonly imports: Imports;
  readonly findings: readonly Finding[];
}

const NOTHING: Imports = {
  documents: [],
  sources: [],
  findings: [],
  isComplete: true,
  scopeOf: () => new Set(),
};

/** Reads a file and its imports as documents, and checks their structure. */
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
  const halves = ofYaml.map(({ path }) => path);
  // Half of a section is lost: the rest would look wrong.
  if (halves.some(({ length }) => length < 2)) return { checked: undefined, findings: ofYaml };
  const structure = checkStructure(source.file, root);
  const findings = [...ofYaml, ...structure.findings];
  const document = recover(root.value, [...structure.broken, ...halves.map(brokenPart)]);
  return { checked: document && { document, root, source }, findings };
}
