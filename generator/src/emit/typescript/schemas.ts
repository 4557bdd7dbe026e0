import type { Model } from "../../model/model.js";
import { documented } from "./doc-comment.js";
import { type Code, entry, typeCall } from "./layout.js";
import { moduleNames } from "./names.js";

/** The constants with which other libraries validate events, as Standard Schema specifies. */
export function standardSchemas({ name }: Model): Code[] {
  const { eventSchema, eventInput, dataSchemas, eventInputs } = moduleNames(name);
  return [
    constant(
      "The Standard Schema of any input of `saveEvent`.",
      typeCall(`export const ${eventSchema}: runtime.StandardSchema`, [eventInput], "> ="),
      "eventSchema",
    ),
    constant(
      "The Standard Schema of the data of each event type.",
      typeCall(`export const ${dataSchemas}: runtime.DataSchemas`, [eventInputs], "> ="),
      "dataSchemas",
    ),
  ];
}

function constant(description: string, head: Code, make: string): Code {
  // Bundlers leave out a marked constant that nothing uses.
  const value = `/* @__PURE__ */ runtime.${make}(descriptor)`;
  return documented({ description }, entry(head, value, ";"));
}
