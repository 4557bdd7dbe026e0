import type { Descriptor } from "ddb-pattern-runtime/maintenance";
import { descriptorValues } from "../emit/typescript/descriptor-values.js";
import type { Model } from "../model/model.js";

/** The description of a schema for the runtime, as the generated module has it. */
export function descriptorOf(model: Model): Descriptor {
  const { events, ...members } = descriptorValues(model);
  const values = { ...members, events: Object.fromEntries(events) };
  // The module leaves out members that are `undefined`, and so does JSON.
  return JSON.parse(JSON.stringify(values)) as Descriptor;
}
