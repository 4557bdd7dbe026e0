import { analyze as analyzeSource } from "./analyze.js";
import { checkEnumStyle, type GenerateOptions, type SchemaSource } from "./api/arguments.js";
import { openSource } from "./api/source.js";
import { compareDiagnostics, type Diagnostic } from "./diagnostics/diagnostic.js";
import { withHeader } from "./emit/typescript/header.js";
import { generate as generateSource } from "./generate.js";
import type { Model } from "./model/model.js";
import { targetOf } from "./workspace/targets.js";

export type { EnumStyle, GenerateOptions, SchemaSource } from "./api/arguments.js";
export type {
  Diagnostic,
  Location,
  RelatedLocation,
  Severity,
  YamlPath,
} from "./diagnostics/diagnostic.js";
export type {
  EventModel,
  Field,
  FieldType,
  GroupModel,
  Lookup,
  MetadataField,
  Model,
  NamedType,
  StreamModel,
} from "./model/model.js";
export type { IdSuffix } from "./model/names.js";

/** What a schema means, and what is wrong with it. */
export interface Analysis {
  /** `undefined` if one of the diagnostics is an error, and for a file that declares types only. */
  readonly model: Model | undefined;
  /** Errors and warnings, in the order of files and of locations in them. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The module of a schema, and what is wrong with the schema. */
export interface Generation {
  /** The text of the TypeScript module; `undefined` where `analyze` gives no model. */
  readonly module: string | undefined;
  /** Errors and warnings, in the order of files and of locations in them. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks a schema, as `ddb-pattern-gen lint` does, without access to files. What is wrong with the schema
 * is a diagnostic, never an exception.
 *
 * @throws TypeError for arguments of the wrong type, as a rejected promise.
 */
export async function analyze(source: SchemaSource): Promise<Analysis> {
  const opened = openSource("analyze", source);
  if ("problem" in opened) return { model: undefined, diagnostics: [opened.problem] };
  const { model, diagnostics: found } = await analyzeSource(opened.source, opened.imports);
  return { model, diagnostics: [...found].sort(compareDiagnostics) };
}

/**
 * Generates the module of a schema, without access to files: the same text that the command writes beside
 * the schema. What is wrong with the schema is a diagnostic, never an exception.
 *
 * @throws TypeError for arguments of the wrong type, as a rejected promise.
 */
export async function generate(
  source: SchemaSource,
  options: GenerateOptions = {},
): Promise<Generation> {
  const opened = openSource("generate", source);
  const enumStyle = checkEnumStyle(options);
  if ("problem" in opened) return { module: undefined, diagnostics: [opened.problem] };
  const {
    body,
    name,
    diagnostics: found,
  } = await generateSource(opened.source, enumStyle ?? "native", opened.imports);
  const diagnostics = [...found].sort(compareDiagnostics);
  if (body === undefined || name === undefined) return { module: undefined, diagnostics };
  const { source: path, command } = targetOf(
    opened.source.file,
    { out: undefined, enumStyle },
    ".",
  );
  return { module: withHeader(body, { source: path, command, name: name.name }), diagnostics };
}
