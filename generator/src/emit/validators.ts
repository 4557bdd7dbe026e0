import { createRequire } from "node:module";
import { _, Ajv, type AnySchemaObject } from "ajv";
import { AJV_OPTIONS, type JsonSchema, jsonSchemas, type SchemaSet } from "../model/json-schema.js";
import type { FieldType, Model } from "../model/model.js";
import { propertyName } from "./escape.js";
import { typedCode } from "./standalone-code.js";

// ajv's declaration of this file is of a module whose only export is the default one, which it is not.
const standaloneCode = createRequire(import.meta.url)("ajv/dist/standalone").default as (
  ajv: Ajv,
  refs: Readonly<Record<string, string>>,
) => string;

const FORMATS = ["ulid", "uuid", "date-time", "date", "email", "uri"];

/** What the generated validators are called until their code is typed. */
const METADATA = "metadata";

/**
 * The validators of a model, as the text of an expression: made by ajv ahead of time, so that no schema
 * is compiled where the events are saved.
 */
export function validatorsText(model: Model): string {
  const schemas = jsonSchemas(model);
  const ajv = createAjv(model);
  for (const [id, schema] of schemas.shared) ajv.addSchema(schema as AnySchemaObject, id);
  const names = new Map<string, string>();
  for (const [key, schema] of entries(schemas)) {
    ajv.addSchema(schema as AnySchemaObject, key);
    names.set(`v${names.size}`, key);
  }
  const { statements, exports } = typedCode(standaloneCode(ajv, Object.fromEntries(names)));
  const functionOf = (key: string) => {
    const [name] = [...names].find(([, id]) => id === key) ?? [];
    return exports.get(name ?? "") as string;
  };
  const events = model.events.map(
    ({ type }) => `    ${propertyName(type)}: ${functionOf(`event:${type}`)},`,
  );
  const metadata = schemas.metadata === undefined ? [] : [`    metadata: ${functionOf(METADATA)},`];
  return [
    "/* @__PURE__ */ (() => {",
    ...statements.map((statement) => `  ${statement}`),
    "  return {",
    "    events: {",
    ...events.map((line) => `  ${line}`),
    "    },",
    ...metadata,
    "  };",
    "})()",
  ].join("\n");
}

function entries({ events, metadata }: SchemaSet): (readonly [string, JsonSchema])[] {
  const ofEvents = Array.from(events, ([type, schema]) => [`event:${type}`, schema] as const);
  return metadata === undefined ? ofEvents : [...ofEvents, [METADATA, metadata] as const];
}

function createAjv(model: Model): Ajv {
  const ajv = new Ajv({
    ...AJV_OPTIONS,
    messages: false,
    // Costs code at each member, so only where a name would be found on every object.
    ownProperties: hasInheritedName(model),
    code: { source: true, esm: true, formats: _`runtime.formats` },
  });
  // What they check is the runtime's matter; here only that they are functions.
  for (const format of FORMATS) ajv.addFormat(format, () => true);
  return ajv;
}

function hasInheritedName({ events, metadata, types }: Model): boolean {
  const members = [...events.flatMap(({ fields }) => fields), ...metadata];
  return (
    members.some(({ name, type }) => isInherited(name) || holdsInheritedName(type)) ||
    types.some(({ type }) => holdsInheritedName(type))
  );
}

function holdsInheritedName(type: FieldType): boolean {
  switch (type.kind) {
    case "list":
      return holdsInheritedName(type.items);
    case "map":
      return holdsInheritedName(type.values);
    case "object":
      return type.properties.some(
        (property) => isInherited(property.name) || holdsInheritedName(property.type),
      );
    case "union":
      return type.branches.some(holdsInheritedName);
    default:
      return false;
  }
}

function isInherited(name: string): boolean {
  return name in Object.prototype;
}
