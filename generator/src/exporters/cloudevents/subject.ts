import type { JsonSchema } from "../../json-schema/json-schema.js";
import {
  type EventModel,
  isCertainId,
  lookupPath,
  type Model,
  streamsByEvent,
} from "../../model/model.js";

/**
 * The attribute `subject`: the id of what the event is about. That is the id of the first consistent stream of the event
 * type, else of its first stream, else the first id that every event of the type has. `undefined` for an event type
 * without any of these.
 */
export function subjectSchema(
  event: EventModel,
  model: Model,
): { readonly schema: JsonSchema; readonly isRequired: boolean } | undefined {
  const modelKey = subjectOf(event, model);
  if (modelKey === undefined) return undefined;
  const fields = event.fields.filter((field) => field.modelKey === modelKey);
  const names = fields.map(({ name }) => `\`${name}\``).join(" or ");
  return {
    schema: { description: `The id in ${names} of the data.`, type: "string", minLength: 1 },
    isRequired: fields.some(isCertainId),
  };
}

function subjectOf(event: EventModel, { streams, partition }: Model): string | undefined {
  const own = streamsByEvent(streams).get(event.type) ?? [];
  const stream = own.find(({ isConsistent }) => isConsistent) ?? own[0];
  if (stream !== undefined) return lookupPath(stream.lookup).at(-1);
  const certain = event.fields.filter(isCertainId).map(({ modelKey }) => modelKey);
  return certain.find((modelKey) => modelKey !== partition) ?? certain[0];
}
