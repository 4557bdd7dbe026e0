import { _, Ajv, type AnySchemaObject } from "ajv";
import { compileEach } from "../../json-schema/compile-each.js";
import { AJV_OPTIONS, jsonSchemas } from "../../json-schema/json-schema.js";
import { replaceKeywords } from "../../json-schema/keywords.js";
import { isPart } from "../../json-schema/schema-parts.js";
import type { FieldType, Model } from "../../model/model.js";
import { identifier } from "./escape.js";
import { type AjvSource, typedCode } from "./standalone-code.js";

const FORMATS = ["ulid", "uuid", "date-time", "date", "email", "uri"];

const METADATA = "metadata";

/**
 * The validators of a model, as the text of an expression: made by ajv ahead of time, so that no schema
 * is compiled where the events are saved.
 */
export function validatorsText(model: Model): string {
  const { events, metadata, shared } = jsonSchemas(model);
  const ajv = createAjv(model);
  const roots = new Map(Array.from(events, ([type, schema]) => [`event:${type}`, schema]));
  if (metadata !== undefined) roots.set(METADATA, metadata);
  for (const [id, schema] of [...shared, ...roots]) ajv.addSchema(schema as AnySchemaObject, id);

  compileEach(ajv, [...shared.keys()]);
  const parts = [...shared.keys()].filter(isPart);
  const named = [...shared.keys()].filter((id) => !isPart(id));
  const ids = [...named.sort(), ...parts, ...roots.keys()];
  const sources = new Map(ids.map((id) => [nameOf(id), ajv.getSchema(id)?.source as AjvSource]));
  return [
    "/* @__PURE__ */ (() => {",
    ...typedCode(sources).map((line) => `  ${line}`),
    "  return {",
    "    events: {",
    ...model.events.map(({ type }) => `      ${identifier(type)}: ${nameOf(`event:${type}`)},`),
    "    },",
    ...(metadata === undefined ? [] : [`    metadata: ${nameOf(METADATA)},`]),
    "  };",
    "})()",
  ].join("\n");
}

/** `type:Money:null` → `type_Money_null`: no name of the module, of JavaScript or of ajv's code has that form. */
function nameOf(id: string): string {
  return identifier(id.replace(/[:-]/g, "_"));
}

function createAjv(model: Model): Ajv {
  const ajv = new Ajv({
    ...AJV_OPTIONS,
    messages: false,
    // Costs code at each member, so only where a name would be found on every object.
    ownProperties: hasInheritedName(model),
    code: { source: true, esm: true, formats: _`formats` },
  });
  replaceKeywords(ajv);
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
