import { basename, dirname, join, relative, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { newDiagnostic } from "../diagnostics/messages.js";
import { expandFiles, isGlob } from "../workspace/expand-files.js";
import { namesIn, nearestName } from "../workspace/missing-file.js";
import { statOf } from "../workspace/regular-file.js";
import type { ConfigEntry, ProjectConfig, SchemaSettings } from "./project-config.js";

/** The schemas of a config, with their settings. Paths count from the working folder. */
export interface ConfiguredSchemas {
  /** In the order of the config; those of a glob sorted. */
  readonly files: readonly string[];
  /** By the absolute paths of the schemas. */
  readonly settings: ReadonlyMap<string, SchemaSettings>;
  readonly globs: readonly string[];
  /** The globs of entries without `out`: modules are beside the schemas that they match. */
  readonly besideGlobs: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the schemas that a config names. An entry with a path has precedence over one with a glob. */
export async function findSchemas(
  { schemas }: ProjectConfig,
  path: string,
  cwd: string,
): Promise<ConfiguredSchemas> {
  const folder = dirname(path);
  const file = relative(cwd, path);
  const diagnostics: Diagnostic[] = [];
  const owners = new Map<string, ConfigEntry>();
  const isPath = ({ file: name }: ConfigEntry) => !isGlob(name, folder);
  const [named, globs] = [schemas.filter(isPath), schemas.filter((entry) => !isPath(entry))];
  for (const entry of [...named, ...globs]) {
    const isNamed = isPath(entry);
    const found = (await expandFiles([entry.file], folder)).map((name) => resolve(folder, name));
    const present = found.filter((schema) => statOf(schema) !== undefined);
    if (present.length === 0) diagnostics.push(missingFile(entry, file, folder, isNamed));
    for (const schema of present) {
      const first = owners.get(schema);
      if (first === undefined) owners.set(schema, entry);
      else if (isPath(first) === isNamed) {
        diagnostics.push(duplicate(entry, first, file, relative(folder, schema)));
      }
    }
  }
  const patternOf = (entry: ConfigEntry) => relative(cwd, join(folder, entry.file));
  const byEntry = (index: number) => [...owners].filter(([, entry]) => entry.index === index);
  const files = schemas.flatMap(({ index }) => byEntry(index).map(([schema]) => schema));
  return {
    files: files.map((schema) => relative(cwd, schema)),
    settings: new Map(
      [...owners].map(([schema, entry]) => [schema, settingsOf(entry, folder, cwd)]),
    ),
    globs: globs.map(patternOf),
    besideGlobs: globs.filter(({ out }) => out === undefined).map(patternOf),
    diagnostics,
  };
}

function settingsOf(entry: ConfigEntry, folder: string, cwd: string): SchemaSettings {
  const { out, enum: enumStyle, table } = entry;
  const path = out === undefined ? undefined : relative(cwd, resolve(folder, out)) || ".";
  return { out: path, enumStyle, table };
}

function missingFile(
  { file: schema, location, index }: ConfigEntry,
  file: string,
  folder: string,
  isNamed: boolean,
): Diagnostic {
  const at = { file, location, path: ["schemas", index, "file"] };
  if (!isNamed) return newDiagnostic("config-file-missing", at, { isGlob: true });
  const path = resolve(folder, schema);
  const near = nearestName(basename(path), namesIn(dirname(path)));
  const suggestion = near === undefined ? undefined : join(dirname(schema), near);
  return newDiagnostic("config-file-missing", at, { isGlob: false, suggestion });
}

function duplicate(
  { location, index }: ConfigEntry,
  first: ConfigEntry,
  file: string,
  schema: string,
): Diagnostic {
  const related = [{ location: first.location, message: "the first is here" }];
  const at = { file, location, path: ["schemas", index, "file"], related };
  return newDiagnostic("config-duplicate-file", at, { schema });
}
