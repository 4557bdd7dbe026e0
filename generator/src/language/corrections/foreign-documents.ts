import { isMapping, type Mapping } from "../mapping.js";
import { isObjectSchema } from "./objects.js";

/** A kind of file that is given by mistake where a schema belongs. */
export interface ForeignDocument {
  /** With an article: "an OpenAPI document". */
  readonly name: string;
  /** Whether the file is about types: the language page has a translation of them. */
  readonly hasTypes: boolean;
}

interface Kind extends ForeignDocument {
  /** Recognises a file of YAML or JSON by its value. */
  readonly isValue?: (document: Mapping) => boolean;
  /** Recognises any other file by its first statement. */
  readonly statement?: RegExp;
}

/** Events themselves, in JSON or in lines of JSON. */
const EVENTS: ForeignDocument = { name: "a list of events", hasTypes: false };

/** The first that fits counts. */
const KINDS: readonly Kind[] = [
  {
    name: "an OpenAPI document",
    hasTypes: true,
    isValue: ({ openapi, swagger }) => isVersion(openapi) || isVersion(swagger),
    statement: /^(?:\{\s*)?"?(?:openapi|swagger)"?\s*:/,
  },
  {
    name: "an AsyncAPI document",
    hasTypes: true,
    isValue: ({ asyncapi }) => isVersion(asyncapi),
    statement: /^(?:\{\s*)?"?asyncapi"?\s*:/,
  },
  { name: "an Avro schema", hasTypes: true, isValue: isAvro },
  { name: "a JSON Schema", hasTypes: true, isValue: isJsonSchema },
  { name: "a package.json", hasTypes: false, isValue: isPackage },
  {
    name: "a tsconfig.json",
    hasTypes: false,
    isValue: ({ compilerOptions }) => isMapping(compilerOptions),
    statement: /^\{\s*"(?:compilerOptions|extends|files|include|references)"\s*:/,
  },
  { name: "an event", hasTypes: false, isValue: isEvent },
  { ...EVENTS, statement: /^\{[^\n]*\}\s*\n\{/ },
  {
    name: "a Protobuf file",
    hasTypes: true,
    statement: /^(?:(?:syntax|edition)\s*=|message\s+\w+\s*\{|import\s+"[^"]*\.proto")/,
  },
  {
    name: "a Prisma schema",
    hasTypes: true,
    statement: /^(?:datasource|generator|model)\s+\w+\s*\{/,
  },
  {
    name: "a TypeScript file",
    hasTypes: true,
    statement:
      /^(?:(?:export|declare|const|let)\s|import\s[^;"']*["']|type\s+\w+[^={\n]*=|interface\s[^{]*\{[^}]*(?:;|:\s*(?:boolean|number|string)\b))/,
  },
  {
    name: "a GraphQL schema",
    hasTypes: true,
    statement:
      /^(?:(?:extend\s+)?(?:enum|input|interface|type)\s+\w+[^{\n]*\{|schema\s*\{|scalar\s+\w|union\s+\w+\s*=|directive\s+@)/,
  },
  { name: "an SQL script", hasTypes: true, statement: /^create\s+(?:table|type|schema)\s/i },
];

/** The kind of a file that is no schema. `value` is its value where it is YAML. */
export function foreignDocument(text: string, value: unknown): ForeignDocument | undefined {
  if (isMapping(value) && isSchema(value)) return undefined;
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  if (isMapping(first)) return kindOfList(first, text);
  const statement = firstStatement(text);
  return KINDS.find(
    (kind) => (isMapping(value) && kind.isValue?.(value)) || kind.statement?.test(statement),
  );
}

function kindOfList(first: Mapping, text: string): ForeignDocument | undefined {
  const kind = KINDS.find(({ isValue }) => isValue?.(first));
  if (kind?.hasTypes) return kind;
  return kind !== undefined || isJson(text) ? EVENTS : undefined;
}

/** Whether a document is a schema of this language, whatever else is in it. */
function isSchema(document: Mapping): boolean {
  const hasSection = ["events", "groups", "streams", "types"].some((key) =>
    isMapping(document[key]),
  );
  return document.version === 1 || hasSection || Object.hasOwn(document, "partition");
}

function isVersion(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}

function isJsonSchema(document: Mapping): boolean {
  const { $schema, $defs, definitions } = document;
  const isNamed = typeof $schema === "string" && $schema.includes("json-schema.org");
  return isNamed || isObjectSchema(document) || isMapping($defs) || isMapping(definitions);
}

function isAvro({ type, name, fields, symbols }: Mapping): boolean {
  const isRecord = type === "record" && Array.isArray(fields);
  const isEnum = type === "enum" && Array.isArray(symbols);
  return typeof name === "string" && (isRecord || isEnum);
}

function isPackage(document: Mapping): boolean {
  const keys = ["dependencies", "devDependencies", "scripts", "workspaces"];
  return typeof document.name === "string" && keys.some((key) => Object.hasOwn(document, key));
}

/** An event as programs store or send it. */
function isEvent({ type, data, payload, specversion }: Mapping): boolean {
  return isVersion(specversion) || (typeof type === "string" && isMapping(data ?? payload));
}

function isJson(text: string): boolean {
  return /^\s*\[/.test(text);
}

/** Longer than any first statement; the length of a file must not matter to the expressions. */
const MAX_LENGTH = 4000;

/** The beginning of a text without comments, as these languages write them. */
function firstStatement(text: string): string {
  return text
    .slice(0, MAX_LENGTH)
    .replace(/\/\*[\s\S]*?\*\/|"""[\s\S]*?"""|^[ \t]*(?:#|--).*$|(?<=^|\s)\/\/.*$/gm, "")
    .trimStart();
}
