import type { Model } from "../model/model.js";
import { moduleNames } from "../model/names.js";
import { docComment } from "./comment.js";
import { identifier, stringLiteral } from "./escape.js";
import { block, fits, INDENT } from "./layout.js";
import { printDeclarations } from "./print.js";

/**
 * How the event types are declared: `native` as an enum; `erasable` as a constant, a type and a
 * namespace of the same name, which runs where types are only stripped.
 */
export type EnumStyle = "native" | "erasable";

/** The declaration of the event types. Both styles are used alike, as values and as types. */
export function eventTypesText(model: Model, style: EnumStyle): string {
  const name = identifier(moduleNames(model.name).eventTypes);
  const comment = docComment({ description: "The event types." });
  const members = model.events.map((event) => ({
    comment: docComment(event),
    name: identifier(event.type),
    value: stringLiteral(event.type),
  }));
  if (style === "native") return printDeclarations([{ kind: "enum", comment, name, members }]);

  const values = members.map((member) => `${member.comment}${member.name}: ${member.value},`);
  const constant = `${comment}export const ${name} = ${block("{", values, "}")} as const;\n`;
  const union = `export type ${name} =\n  (typeof ${name})[keyof typeof ${name}];\n`;
  const aliases = members.map((member) => {
    const room = { indent: INDENT, column: `  type ${member.name} = `.length, after: 1 };
    const isLong = !fits(member.value, room);
    return { ...member, value: isLong ? `\n${" ".repeat(INDENT)}${member.value}` : member.value };
  });
  return `${constant}\n${union}\n${printDeclarations([{ kind: "namespace", name, aliases }])}`;
}
