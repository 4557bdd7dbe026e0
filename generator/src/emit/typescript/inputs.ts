import { type EventModel, type Model, omissibleFields } from "../../model/model.js";
import { eventMap, extending, metadataMember, unionOfMap } from "./declarations.js";
import { documented } from "./doc-comment.js";
import { identifier, stringLiteral } from "./escape.js";
import { block, type Code, chain, entry, typeCall } from "./layout.js";
import { inputName, interfaceName, type ModuleNames, moduleNames } from "./names.js";
import { literalType } from "./type-code.js";

/** The types of the events that a client saves: an interface for each event type, their map and their union. */
export function* inputDeclarations(model: Model): Iterable<Code> {
  const names = moduleNames(model.name);
  yield inputBase(model, names);
  for (const event of model.events) yield inputInterface(event, names);
  yield eventMap(
    "Maps each event type to the input of `saveEvent`.",
    names.eventInputs,
    model,
    inputName,
  );
  yield* unionOfMap(
    "Any input of `saveEvent`: the `type` and the `data` of an event.",
    names.eventInput,
    names.eventInputs,
  );
}

/** The interface that all inputs extend; see the base of events. */
function inputBase({ metadata }: Model, names: ModuleNames): Code {
  const description = "The members of every input besides `type` and `data`.";
  const id = "A ULID of `newEventId()`, to repeat a save safely. Default: a new one.";
  const stored = "Stored with the event. No query finds events by it.";
  const members = [
    documented({ description: id }, "id?: string"),
    metadata.length > 0
      ? documented({ description: stored }, `${metadataMember(metadata)}: ${names.metadata}`)
      : "metadata?: never",
  ];
  return documented({ description }, block(`export interface ${names.eventInputBase} {`, members));
}

function inputInterface(event: EventModel, names: ModuleNames): Code {
  const omissible = omissibleFields(event).map(({ name }) => literalType(name));
  const data = `${identifier(interfaceName(event))}["data"]`;
  const members = [
    // A plain string, as programs have from JSON. A member of a native enum is assignable to it.
    entry("type:", stringLiteral(event.storedType)),
    entry(
      "data:",
      omissible.length === 0
        ? data
        : typeCall("runtime.WithOptional", [data, chain("|", omissible)]),
    ),
  ];
  return block(extending(inputName(event), names.eventInputBase), members);
}
