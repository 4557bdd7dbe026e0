import type { YamlPath } from "../diagnostics/finding.js";

type Mapping = Readonly<Record<string, unknown>>;

/** The way out of `{ type: object, properties: … }` where fields stand directly, by its section. */
export const FIELDS_AS_SCHEMA: Readonly<Record<string, string>> = {
  events:
    'fields stand directly under "data"; a field that may be left out has "?" after its name.',
  metadata: 'fields stand directly under "metadata"; all of them may be left out.',
};

/** The path of the fields that an error's path leads into, where they are written as a JSON Schema. */
export function fieldsAsSchema(value: unknown, path: YamlPath): YamlPath | undefined {
  const [section, event, part] = path.map(String);
  const document = value as Mapping;
  if (section === "metadata" && isSchema(document.metadata)) return [section];
  if (section !== "events" || event === undefined || part !== "data") return undefined;
  const { data } = (document.events as Mapping)[event] as Mapping;
  return isSchema(data) ? [section, event, part] : undefined;
}

function isSchema(fields: unknown): boolean {
  return isMapping(fields) && fields.type === "object" && isMapping(fields.properties);
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
