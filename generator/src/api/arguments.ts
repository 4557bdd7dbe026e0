import { suggest } from "../diagnostics/suggest/suggest.js";
import type { EnumStyle } from "../emit/typescript/event-types.js";
import { isMapping } from "../language/mapping.js";

export type { EnumStyle };

/** A schema, and the files that it may import, as text. */
export interface SchemaSource {
  /** The YAML document. The limit on its size in UTF-8 is that of files. */
  readonly text: string;
  /**
   * The path by which diagnostics and the header of the module name the schema, with forward slashes.
   * Paths under `imports:` start in its folder. Default: `events.yaml`.
   */
  readonly file?: string;
  /** The texts of the files that can be imported, by their paths, which start where `file` starts. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What a module looks like. */
export interface GenerateOptions {
  /**
   * `native`: event types are an enum. `erasable`: they are an object, for programs whose types are only
   * stripped. Default: `native`.
   */
  readonly enumStyle?: EnumStyle;
}

const ENUM_STYLES: readonly unknown[] = ["native", "erasable"] satisfies EnumStyle[];

/** @throws TypeError for anything but a schema as text. */
export function checkSource(caller: string, source: unknown): Required<SchemaSource> {
  checkMembers(caller, source, ["text", "file", "files"]);
  const { text, file = "events.yaml", files = {} } = source;
  if (typeof text !== "string") throw new TypeError(`${caller}: text must be a string.`);
  if (typeof file !== "string" || file === "") {
    throw new TypeError(`${caller}: file must be a path.`);
  }
  checkObject(caller, "files", files);
  for (const [path, content] of Object.entries(files)) {
    if (typeof content === "string") continue;
    throw new TypeError(`${caller}: files[${JSON.stringify(path)}] must be a string.`);
  }
  return { text, file, files: files as Readonly<Record<string, string>> };
}

/** @throws TypeError for anything but options. */
export function checkEnumStyle(options: unknown): EnumStyle | undefined {
  checkMembers("generate", options, ["enumStyle"]);
  const { enumStyle } = options;
  if (enumStyle === undefined || ENUM_STYLES.includes(enumStyle)) {
    return enumStyle as EnumStyle | undefined;
  }
  throw new TypeError(`generate: enumStyle must be ${ENUM_STYLES.join(" or ")}.`);
}

function checkMembers(
  caller: string,
  value: unknown,
  known: readonly string[],
): asserts value is Readonly<Record<string, unknown>> {
  checkObject(caller, "each argument", value);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = suggest(unknown, known);
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  throw new TypeError(`${caller}: unknown member ${JSON.stringify(unknown)}.${hint}`);
}

function checkObject(
  caller: string,
  name: string,
  value: unknown,
): asserts value is Readonly<Record<string, unknown>> {
  if (isMapping(value)) return;
  throw new TypeError(`${caller}: ${name} must be an object.`);
}
