import { EventValidationError, newEventId } from "ddb-pattern-runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import { memberName } from "../../generator/src/emit/typescript/names.js";
import { typesByName } from "../../generator/src/model/aliases.js";
import {
  type EventModel,
  type FieldType,
  type Lookup,
  lookupPath,
  type Model,
} from "../../generator/src/model/model.js";
import { isIdField } from "../../generator/src/model/names.js";
import { failureOf, testTable } from "../client/support.js";
import { idChoices } from "../language/support.js";
import { clientOf, modelOf, type UntypedClient } from "./modules.js";
import { objectMutations } from "./mutations.js";
import { schemaWithValues } from "./schema-values.js";
import { type Member, validObject } from "./values.js";

const SCHEMAS = 60;
const EVENTS_OF_A_TYPE = 2;

type Data = Record<string, unknown>;

/** The fields of an event; what names an entity must not be empty. */
function membersOf({ fields }: EventModel, { idSuffix }: Model): Member[] {
  const named = (type: FieldType): FieldType =>
    type.kind === "string" ? { ...type, minLength: type.minLength || 1 } : type;
  return fields.map(({ name, isOptional, type, modelKey }) => {
    if (isIdField(name, idSuffix)) return { name, isOptional, type: named(type) };
    const isIdList = type.kind === "list" && modelKey !== undefined;
    return { name, isOptional, type: isIdList ? { ...type, items: named(type.items) } : type };
  });
}

type Ids = Readonly<Record<string, unknown>>;

/** Every choice of the ids that an event has for those that queries name. */
function idsOf(event: EventModel, path: readonly string[], data: Data): Ids[] {
  return idChoices(event, path, data).map((ids) => {
    return Object.fromEntries(path.map((modelKey, index) => [modelKey, ids[index]]));
  });
}

/** The queries that find an event by a lookup. */
function queriesOf(event: EventModel, lookup: Lookup, data: Data): object[] {
  const eventType = event.storedType;
  return idsOf(event, lookupPath(lookup), data).map((ids) => ({
    eventType,
    ...("partition" in lookup && { partitionId: ids[lookup.partition] }),
    ...("modelKey" in lookup && { modelKey: lookup.modelKey, modelId: ids[lookup.modelKey] }),
  }));
}

interface Stream {
  read(options: object): Promise<{ readonly events: readonly Data[] }>;
}

/** What each stream of the schema holds that the event belongs to; revisions are left out. */
async function readStreams(client: UntypedClient, model: Model, event: EventModel, data: Data) {
  const { streams } = client as unknown as { streams: Record<string, (ids: object) => Stream> };
  const read: [stream: string, events: readonly Data[]][] = [];
  for (const stream of model.streams) {
    const path = lookupPath(stream.lookup);
    if (!stream.events.some(({ type }) => type === event.type)) continue;
    const pick = streams[memberName(stream)] as (ids: object) => Stream;
    for (const ids of idsOf(event, path, data)) {
      const { events } = await pick(ids).read({ consistentRead: true });
      read.push([stream.name, events.map(({ revision: _, ...each }) => each)]);
    }
  }
  return read;
}

function withDefaults({ fields }: EventModel, data: Data): Data {
  const defaults = fields.flatMap(({ name, default: value }) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(defaults), ...data };
}

/** Saves events of each type and reads them back; each is refused when it is broken. */
async function roundTrip(client: UntypedClient, model: Model, seed: number) {
  const types = typesByName(model.types);
  const notes = model.metadata;
  let saved = 0;
  let found = 0;
  let streamed = 0;
  for (const event of model.events) {
    const members = membersOf(event, model);
    const contents = fc.tuple(
      validObject(members, event.isOpen, types),
      validObject(notes, false, types),
    );
    for (const [data, metadata] of fc.sample(contents, { numRuns: EVENTS_OF_A_TYPE, seed })) {
      const { storedType: type } = event;
      const about = notes.length === 0 ? {} : { metadata };
      const result = await client.saveEvent({ type, data, ...about });
      const expected = {
        data: withDefaults(event, data),
        ...(hasMembers(about.metadata) && about),
      };
      expect(result).toMatchObject(expected);
      for (const query of event.lookups.flatMap((lookup) => queriesOf(event, lookup, data))) {
        const latest = await client.getLatestEvent({ ...query, consistentRead: true });
        expect({ query, latest }).toEqual({ query, latest: result });
        found++;
      }
      for (const [stream, events] of await readStreams(client, model, event, data)) {
        expect({ stream, events }).toEqual({ stream, events: expect.arrayContaining([result]) });
        streamed++;
      }
      saved++;

      const [broken] = objectMutations(members, event.isOpen, data, types);
      if (broken === undefined) continue;
      const id = newEventId();
      const refused = client.saveEvent({ id, type, data: broken.value, ...about });
      const { issues } = await failureOf(refused, EventValidationError);
      expect(issues.map(({ path }) => path.slice(0, 2))).toContainEqual([
        "data",
        ...broken.path.slice(0, 1),
      ]);
    }
  }
  return { saved, found, streamed };
}

function hasMembers(value: object | undefined): boolean {
  return value !== undefined && Object.keys(value).length > 0;
}

test("events of any legal schema come back from lookups and streams as they were saved, with their defaults", {
  timeout: 600_000,
}, async () => {
  const { documents, tableName } = await testTable();
  const total = { saved: 0, found: 0, streamed: 0 };
  for (const [seed, document] of fc.sample(schemaWithValues, SCHEMAS).entries()) {
    const model = await modelOf(document);
    if (model === undefined) continue;
    const client = clientOf(model, documents, tableName);
    const { saved, found, streamed } = await roundTrip(client, model, seed);
    total.saved += saved;
    total.found += found;
    total.streamed += streamed;
  }
  expect(total.saved).toBeGreaterThan(2 * SCHEMAS);
  expect(total.found).toBeGreaterThan(total.saved);
  expect(total.streamed).toBeGreaterThan(SCHEMAS / 2);
});
