import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldRules, metadataRules, typeRule } from "../../generator/src/emit/typescript/rules.js";
import { type TypesByName, typesByName } from "../../generator/src/model/aliases.js";
import type { Model, Property } from "../../generator/src/model/model.js";
import { DdbPatternError } from "../../runtime/src/errors.js";
import type { Descriptor } from "../../runtime/src/schema/descriptor.js";
import type { FieldRules, Rules } from "../../runtime/src/schema/rule.js";
import { type Schema, schemaOf } from "../../runtime/src/schema/schema.js";
import { personalFields, redactIssues } from "../../runtime/src/validation/redact-issues.js";
import { schemaIssues } from "../../runtime/src/validation/rules/schema-issues.js";
import type { CheckOptions } from "../../runtime/src/validation/rules/walk.js";
import type { EventIssue } from "../../runtime/src/validation/validation-error.js";
import { legalSchema } from "../properties/emit-schemas.js";
import { modelOf } from "../properties/modules.js";
import { objectMutations } from "../properties/mutations.js";
import { storableJson } from "../properties/storable.js";
import { validObject } from "../properties/values.js";
import { corrupted, randomOf } from "./corruptions.js";
import { type Oracle, oraclesOf } from "./rules-oracle.js";

const SCHEMAS = 560;
/** Of each event type: valid values, each with ways to break it at one place and at several. */
const VALUES = 2;
const MUTATIONS = 12;
const CORRUPTIONS = 9;

/** The event type whose metadata is checked where a schema has metadata. */
const SOME_TYPE = "A";

/** One part of an event that a schema describes. */
interface Subject {
  readonly type: string;
  readonly part: "data" | "metadata";
  readonly members: readonly Property[];
  readonly isOpen: boolean;
}

function subjectsOf({ events, metadata }: Model): Subject[] {
  const data = events.map(
    // In an object, names that are whole numbers come first, also before those of a group.
    ({ type, fields, isOpen }): Subject => ({
      type,
      part: "data",
      members: Object.values(Object.fromEntries(fields.map((field) => [field.name, field]))),
      isOpen,
    }),
  );
  if (metadata.length === 0) return data;
  return [...data, { type: SOME_TYPE, part: "metadata", members: metadata, isOpen: false }];
}

/** A model's rules, as its generated module hands them to the runtime. */
function schemaOfModel(
  { events, idSuffix, metadata, types }: Model,
  hasPersonalData: boolean,
): Schema {
  const marked = <T extends { readonly isPii: boolean }>(fields: readonly T[]) =>
    hasPersonalData ? fields : fields.map((field) => ({ ...field, isPii: false }));
  const data = events.map(({ type, fields, isOpen }) => [
    type,
    { data: fieldRules(marked(fields), idSuffix), open: isOpen ? true : undefined, lookups: [] },
  ]);
  const descriptor = {
    codegen: 1,
    name: "Any",
    events: Object.fromEntries(data),
    types: Object.fromEntries(types.map(({ name, type }) => [name, typeRule(type)])),
    metadata: metadata.length === 0 ? undefined : metadataRules(marked(metadata)),
  };
  // A module holds no members that are `undefined`.
  return schemaOf(JSON.parse(JSON.stringify(descriptor)) as Descriptor);
}

/** Valid values, broken ones, and values of any kind. */
function valuesOf({ members, isOpen }: Subject, types: TypesByName, seed: number): unknown[] {
  const random = randomOf(seed);
  const values: unknown[] = fc.sample(storableJson, { numRuns: VALUES, seed });
  for (const valid of fc.sample(validObject(members, isOpen, types), { numRuns: VALUES, seed })) {
    values.push(valid);
    // From another member on with each seed.
    const first = seed % Math.max(members.length, 1);
    const rotated = [...members.slice(first), ...members.slice(0, first)];
    let left = MUTATIONS;
    for (const { value } of objectMutations(rotated, isOpen, valid, types)) {
      if (left-- === 0) break;
      values.push(value);
    }
    for (let count = 0; count < CORRUPTIONS; count++) values.push(corrupted(valid, random));
  }
  return values;
}

/** An issue without its message. */
function told({ path, rule, expected }: EventIssue) {
  return expected === undefined ? { path, rule } : { path, rule, expected };
}

/** Paths and rules; in one order, as issues below a field of personal data have none that counts. */
function unordered(issues: readonly EventIssue[]): string[] {
  return issues.map(({ path, rule }) => JSON.stringify([path, rule])).sort();
}

interface Disagreement {
  readonly about: string;
  readonly value: unknown;
  readonly expected: unknown;
  readonly received: unknown;
}

/** Holds the rules of a model against ajv. Returns the number of values, of issues, and where they disagree. */
function compare(model: Model, seed: number) {
  const types = typesByName(model.types);
  const [plain, personal] = [schemaOfModel(model, false), schemaOfModel(model, true)];
  const oracleOf = oraclesOf(model);
  const disagreements: Disagreement[] = [];
  let values = 0;
  let issues = 0;
  for (const subject of subjectsOf(model)) {
    const oracle: Oracle = oracleOf(subject.members, subject.isOpen);
    const { type, part } = subject;
    for (const value of valuesOf(subject, types, seed)) {
      // Metadata may be left out.
      if (value === undefined && part === "metadata") continue;
      const about = (what: string, expected: unknown, received: unknown) => {
        if (JSON.stringify(expected) === JSON.stringify(received)) return;
        disagreements.push({ about: `${part} of ${type}: ${what}`, value, expected, received });
      };
      const content = { data: undefined, [part]: value };
      const found = (schema: Schema, allowsUnknown = false) => {
        const { issues, leftOut } = schemaIssues(schema, type, content, { allowsUnknown });
        const own = issues.filter(({ path }) => path[0] === part);
        return { issues: own, leftOut };
      };
      const wanted = oracle(part, value);
      const inOrder = redactIssues(wanted, { [part]: value }, {}).map(told);
      const received = found(plain);
      about("issues", inOrder.slice(0, 100), received.issues.map(told));
      about("left out", Math.max(inOrder.length - 100, 0), received.leftOut);
      about(
        "order",
        received.issues.map(told),
        redactIssues(received.issues, { [part]: value }, {}).map(told),
      );
      const known = wanted.filter(({ rule }) => rule !== "additionalProperties");
      about(
        "with unknown members",
        redactIssues(known, { [part]: value }, {})
          .map(told)
          .slice(0, 100),
        found(plain, true).issues.map(told),
      );
      const fields = personalFields(personal, type);
      about(
        "with personal data",
        unordered(redactIssues(wanted, { [part]: value }, fields)).slice(0, 100),
        unordered(redactIssues(found(personal).issues, { [part]: value }, fields)),
      );
      values++;
      issues += received.issues.length;
    }
  }
  return { values, issues, disagreements };
}

test("the rules of random schemas find what ajv finds: the same issues, in the order of the data", async () => {
  const count = { schemas: 0, values: 0, issues: 0 };
  for (const document of fc.sample(legalSchema, SCHEMAS)) {
    const model = await modelOf(document);
    if (model === undefined) continue;
    const { values, issues, disagreements } = compare(model, count.schemas);
    if (disagreements.length > 0) console.info(JSON.stringify(document));
    expect(disagreements.slice(0, 1)).toEqual([]);
    count.schemas++;
    count.values += values;
    count.issues += issues;
  }
  console.info(`${count.schemas} schemas, ${count.values} values, ${count.issues} issues`);
  expect(count.schemas).toBeGreaterThanOrEqual(500);
  expect(count.values).toBeGreaterThanOrEqual(40_000);
  expect(count.issues).toBeGreaterThanOrEqual(40_000);
});

/** A schema with one event type, `A`. */
function schemaWith(data: FieldRules, types: Rules = {}, open = false): Schema {
  return schemaOf({ codegen: 1, name: "Shop", events: { A: { data, lookups: [], open } }, types });
}

/** The issues of an event's data, each as its path and its rule, and the number of further ones. */
function check(schema: Schema, data: unknown, options?: CheckOptions) {
  const { issues, leftOut } = schemaIssues(schema, "A", { data }, options);
  const short = issues.map(({ path, rule }) => `${path.slice(1).join(".")} ${rule}`.trim());
  return { issues: short, leftOut };
}

describe("a word that the runtime does not know throws, and names the word", () => {
  test.each<[string | undefined, unknown, Rules?]>([
    ["decimall", "decimall"],
    ["Unknown", "Unknown"],
    ["Unknown", "Unknown[]"],
    ["toString", "toString"],
    ["__proto__", "__proto__"],
    ["string,null", { type: ["string", "null"] }],
    [undefined, ""],
    [undefined, {}],
    [undefined, { nullable: true }],
    [undefined, { type: "array" }],
    [undefined, { type: "array", items: null }],
    [undefined, { type: "object", additionalProperties: 7 }],
    ["minLenght", { type: "string", minLenght: 3 }],
    ["minLength", { type: "number", minLength: 3 }],
    ["minimum", { type: "string", minimum: 3 }],
    ["minimum", { type: "json", minimum: 3 }],
    ["pattern", { type: "boolean", pattern: "x" }],
    ["ulidd", { type: "string", format: "ulidd" }],
    ["constructor", { type: "string", format: "constructor" }],
    ["items", { type: "string[]", items: "string" }],
    ["minItems", { type: "object", minItems: 1 }],
    ["patternProperties", { type: "object", properties: {}, patternProperties: {} }],
    ["required", { type: "object", properties: { a: "string" }, required: ["a"] }],
    ["minimum", { type: "Money", minimum: 1 }, { Money: "number" }],
    ["pattern", { enum: ["a"], pattern: "b" }],
    ["const", { enum: ["a"], const: "b" }],
    ["decimall", { type: "decimall", enum: ["a"] }],
    ["anyOf", { anyOf: ["string"] }],
    ["oneOf", { type: "object", oneOf: [] }],
    ["kind", { oneOf: [{ type: "object" }], discriminator: { propertyName: "kind" } }],
    ["Card", { oneOf: ["Card"], discriminator: { propertyName: "kind" } }],
    ["undefined", { oneOf: [{ type: "object", properties: { kind: { const: "a" } } }] }],
    ["decimall", { type: "array", items: { type: "object", properties: { a: "decimall" } } }],
    ["decimall", { type: "object", additionalProperties: "decimall" }],
  ])("%j in %j", (word, rule, types) => {
    const schema = schemaWith({ "a?": rule as never }, types);
    const failure = expect.objectContaining({
      constructor: DdbPatternError,
      code: "runtime-mismatch",
      message: expect.stringContaining(`has a rule with ${JSON.stringify(word)}, `),
    });
    // Whatever the event holds, and however often it is tried.
    for (const data of [{}, {}, { a: 1 }, 7]) {
      expect(() => check(schema, data)).toThrow(failure);
    }
  });

  test("within a named type, when a value of the type is checked", () => {
    const schema = schemaWith({ "a?": "Money", "b?": "Money[]" }, { Money: { type: "decimall" } });
    expect(check(schema, {}).issues).toEqual([]);
    for (const data of [{ a: 1 }, { a: null }, { b: [1] }]) {
      expect(() => check(schema, data)).toThrow('"decimall"');
    }
  });

  test("a type that is only another name of itself checks nothing, and passes nothing", () => {
    const schema = schemaWith({ "a?": "A" }, { A: "B", B: { type: "A", nullable: true } });
    expect(() => check(schema, { a: 1 })).toThrow();
  });
});

describe("checks are made when they are needed, and once", () => {
  /** The rules, and the names that were read of them, in order. */
  function recorded<Rule extends object>(rules: Rule) {
    const read: string[] = [];
    const proxy = new Proxy(rules, {
      get(target, name) {
        read.push(String(name));
        return Reflect.get(target, name);
      },
    });
    return { proxy, read };
  }

  test("those of an event type with its first event, those of a named type with its first value", () => {
    const events = recorded(
      Object.fromEntries(
        Array.from({ length: 500 }, (_, index) => [
          `E_${index}`,
          { data: { "money?": "Money", "other?": "Other" }, lookups: [] },
        ]),
      ),
    );
    const types = recorded({
      Money: { type: "object", properties: { amount: "Amount", "more?": "Money" } },
      Amount: "integer",
      Other: "string",
    });
    const schema = schemaOf({ codegen: 1, name: "S", events: events.proxy, types: types.proxy });
    expect([...events.read, ...types.read]).toEqual([]);

    schemaIssues(schema, "E_7", { data: {} });
    expect(events.read).toEqual(["E_7"]);
    expect(types.read).toEqual([]);

    const money = { amount: 1, more: { amount: 1, more: { amount: 1 } } };
    schemaIssues(schema, "E_7", { data: { money } });
    schemaIssues(schema, "E_8", { data: { money } });
    expect(events.read).toEqual(["E_7", "E_8"]);
    expect(types.read).toEqual(["Money", "Amount"]);
  });
});

describe("members", () => {
  const OPTIONAL = { "toString?": "string", "valueOf?": "string", "hasOwnProperty?": "string" };

  test("are an object's own", () => {
    const rules = { toString: "string", valueOf: "string" };
    expect(check(schemaWith(rules), {}).issues).toEqual(["toString required", "valueOf required"]);
    expect(check(schemaWith(OPTIONAL), {}).issues).toEqual([]);
    expect(check(schemaWith({}), Object.create({ inherited: 1 })).issues).toEqual([]);
    const union = { oneOf: ["Card"], discriminator: { propertyName: "toString" } };
    const types = { Card: { type: "object", properties: { toString: { const: "card" } } } };
    expect(check(schemaWith({ u: union }, types), { u: {} }).issues).toEqual([
      "u.toString required",
    ]);
  });

  test("can have any name", () => {
    const data = JSON.parse(
      '{ "toString": "x", "__proto__": 1, "constructor": {}, "": 1, "0": 1 }',
    );
    expect(check(schemaWith(OPTIONAL), data).issues).toEqual([
      "0 additionalProperties",
      "__proto__ additionalProperties",
      "constructor additionalProperties",
      "additionalProperties",
    ]);
    const map = schemaWith({ map: { type: "object", additionalProperties: "string" } });
    expect(check(map, { map: data }).issues).toEqual([
      "map.0 type",
      "map.__proto__ type",
      "map.constructor type",
      "map. type",
    ]);
  });

  test("that are undefined are missing, but not let through", () => {
    const schema = schemaWith({
      a: "string",
      "b?": "string",
      map: { type: "object", additionalProperties: "string" },
      list: "string[]",
    });
    const data = {
      c: undefined,
      b: undefined,
      map: { x: undefined },
      list: [undefined],
      a: undefined,
    };
    expect(check(schema, data).issues).toEqual([
      "c additionalProperties",
      "map.x type",
      "list.0 type",
      "a required",
    ]);
  });

  test("unlisted ones pass where the schema or the reader lets them", () => {
    const data = { a: "x", b: 1, inner: { c: 1 } };
    const rules: FieldRules = { a: "string", inner: { type: "object", properties: {} } };
    expect(check(schemaWith(rules), data).issues).toEqual([
      "b additionalProperties",
      "inner.c additionalProperties",
    ]);
    expect(check(schemaWith(rules, {}, true), data).issues).toEqual([
      "inner.c additionalProperties",
    ]);
    expect(check(schemaWith(rules), data, { allowsUnknown: true }).issues).toEqual([]);
  });

  test("come in the order of the data, and missing ones last, in the order of the schema", () => {
    const schema = schemaWith({
      a: "string",
      b: "string",
      c: { type: "object", properties: { d: "string", e: "string" } },
      f: "string",
    });
    expect(check(schema, { z: 1, c: { y: 1, e: 1 }, b: 1 }).issues).toEqual([
      "z additionalProperties",
      "c.y additionalProperties",
      "c.e type",
      "c.d required",
      "b type",
      "a required",
      "f required",
    ]);
  });
});

test("bytes are of no type of the language but json", () => {
  const bytes = new Uint8Array([1, 2]);
  const data = { map: bytes, list: bytes, any: bytes, more: bytes, any_list: [bytes, bytes] };
  const types = { Card: { type: "object", properties: { kind: { const: "card" } } } };
  const rules: FieldRules = {
    "map?": "object",
    "list?": "json[]",
    "any?": "json",
    "any_list?": { type: "json[]", uniqueItems: true },
    "union?": { oneOf: ["Card"], discriminator: { propertyName: "kind" }, nullable: true },
    "one?": { const: "x" },
  };
  expect(
    check(schemaWith(rules, types, true), { ...data, union: bytes, one: bytes }).issues,
  ).toEqual(["map type", "list type", "any_list uniqueItems", "union type", "one const"]);
  expect(check(schemaWith({}), bytes).issues).toEqual(["type"]);
});

test("a lone surrogate is one character", () => {
  const rule = (words: object) => schemaWith({ a: { type: "string", ...words } });
  const lone = "\ud800".repeat(3);
  expect(check(rule({ minLength: 3, maxLength: 3 }), { a: lone }).issues).toEqual([]);
  expect(check(rule({ maxLength: 2 }), { a: lone }).issues).toEqual(["a maxLength"]);
  expect(check(rule({ minLength: 4 }), { a: `${lone}` }).issues).toEqual(["a minLength"]);
  expect(check(rule({ pattern: "^.{3}$" }), { a: lone }).issues).toEqual([]);
  // Two units, one character: for both limits, at and beside them.
  const faces = "😀".repeat(4);
  expect(check(rule({ minLength: 4, maxLength: 4 }), { a: faces }).issues).toEqual([]);
  expect(check(rule({ minLength: 5 }), { a: faces }).issues).toEqual(["a minLength"]);
  expect(check(rule({ maxLength: 3 }), { a: faces }).issues).toEqual(["a maxLength"]);
});

describe("of many issues", () => {
  const ITEMS = 125_000;
  const LISTS = schemaWith({
    "list?": "integer[]",
    "map?": { type: "object", additionalProperties: "integer[]" },
  });

  test("the first 100 are kept, and all are counted", () => {
    const { issues, leftOut } = check(LISTS, { list: Array(ITEMS).fill("x"), z: 1 });
    expect(issues).toEqual(Array.from({ length: 100 }, (_, index) => `list.${index} type`));
    expect(leftOut).toBe(ITEMS + 1 - 100);
  });

  test("the path of each is read once, however long its names are", () => {
    const name = "n".repeat(200_000);
    const data = { map: { [name]: Array(ITEMS).fill("x") } };
    // Those that another check found are no further issues.
    const reported = Array.from({ length: ITEMS - 3 }, (_, index) => ({
      path: ["data", "map", name, index],
      rule: "storable",
      message: "",
    }));
    expect(check(LISTS, data, { reported })).toEqual({
      issues: [3, 2, 1].map((back) => `map.${name}.${ITEMS - back} type`),
      leftOut: 0,
    });
    expect(check(LISTS, data).leftOut).toBe(ITEMS - 100);
  });

  test("one for each rule is kept below a field of personal data, and one at each path elsewhere", () => {
    const words = {
      type: "array",
      items: { type: "string", minLength: 2 },
      uniqueItems: true,
    } as const;
    const schema = schemaWith({ personal: { ...words, pii: true }, other: words });
    const list = [...Array(200).fill(1), ...Array(200).fill("")];
    expect(check(schema, { personal: list, other: [1, "", 1] })).toEqual({
      issues: [
        "personal uniqueItems",
        "personal.0 type",
        "personal.200 minLength",
        "other uniqueItems",
        "other.0 type",
        "other.1 minLength",
        "other.2 type",
      ],
      leftOut: 0,
    });
  });

  test("each value is visited once for each path to it", () => {
    let reads = 0;
    const counted = (list: unknown[]) =>
      new Proxy(list, {
        get(target, name) {
          reads++;
          return Reflect.get(target, name);
        },
      });
    const shared = counted(Array(50).fill("x"));
    const schema = schemaWith({ lists: { type: "integer[][]" } });
    const { issues, leftOut } = check(schema, { lists: Array(200).fill(shared) });
    expect(issues.length + leftOut).toBe(200 * 50);
    // The items, and a length beside each.
    expect(reads).toBeLessThan(3 * 200 * 50);
  });
});

test("types that hold themselves are checked as deep as the data is", () => {
  const Comment = { type: "object", properties: { text: "string", answers: "Comment[]" } };
  const schema = schemaWith({ comment: "Comment" }, { Comment });
  const nested = (depth: number): object => ({
    text: depth === 0 ? 7 : "x",
    answers: depth === 0 ? [] : [nested(depth - 1)],
  });
  const { issues } = check(schema, { comment: nested(500) });
  expect(issues).toEqual([`comment${".answers.0".repeat(500)}.text type`]);
});

test("multiples are those of decimals, as they are written", () => {
  const issuesOf = (multipleOf: number, a: number) =>
    check(schemaWith({ a: { type: "number", multipleOf } }), { a }).issues;
  for (const amount of [0, 19.99, -0.07, 1e9]) expect(issuesOf(0.01, amount)).toEqual([]);
  for (const amount of [-9, 0, 3e15]) expect(issuesOf(3, amount)).toEqual([]);
  expect(issuesOf(0.01, 19.999)).toEqual(["a multipleOf"]);
  expect(issuesOf(3, 4.5)).toEqual(["a multipleOf"]);
});

test("a name may be null where the rule, or a name that it leads to, says so", () => {
  const types: Rules = {
    Amount: { type: "integer", maximum: 9 },
    MaybeAmount: { type: "Amount", nullable: true },
    Alias: "MaybeAmount",
  };
  const rules: FieldRules = {
    a: "Amount",
    b: { type: "Amount", nullable: true },
    c: "Alias",
    d: { type: "Alias", nullable: true },
    e: "Amount",
  };
  const schema = schemaWith(rules, types);
  const all = (value: unknown) => ({ a: value, b: value, c: value, d: value, e: value });
  expect(check(schema, all(null)).issues).toEqual(["a type", "e type"]);
  expect(check(schema, all(10)).issues).toEqual(
    Object.keys(rules).map((name) => `${name} maximum`),
  );
  const { issues } = schemaIssues(schema, "A", { data: all("x") });
  expect(issues.map(({ expected }) => expected)).toEqual([
    "integer",
    ["integer", "null"],
    ["integer", "null"],
    ["integer", "null"],
    "integer",
  ]);
});

test("metadata may be left out, and lacks no field", () => {
  const schema = schemaOf({
    codegen: 1,
    name: "Shop",
    events: { A: { data: {}, lookups: [] } },
    metadata: { "actor?": "string" },
  });
  const issuesOf = (metadata?: unknown) =>
    schemaIssues(schema, "A", { data: {}, metadata }).issues.map(({ path, rule }) => [
      ...path,
      rule,
    ]);
  expect(issuesOf()).toEqual([]);
  expect(issuesOf({})).toEqual([]);
  expect(issuesOf({ actor: 7, more: 1 })).toEqual([
    ["metadata", "actor", "type"],
    ["metadata", "more", "additionalProperties"],
  ]);
});
