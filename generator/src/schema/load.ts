import type { Finding } from "../diagnostics/finding.js";
import { checkStructure } from "./check-structure.js";
import type { CheckedDocument, SchemaDocument } from "./document.js";
import { parseYaml } from "./parse-yaml.js";
import { salvage } from "./salvage.js";
import type { SourceFile } from "./source-file.js";

export interface Loaded {
  /** What can be checked further; after findings, only what could be salvaged. */
  readonly checked: CheckedDocument | undefined;
  readonly findings: readonly Finding[];
}

/** A file's text to a document whose structure is legal. */
export function load(source: SourceFile): Loaded {
  const { root, findings } = parseYaml(source);
  if (root === undefined) return { checked: undefined, findings };
  const structural = checkStructure(source.file, root);
  const salvaged = salvage(root.value, (value) => checkStructure(source.file, root, value));
  if (salvaged === undefined) return { checked: undefined, findings: structural };
  const document = salvaged.document as SchemaDocument;
  const checked = { document, root, source, missing: salvaged.missing };
  return { checked, findings: structural };
}
