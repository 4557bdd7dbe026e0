import type { Interest } from "../consumers/copies.js";
import { InvalidArgumentError } from "../errors.js";
import type { UnknownEvents } from "../events/decode.js";
import type { EventBase } from "../events/event.js";
import type { Descriptor } from "../schema/descriptor.js";
import { checkedPositiveInteger, type Members, readMembers } from "../util/members.js";
import { isPlainObject } from "../util/plain-object.js";
import { describeKind, quote } from "../util/quote.js";
import { isStoredName } from "../util/stored-name.js";
import { followedCopies } from "./followed-copies.js";

/** The event types of a schema, by the type that is stored: a generated `…EventMap`. */
export type EventMapOf<EventMap> = { readonly [Type in keyof EventMap]: EventBase };

/**
 * A projection: items that are derived from events. An item has a key; each event that has this key
 * changes the item.
 */
export interface ProjectionDefinition<
  EventMap extends EventMapOf<EventMap>,
  Item extends object,
  Stream extends string = string,
> {
  /** The first part of the keys of all its items: letters, digits, `_`, `-` and `.`. */
  readonly name: string;
  /**
   * 1, 2, 3 … Raise it with each change of what the functions return, and rebuild: items of two
   * versions never mix.
   */
  readonly version: number;
  /**
   * The key of the item that an event changes: at most about 2,000 bytes. `undefined`: the event
   * changes no item. Called for events that have a handler.
   */
  readonly key: (event: EventMap[keyof EventMap]) => string | undefined;
  /**
   * The consistent streams whose order the projection keeps, by their members of the client. The events of each are
   * applied in the order of their revisions; an event that is not in it, because its id is absent, is left out. A type
   * of none of them is applied in no order.
   *
   * Default: the stream of each event type. Required if an event type with a handler is in several consistent
   * streams, or may be in none. With `[]`, each event is applied once, and the events of a stream in any order.
   */
  readonly streams?: readonly Stream[];
  /** A function for each event type that changes items. Other events pass. */
  readonly handlers: ProjectionHandlers<EventMap, Item>;
  /**
   * The functions that convert events of earlier versions, as the client takes them. Required if an
   * event type has versions that need one.
   */
  readonly upcasters?: object;
  /**
   * How events of types that the schema does not list are treated: the projection stops at them
   * (`"throw"`, the default), or passes them (`"skip"`).
   */
  readonly unknownEvents?: UnknownEvents;
  /**
   * Converts an item that another version of the projection wrote, for `get`: a program can read
   * items before and after the switch to another version. Without it, such an item is returned as
   * it is stored.
   */
  readonly adapt?: (item: Readonly<Record<string, unknown>>, version: number) => Item | undefined;
}

/** The functions of a projection. */
export type ProjectionHandlers<EventMap extends EventMapOf<EventMap>, Item extends object> = {
  readonly [Type in keyof EventMap]?: ProjectionHandler<EventMap[Type], Item>;
};

/**
 * Makes an item of the item before and an event. It must be pure and must not return a promise: it
 * can be called several times for one event, and only one result is stored. It may change `item`,
 * which is a copy, but not the event.
 *
 * @param item - `undefined` if there is none under the key.
 * @returns The new item, a plain object of values that can be stored; `undefined` deletes the item.
 */
export type ProjectionHandler<Event, Item> = (
  item: Item | undefined,
  event: Event,
  context: ProjectionContext,
) => Item | undefined;

export interface ProjectionContext {
  /** The version of the projection. */
  readonly version: number;
  /** The name and the ids of the event's consistent stream; `undefined` if it is in none. */
  readonly stream:
    | { readonly name: string; readonly ids: Readonly<Record<string, string>> }
    | undefined;
  /** The event's revision in its consistent stream; `undefined` if it is in none. */
  readonly revision: number | undefined;
  /**
   * Whether the event belongs to the past: another version of the projection is active, or has
   * applied the event before this one became active.
   */
  readonly isReplay: boolean;
  /**
   * Runs a function once the event is applied, unless it is a replay: at most once, and not at all
   * if the process ends in between. For what must happen, use a consumer.
   */
  readonly effect: (effect: () => unknown) => void;
}

/** A definition that was checked. Its functions take any event. */
export interface CheckedDefinition {
  readonly name: string;
  readonly version: number;
  readonly key: (event: object) => unknown;
  readonly handlers: ReadonlyMap<string, AnyHandler>;
  /** The copies by which events are followed. */
  readonly followed: Interest;
  readonly upcasters: unknown;
  readonly unknownEvents: UnknownEvents;
  readonly adapt: ((item: object, version: number) => object | undefined) | undefined;
}

export type AnyHandler = (item: unknown, event: object, context: ProjectionContext) => unknown;

/** @throws InvalidArgumentError */
export function checkedDefinition(
  descriptor: Descriptor,
  definition: unknown,
  hasUpcasters: boolean,
): CheckedDefinition {
  const members: DefinitionMembers = readMembers(
    definition,
    "The projection",
    hasUpcasters ? [...MEMBERS, "upcasters"] : MEMBERS,
  );
  const { name, version, upcasters, unknownEvents = "throw" } = members;
  if (!isStoredName(name)) {
    throw new InvalidArgumentError(
      '"name" of a projection must have 1 to 100 letters, digits, "_", "-" or ".".',
    );
  }
  if (unknownEvents !== "throw" && unknownEvents !== "skip") {
    throw new InvalidArgumentError('"unknownEvents" must be "throw" or "skip".');
  }
  const handlers = checkedHandlers(descriptor, members.handlers);
  return {
    name,
    version: checkedPositiveInteger("version", version),
    key: requiredFunction(members, "key") as CheckedDefinition["key"],
    handlers,
    followed: followedCopies(descriptor, handlers.keys(), members.streams),
    upcasters,
    unknownEvents,
    adapt: optionalFunction(members, "adapt") as CheckedDefinition["adapt"],
  };
}

const MEMBERS = [
  "name",
  "version",
  "key",
  "streams",
  "handlers",
  "unknownEvents",
  "adapt",
] as const;

type DefinitionMembers = Members<(typeof MEMBERS)[number] | "upcasters">;

function requiredFunction(members: DefinitionMembers, name: "key"): unknown {
  if (members[name] !== undefined) return optionalFunction(members, name);
  throw new InvalidArgumentError(`The projection lacks "${name}", a function.`);
}

function optionalFunction(members: DefinitionMembers, name: "key" | "adapt"): unknown {
  const value = members[name];
  if (value === undefined || typeof value === "function") return value;
  throw new InvalidArgumentError(
    `"${name}" of a projection must be a function, not ${describeKind(value)}.`,
  );
}

function checkedHandlers(
  { name, events }: Descriptor,
  handlers: unknown,
): ReadonlyMap<string, AnyHandler> {
  if (!isPlainObject(handlers)) {
    throw new InvalidArgumentError(
      `"handlers" of a projection must be a plain object, not ${describeKind(handlers)}.`,
    );
  }
  const checked = new Map<string, AnyHandler>();
  for (const [type, handler] of Object.entries(handlers)) {
    if (!Object.hasOwn(events, type)) {
      throw new InvalidArgumentError(
        `"handlers" has ${quote(type)}, and schema "${name}" stores no such event type.`,
      );
    }
    if (typeof handler !== "function") {
      throw new InvalidArgumentError(
        `"handlers" has for ${quote(type)} ${describeKind(handler)}; give it a function.`,
      );
    }
    checked.set(type, handler as AnyHandler);
  }
  if (checked.size === 0) {
    throw new InvalidArgumentError('"handlers" of a projection must have at least one function.');
  }
  return checked;
}
