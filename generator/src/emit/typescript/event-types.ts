import type { EventModel, Model } from "../../model/model.js";
import { documented } from "./doc-comment.js";
import { identifier, stringLiteral } from "./escape.js";
import { block, type Code, each, entry, indexed } from "./layout.js";
import { moduleNames } from "./names.js";
import { typeAlias } from "./type-alias.js";

/**
 * How the event types are declared: `native` as an enum; `erasable` as a constant, a type and a
 * namespace of the same name, which runs where types are only stripped.
 */
export type EnumStyle = "native" | "erasable";

/** The declaration of the event types. Both styles are used alike, as values and as types. */
export function eventTypes(model: Model, style: EnumStyle): Code[] {
  return style === "native" ? [enumOf(model)] : constantOf(model);
}

const DESCRIPTION = "The event types.";

function enumOf({ name, events }: Model): Code {
  const open = `export enum ${moduleNames(name).eventTypes} {`;
  const members = each(events, (event) => memberOf(event, `${identifier(event.type)} =`));
  return documented({ description: DESCRIPTION }, block(open, members, ","));
}

function constantOf({ name, events }: Model): Code[] {
  const { eventTypes } = moduleNames(name);
  const values = each(events, (event) => memberOf(event, `${identifier(event.type)}:`));
  const types = each(events, ({ type, storedType, deprecated }) =>
    documented({ deprecated }, entry(`type ${identifier(type)} =`, stringLiteral(storedType))),
  );
  return [
    documented(
      { description: DESCRIPTION },
      block(`export const ${eventTypes} = {`, values, ",", "} as const;"),
    ),
    ...typeAlias(eventTypes, indexed(`(typeof ${eventTypes})`, `keyof typeof ${eventTypes}`)),
    block(`export declare namespace ${eventTypes} {`, types),
  ];
}

function memberOf({ storedType, description, deprecated }: EventModel, head: string): Code {
  return documented({ description, deprecated }, entry(head, stringLiteral(storedType)));
}
