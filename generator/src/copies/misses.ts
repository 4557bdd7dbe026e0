import { isIdField } from "ddb-pattern-runtime/rules";
import {
  type EventModel,
  type Lookup,
  lookupPath,
  type Model,
  type StreamModel,
} from "../model/model.js";
import { type FindingCall, lookupCalls, streamCall } from "./calls.js";

/** A call of the generated client that does not find events of a type, though a reader could expect it to. */
export interface MissingCall extends Pick<FindingCall, "code"> {
  /** Why: a sentence about the schema. */
  readonly reason: string;
}

/** The queries and streams of a schema that do not find the events of a type. */
export function missesOf(event: EventModel, model: Model): MissingCall[] {
  const has = (lookup: Lookup) =>
    event.lookups.some((own) => lookupPath(own).join() === lookupPath(lookup).join());
  const lookups = possibleLookups(event, model).filter(({ lookup }) => !has(lookup));
  const streams = model.streams.filter((stream) => !lists(stream, event));
  return [
    ...lookups.flatMap(({ lookup, reason }) => {
      const [first] = lookupCalls(lookup, event, model);
      return first === undefined ? [] : [{ code: first.code, reason }];
    }),
    ...streams.map((stream) => ({
      code: streamCall(stream).code,
      reason: `The stream \`${stream.name}\` does not list ${event.type}.`,
    })),
  ];
}

function lists({ events }: StreamModel, { type }: EventModel): boolean {
  return events.some((event) => event.type === type);
}

/** Every lookup that the fields of an event could have, with the reason where it has none. */
function possibleLookups(
  event: EventModel,
  { partition, idSuffix }: Model,
): { readonly lookup: Lookup; readonly reason: string }[] {
  const lacks = (kind: string) => `${event.type} does not have the lookup \`${kind}\`.`;
  const scopes: { readonly lookup: Lookup; readonly reason: string }[] = [
    { lookup: { kind: "type" }, reason: lacks("type") },
  ];
  if (partition !== undefined) {
    scopes.push({ lookup: { kind: "partition", partition }, reason: lacks("partition") });
  }
  const keys = new Map<string, string | undefined>();
  for (const { name, modelKey } of event.fields) {
    if (name === partition) continue;
    if (modelKey !== undefined) keys.set(modelKey, undefined);
    else if (isIdField(name, idSuffix) && !keys.has(name)) {
      keys.set(name, `The field \`${name}\` has \`lookup: false\`.`);
    }
  }
  const entities = [...keys].flatMap(([modelKey, reason]) => [
    ...(partition === undefined
      ? []
      : [
          {
            lookup: { kind: "partition-entity", partition, modelKey } as const,
            reason: reason ?? lacks("partition-entity"),
          },
        ]),
    {
      lookup: { kind: "entity", modelKey } as const,
      reason: reason ?? lacks("entity"),
    },
  ]);
  return [...scopes, ...entities];
}
