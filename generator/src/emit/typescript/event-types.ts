import type { Model } from "../../model/model.js";
import { moduleNames } from "../../model/names.js";
import { aliasDeclaration } from "./aliases.js";
import { docComment, docText } from "./doc-comment.js";
import { identifier, stringLiteral } from "./escape.js";
import { block, INDENT } from "./layout.js";
import { printDeclarations } from "./printer.js";
import { memberText } from "./value-text.js";

/**
 * How the event types are declared: `native` as an enum; `erasable` as a constant, a type and a
 * namespace of the same name, which runs where types are only stripped.
 */
export type EnumStyle = "native" | "erasable";

/** The declaration of the event types. Both styles are used alike, as values and as types. */
export function eventTypesText(model: Model, style: EnumStyle): string {
  return style === "native" ? enumText(model) : constantText(model);
}

const DESCRIPTION = "The event types.";

function enumText(model: Model): string {
  const name = moduleNames(model.name).eventTypes;
  const members = model.events.map((event) => ({
    doc: docText(event),
    name: identifier(event.type),
    value: stringLiteral(event.type),
  }));
  const doc = docText({ description: DESCRIPTION });
  return printDeclarations([{ kind: "enum", doc, name, members }]);
}

function constantText(model: Model): string {
  const name = identifier(moduleNames(model.name).eventTypes);
  const values = model.events.map(
    (event) => docComment(event) + memberText(identifier(event.type), event.type, INDENT),
  );
  const constant = `export const ${name} = ${block("{", values, "}")} as const;\n`;
  const union = aliasDeclaration(name, () => `(typeof ${name})[keyof typeof ${name}]`, "");
  const aliases = model.events.map((event) => {
    const column = INDENT + `type ${event.type} = `.length;
    const room = { indent: INDENT, column, after: ";".length };
    return aliasDeclaration(event.type, () => stringLiteral(event.type), docText(event), room);
  });
  const types = printDeclarations([union, { kind: "namespace", name, aliases }]);
  return `${docComment({ description: DESCRIPTION })}${constant}\n${types}`;
}
