import type { Model } from "../../model/model.js";
import { identifier, propertyName, stringLiteral } from "./escape.js";
import { braces, type Code, chain, entry, typeCall } from "./layout.js";
import { memberName, moduleNames, unionName } from "./names.js";
import { isUpcasterRequired, withUpcasters } from "./upcasters.js";

/** The parameters of the function that creates a consumer. */
export function consumerParameters(model: Model): Code[] {
  const { eventMap, events } = moduleNames(model.name);
  const streams = model.streams
    .filter(({ isConsistent }) => isConsistent)
    .map((stream) =>
      entry(`${propertyName(memberName(stream))}:`, identifier(unionName(model.name, stream))),
    );
  const options = withUpcasters(typeCall("runtime.ConsumerOptions", [events]), model);
  return [
    entry("handlers:", typeCall("runtime.ConsumerHandlers", [eventMap, braces(streams)])),
    entry(isUpcasterRequired(model) ? "options:" : "options?:", options),
  ];
}

/** The parameter of the function that creates a projection. */
export function projectionParameters(model: Model): Code[] {
  const { eventMap } = moduleNames(model.name);
  const streams = model.streams
    .filter(({ isConsistent }) => isConsistent)
    .map((stream) => stringLiteral(memberName(stream)));
  const definition = typeCall("runtime.ProjectionDefinition", [
    eventMap,
    "Item",
    streams.length === 0 ? "never" : chain("|", streams),
  ]);
  return [entry("definition:", withUpcasters(definition, model))];
}
