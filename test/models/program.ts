import { memberName } from "../../generator/src/emit/typescript/names.js";
import {
  type EventModel,
  type Lookup,
  lookupPath,
  type Model,
} from "../../generator/src/model/model.js";

/**
 * A program that uses a whole generated module as its owner would: it saves the events of `events.ts`,
 * and makes each query and reads each stream of the schema.
 */
export function programOf(model: Model): string {
  const { name } = model;
  return `import { ${name}EventTypes as Types, type ${name}EventClient, create${name}EventClient } from "./events.generated.js";
import { events } from "./events.js";

export { events };
export const create: typeof create${name}EventClient = create${name}EventClient;

export async function save(client: ${name}EventClient) {
  const saved = [];
  for (const event of events) saved.push(await client.saveEvent(event));
  return saved;
}

export const queries = (client: ${name}EventClient) => ({
${model.events.flatMap((event) => event.lookups.map((lookup) => queryOf(event, lookup))).join("")}});

export const streams = (${model.streams.length > 0 ? "client" : "_"}: ${name}EventClient) => ({
${model.streams.map((stream) => `  ${JSON.stringify(stream.name)}: ${streamCall(stream)},\n`).join("")}});
`;
}

/** The name of a query in the program. */
export function queryName({ type }: EventModel, lookup: Lookup): string {
  return [type, ...lookupPath(lookup)].join(" ");
}

function queryOf(event: EventModel, lookup: Lookup): string {
  const ids = lookupPath(lookup);
  const parts = [
    `eventType: Types.${event.type}`,
    ...("partition" in lookup ? [`partitionId: ${lookup.partition}`] : []),
    ...("modelKey" in lookup
      ? [`modelKey: ${JSON.stringify(lookup.modelKey)}`, `modelId: ${lookup.modelKey}`]
      : []),
    "consistentRead: true",
  ];
  const call = `client.getLatestEvents({ ${parts.join(", ")} })`;
  return `  ${JSON.stringify(queryName(event, lookup))}: (${parameters(ids)}) => ${call},\n`;
}

function streamCall(stream: Model["streams"][number]): string {
  const ids = lookupPath(stream.lookup);
  const call = `client.streams.${memberName(stream)}({ ${ids.join(", ")} })`;
  return `(${parameters(ids)}) => ${call}.read({ consistentRead: true })`;
}

function parameters(ids: readonly string[]): string {
  return ids.map((id) => `${id}: string`).join(", ");
}
