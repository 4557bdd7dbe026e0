import { CAUSATION_FIELDS } from "ddb-pattern-runtime/rules";
import type { Model } from "../../model/model.js";
import { metadataMember } from "./declarations.js";
import { documented } from "./doc-comment.js";
import { block, brackets, type Code, chain, entry, indexed, typeCall } from "./layout.js";
import { globalType, type ModuleNames, moduleNames } from "./names.js";

/**
 * The interface of the client. It refers to the maps of the module directly: an interface of the runtime that is
 * generic over the schema would cost the compiler twice as many instantiations for each call.
 */
export function clientInterface(model: Model): Code {
  const names = moduleNames(model.name);
  const { eventMap, lookupMap } = names;
  const promise = globalType(model, "Promise");
  const generator = globalType(model, "AsyncGenerator");

  const event = `${eventMap}[Type]`;
  const lookup = indexed(`${lookupMap}[Type]`, `keyof ${lookupMap}[Type]`);
  const query = (of: string, options: string) =>
    entry("query:", chain("&", [`{ ${of} }`, lookup, `runtime.${options}`]));
  const promised = (result: string) => `) => ${promise}<${result}>`;
  const method = (name: string, parameters: readonly Code[], end: string) =>
    block(`readonly ${name}: <Type extends keyof ${eventMap}>(`, parameters, ",", end);

  const input = entry("event:", savedEvent(model, names));
  const one = "eventType: Type";
  const several = "eventTypes: readonly Type[]";
  const members: Code[] = [
    method("saveEvent", [input, "options?: runtime.SaveOptions"], promised(event)),
    method("getLatestEvent", [query(one, "LatestReadOptions")], promised(`${event} | undefined`)),
    method("getLatestEvents", [query(one, "ReadOptions")], promised(`${event}[]`)),
    method("getEventStream", [query(several, "ReadOptions")], promised(`${event}[]`)),
    method(
      "iterateEventStream",
      [query(several, "ReadOptions")],
      `) => ${generator}<${event}, void, undefined>`,
    ),
    method(
      "getEventPage",
      [query(several, "PageOptions")],
      promised(`runtime.EventPage<${event}>`),
    ),
  ];
  members.push(...metadataMembers(model, names));
  const description = "Reads and writes the events of this schema in one table.";
  const base = `export interface ${names.eventClient} extends runtime.EventClient`;
  const parts = [names.events, names.eventInput, names.streams];
  return documented({ description }, typeCall(base, parts, block("> {", members)));
}

/** The members that make clients whose saves add metadata. */
function* metadataMembers({ metadata }: Model, names: ModuleNames): Iterable<Code> {
  if (metadata.length === 0) return;
  const { eventClient, eventMap, eventInputs } = names;
  const isRequired = metadata.some(({ isOptional }) => !isOptional);
  const returned = isRequired
    ? typeCall(") => runtime.ClientWithMetadata", [
        eventClient,
        eventMap,
        eventInputs,
        names.metadata,
      ])
    : `) => ${eventClient}`;
  const parameter = `context: { metadata: ${names.metadata} }`;
  const description = "A client whose saves add this metadata. The metadata of an event wins.";
  yield documented({ description }, entry("readonly with:", brackets("(", [parameter], returned)));
  if (!metadata.some(({ name }) => CAUSATION_FIELDS.includes(name))) return;
  const cause = "A client whose saves say that this event caused theirs.";
  const member = `readonly causedBy: (event: runtime.CausingEvent) => ${eventClient}`;
  yield documented({ description: cause }, member);
}

/**
 * The event that `saveEvent` takes, mapped over its type. The intersection of `{ type: Type }` and a member of the
 * map of inputs would cost 6 instantiations less, and quadratic time: see decision 22.
 */
function savedEvent({ metadata }: Model, names: ModuleNames): Code {
  const members = [
    "type: Each",
    `data: ${names.eventInputs}[Each]["data"]`,
    "id?: string",
    metadata.length > 0 ? `${metadataMember(metadata)}: ${names.metadata}` : "metadata?: never",
  ];
  return block("{", [block("[Each in Type]: {", members)], ";", "}[Type]");
}
