import fc from "fast-check";
import { expect, test } from "vitest";
import type { SchemaDocument } from "../../generator/src/language/document.js";
import { type TypesByName, typesByName } from "../../generator/src/model/aliases.js";
import type { Model } from "../../generator/src/model/model.js";
import { legalSchema } from "./emit-schemas.js";
import { modelOf, type Validators, validatorsOf } from "./modules.js";
import { type Mutation, objectMutations } from "./mutations.js";
import { type Oracle, oracleOf } from "./oracle.js";
import { storableJson } from "./storable.js";
import { type Member, validObject } from "./values.js";

const SCHEMAS = 520;
/** Of each event type: valid values, each with some of the ways to break it, and values of any kind. */
const VALUES = 2;
const MUTATIONS = 20;

/** One thing that is validated: an event's data, or the metadata of all. */
interface Subject {
  readonly name: string;
  readonly members: readonly Member[];
  readonly isOpen: boolean;
  accepts(value: unknown): boolean;
  expects(value: unknown): boolean;
}

function subjectsOf(model: Model, validators: Validators, oracle: Oracle): Subject[] {
  const events = model.events.map(({ type, fields, isOpen }) => ({
    name: type,
    members: fields,
    isOpen,
    accepts: validators.events[type] as Subject["accepts"],
    expects: oracle.events[type] as Subject["expects"],
  }));
  const { metadata } = validators;
  if (metadata === undefined || oracle.metadata === undefined) return events;
  const about = { name: "metadata", members: model.metadata, isOpen: false };
  return [...events, { ...about, accepts: metadata, expects: oracle.metadata }];
}

/** The first ways to break a value, from one of its members on: with each seed from another. */
function mutationsOf(
  { members, isOpen }: Subject,
  value: Record<string, unknown>,
  types: TypesByName,
  seed: number,
) {
  const mutations: Mutation[] = [];
  const first = seed % Math.max(members.length, 1);
  const rotated = [...members.slice(first), ...members.slice(0, first)];
  for (const mutation of objectMutations(rotated, isOpen, value, types)) {
    if (mutations.push(mutation) === MUTATIONS) break;
  }
  return mutations;
}

/** What the module's validators, and those of ajv for the equivalent JSON Schema, say of the same values. */
function compare(document: SchemaDocument, model: Model, seed: number) {
  const validators = validatorsOf(model);
  const types = typesByName(model.types);
  const wrong: unknown[] = [];
  let values = 0;
  const hold = (subject: Subject, value: unknown, isValid?: boolean) => {
    values++;
    const said = subject.accepts(value);
    if (said === subject.expects(value) && said === (isValid ?? said)) return;
    wrong.push({ subject: subject.name, value, said, isValid, document });
  };
  for (const subject of subjectsOf(model, validators, oracleOf(document))) {
    const valid = validObject(subject.members, subject.isOpen, types);
    for (const value of fc.sample(valid, { numRuns: VALUES, seed })) {
      hold(subject, value, true);
      for (const mutation of mutationsOf(subject, value, types, seed + values))
        hold(subject, mutation.value, false);
    }
    for (const value of fc.sample(storableJson, { numRuns: VALUES, seed })) hold(subject, value);
  }
  return { values, wrong };
}

test("validators accept what is valid, refuse each single mutation of it, and never disagree with ajv", {
  timeout: 600_000,
}, async () => {
  let schemas = 0;
  let values = 0;
  for (const document of fc.sample(legalSchema, SCHEMAS)) {
    const model = await modelOf(document);
    if (model === undefined) continue;
    const compared = compare(document, model, schemas);
    expect(compared.wrong.slice(0, 1)).toEqual([]);
    schemas++;
    values += compared.values;
  }
  console.info(`${schemas} schemas, ${values} values`);
  expect(schemas).toBeGreaterThanOrEqual(500);
  expect(values).toBeGreaterThan(20 * schemas);
});

test("an enum of many values, of each kind, is compared with all of them", async () => {
  const values = Array.from({ length: 300 }, (_, index) => `v${index}`);
  const data = {
    a_id: "ulid",
    text: { type: "string", enum: values },
    number: { type: "number", enum: values.map((_, index) => index) },
  };
  const document = { version: 1, name: "Many", events: { A: { data } } } as const;
  const model = (await modelOf(document)) as Model;
  const validate = validatorsOf(model).events.A as Subject["accepts"];
  const a_id = "01JA8B7K770W4XABTR20SSW99B";
  expect(validate({ a_id, text: "v299", number: 299 })).toBe(true);
  expect(validate({ a_id, text: "v300", number: 299 })).toBe(false);
  expect(validate({ a_id, text: "v299", number: "299" })).toBe(false);
});
