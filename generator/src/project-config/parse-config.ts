import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { type Located, locationAt } from "../language/located.js";
import type { SourceFile } from "../language/source-file.js";
import { parseYaml } from "../language/yaml/parse.js";
import { checkConfig } from "./check-config.js";
import type { ConfigEntry, ProjectConfig } from "./project-config.js";

/** A config, or the mistakes in its text. */
export type ParsedConfig =
  | { readonly config: ProjectConfig }
  | { readonly diagnostics: readonly Diagnostic[] };

/** Parses a config. A file with a mistake is no config. */
export function parseConfig(source: SourceFile): ParsedConfig {
  const { root, diagnostics } = parseYaml(source);
  if (root === undefined) return { diagnostics };
  const found = [...diagnostics, ...checkConfig(source.file, root)];
  return found.length > 0 ? { diagnostics: found } : { config: configOf(root) };
}

/** The config of a document without mistakes. */
function configOf(root: Located): ProjectConfig {
  const { schemas } = root.value as { schemas: Omit<ConfigEntry, "location" | "index">[] };
  return {
    schemas: schemas.map(({ file, out, enum: style, table }, index) => ({
      file,
      ...(out === undefined ? {} : { out }),
      ...(style === undefined ? {} : { enum: style }),
      ...(table === undefined ? {} : { table }),
      location: locationAt(root, ["schemas", index, "file"]),
      index,
    })),
  };
}
