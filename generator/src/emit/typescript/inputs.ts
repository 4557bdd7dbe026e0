import { type EventModel, type Model, omissibleFields } from "../../model/model.js";
import { eventMap, extending, unionOfMap } from "./declarations.js";
import { documented } from "./doc-comment.js";
import { identifier, stringLiteral } from "./escape.js";
import type { EnumStyle } from "./event-types.js";
import { block, type Code, chain, entry, typeCall } from "./layout.js";
import { inputName, interfaceName, type ModuleNames, moduleNames } from "./names.js";
import { literalType } from "./type-code.js";

/** The types of what saving takes: by event type, as a map, and as a union. */
export function inputDeclarations(model: Model, style: EnumStyle): Code[] {
  const names = moduleNames(model.name);
  return [
    inputBase(model, names),
    ...model.events.map((event) => inputInterface(event, names, style)),
    eventMap(
      "Event type → what saving takes.",
      names.eventInputs,
      model.events.map((event) => [event, identifier(inputName(event))]),
    ),
    ...unionOfMap(
      "What saving takes: an event's `type` and its `data`.",
      names.eventInput,
      names.eventInputs,
    ),
  ];
}

/** What all inputs have in common. Like the base of events, it costs the compiler nothing to extend. */
function inputBase({ metadata }: Model, names: ModuleNames): Code {
  const description = "What saving takes, beside `type` and `data`.";
  const hasMetadata = metadata.length > 0;
  const members = [
    documented(
      {
        description:
          "A ULID of `newEventId()`, for a save that is safe to repeat. Default: a new one.",
      },
      "id?: string",
    ),
    documented(
      {
        description: hasMetadata
          ? "What is stored beside `data`; no event is found by it."
          : "The schema declares no metadata.",
      },
      `metadata?: ${hasMetadata ? names.metadata : "never"}`,
    ),
  ];
  return documented({ description }, block(`export interface ${names.eventInputBase} {`, members));
}

function inputInterface(event: EventModel, names: ModuleNames, style: EnumStyle): Code {
  const read = identifier(interfaceName(event));
  const omissible = omissibleFields(event).map(({ name }) => literalType(name));
  const data = `${read}["data"]`;
  const type = stringLiteral(event.type);
  const members = [
    // A native enum's type refuses the plain string, which is what programs have from JSON.
    entry("type:", style === "native" ? chain("|", [`${read}["type"]`, type]) : type),
    entry(
      "data:",
      omissible.length === 0
        ? data
        : typeCall("runtime.WithOptional", [data, chain("|", omissible)]),
    ),
  ];
  return block(extending(inputName(event), names.eventInputBase), members);
}
