import { EventValidationError, newEventId } from "ddb-pattern-runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventModel, Lookup, Model } from "../../generator/src/model/model.js";
import { isIdField } from "../../generator/src/model/names.js";
import { typesByName } from "../../generator/src/model/resolve.js";
import { failureOf, testTable } from "../runtime/support.js";
import { clientOf, modelOf, type UntypedClient } from "./modules.js";
import { objectMutations } from "./mutations.js";
import { schemaWithValues } from "./schema-values.js";
import { type Member, validObject } from "./values.js";

const SCHEMAS = 60;
const EVENTS_OF_A_TYPE = 2;

type Data = Record<string, unknown>;

/** The fields of an event; what names an entity must not be empty. */
function membersOf({ fields }: EventModel): Member[] {
  return fields.map(({ name, isOptional, type }) => {
    if (!isIdField(name) || type.kind !== "string") return { name, isOptional, type };
    return { name, isOptional, type: { ...type, minLength: type.minLength || 1 } };
  });
}

/** The question that the canonical copy of an event answers. */
function questionOf({ type, fields }: EventModel, lookup: Lookup, data: Data): object {
  const idOf = (modelKey: string) => {
    const field = fields.find((candidate) => candidate.modelKey === modelKey);
    return data[field?.name ?? ""];
  };
  const partitionId = "partition" in lookup ? idOf(lookup.partition) : undefined;
  const modelKey = "modelKey" in lookup ? lookup.modelKey : undefined;
  const modelId = modelKey === undefined ? undefined : idOf(modelKey);
  return { eventType: type, partitionId, modelKey, modelId };
}

function withDefaults({ fields }: EventModel, data: Data): Data {
  const defaults = fields.flatMap(({ name, default: value }) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(defaults), ...data };
}

/** Saves events of each type and reads them back; each is refused when it is broken. */
async function roundTrip(client: UntypedClient, model: Model, seed: number): Promise<number> {
  const types = typesByName(model.types);
  const notes = model.metadata.map((field) => ({ ...field, isOptional: true }));
  let saved = 0;
  for (const event of model.events) {
    const [lookup] = event.lookups;
    const members = membersOf(event);
    const contents = fc.tuple(
      validObject(members, event.isOpen, types),
      validObject(notes, false, types),
    );
    for (const [data, metadata] of fc.sample(contents, { numRuns: EVENTS_OF_A_TYPE, seed })) {
      const { type } = event;
      const about = notes.length === 0 ? {} : { metadata };
      const result = await client.saveEvent({ type, data, ...about });
      const expected = {
        data: withDefaults(event, data),
        ...(hasMembers(about.metadata) && about),
      };
      expect(result).toMatchObject(expected);
      if (lookup !== undefined) {
        const question = { ...questionOf(event, lookup, data), consistentRead: true };
        expect(await client.getLatestEvent(question)).toEqual(result);
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
  return saved;
}

function hasMembers(value: object | undefined): boolean {
  return value !== undefined && Object.keys(value).length > 0;
}

test("events of any legal schema come back from the engine as they were saved, with their defaults", {
  timeout: 120_000,
}, async () => {
  const { documents, tableName } = await testTable();
  let saved = 0;
  for (const [seed, document] of fc.sample(schemaWithValues, SCHEMAS).entries()) {
    const model = await modelOf(document);
    if (model !== undefined)
      saved += await roundTrip(clientOf(model, documents, tableName), model, seed);
  }
  expect(saved).toBeGreaterThan(2 * SCHEMAS);
});
