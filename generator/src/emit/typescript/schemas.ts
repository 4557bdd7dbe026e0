import type { Model } from "../../model/model.js";
import { documented } from "./doc-comment.js";
import { type Code, entry, typeCall } from "./layout.js";
import { moduleNames } from "./names.js";

/** The constants by which other libraries check events, as Standard Schema specifies. */
export function standardSchemas({ name }: Model): Code[] {
  const { eventSchema, eventInput, dataSchemas, eventInputs } = moduleNames(name);
  return [
    constant(
      "An event as `saveEvent` takes it, as Standard Schema.",
      typeCall(`export const ${eventSchema}: runtime.StandardSchema`, [eventInput], "> ="),
      "eventSchema",
    ),
    constant(
      "The data of each event type, as Standard Schema.",
      typeCall(`export const ${dataSchemas}: runtime.DataSchemas`, [eventInputs], "> ="),
      "dataSchemas",
    ),
  ];
}

function constant(description: string, head: Code, make: string): Code {
  // The comment lets bundlers leave out a schema that nothing uses.
  const value = `/* @__PURE__ */ runtime.${make}(descriptor)`;
  return documented({ description }, entry(head, value, ";"));
}
