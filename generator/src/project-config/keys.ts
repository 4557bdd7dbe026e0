/** The keys of a config, as data: `config.schema.json` says the same to editors. */

/** What a value must be. */
export type ValueKind =
  | { readonly kind: "string" }
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  | { readonly kind: "pattern"; readonly pattern: RegExp; readonly rule: string };

/** The name or the ARN of a table. Source: AWS, "Naming rules" of DynamoDB: 3 to 255 of a-z, A-Z, 0-9, _, - and dot. */
export const TABLE_NAME_PATTERN: RegExp = /^(?:[\w.-]{3,255}|arn:\S+)$/;

/** The keys of an item of `schemas`; "file" is required. */
export const SCHEMA_KEYS: Readonly<Record<"file" | "out" | "enum" | "table", ValueKind>> = {
  file: { kind: "string" },
  out: { kind: "string" },
  enum: { kind: "choice", choices: ["native", "erasable"] },
  table: {
    kind: "pattern",
    pattern: TABLE_NAME_PATTERN,
    rule: "must be the name or the ARN of a table",
  },
};

/** The keys of the document. All are required. */
export const ROOT_KEYS = ["version", "schemas"] as const;

/** Keys by which other tools name the same. */
export const OTHER_KEYS: Readonly<Record<string, string>> = {
  dest: "out",
  dir: "out",
  enumStyle: "enum",
  events: "schemas",
  files: "schemas",
  folder: "out",
  input: "file",
  name: "table",
  outDir: "out",
  outdir: "out",
  output: "out",
  path: "file",
  schema: "file",
  source: "file",
  style: "enum",
  tableName: "table",
};
