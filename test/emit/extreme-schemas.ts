/** Schemas at the limits of the language: what they say must still become readable lines that compile. */

const each = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index)).join("");

/** A word of so many characters. */
const word = (start: string, length: number) => start + "x".repeat(length - start.length);

const TYPE = word("T", 64);
const EVENTS = ["A", "B"].map((letter) => word(letter, 64).toUpperCase());
const [PARTITION, ENTITY] = ["p", "e"].map((letter) => `${word(letter, 61)}_id`);

/** Every name as long as it may be. */
export const LONG_NAMES = `version: 1
name: ${word("S", 40)}
partition: ${PARTITION}
metadata: { ${word("m", 255)}: { type: string, pii: true } }
types:
  ${TYPE}: { type: object, properties: { ${word("a", 255)}: string, "${word("two words ", 255)}": integer } }
events:
${EVENTS.map(
  (event) => `  ${event}:
    data:
      ${PARTITION}: ulid
      ${ENTITY}: ulid
      ${word("list", 255)}: "${TYPE}[]"
      ${word("defaulted", 254)}?: { type: string, default: none }
`,
).join("")}streams:
  ${word("s", 64)}: { by: ${ENTITY}, consistent: true, events: [${EVENTS.join(", ")}] }
`;

const PATTERN = `^(?:${Array.from({ length: 60 }, (_, index) => `word ${index}`).join("|")})[ @]*/?$`;
const SENTENCE = "A sentence that is written again and again, @nobody knows why. ";

/** Every text long, and the same without a space in it. */
export const LONG_TEXTS = `version: 1
name: Texts
description: ${JSON.stringify(SENTENCE.repeat(40) + "word".repeat(200))}
events:
  A_MADE:
    description: ${JSON.stringify(`${SENTENCE.repeat(100)}*/${"@word".repeat(300)}`)}
    deprecated: ${JSON.stringify(SENTENCE.repeat(10))}
    data:
      a_id: ulid
      pattern: { type: string, pattern: ${JSON.stringify(PATTERN)}, description: ${JSON.stringify(SENTENCE)} }
      values: { type: string, enum: [${each(9, (index) => JSON.stringify(`${index} </script> ${"\u2028é😀".repeat(90)}`).concat(", "))}] }
      constant?: { type: string, const: ${JSON.stringify("word".repeat(60))}, default: ${JSON.stringify("word".repeat(60))} }
      json?: { type: json, default: [[[{ ${JSON.stringify(SENTENCE)}: ${JSON.stringify(SENTENCE.repeat(9))} }]]], examples: [${JSON.stringify(SENTENCE.repeat(9))}] }
`;

const DEPTH = 50;

/** Lists in lists, of which TypeScript compares about 45 with the type of a JSON value. */
const JSON_DEPTH = 30;

/** Types in types in types. */
export const DEEP = `version: 1
name: Deep
events:
  A_MADE:
    data:
      a_id: ulid
      maps: ${"{ type: object, additionalProperties: ".repeat(DEPTH)}string${" }".repeat(DEPTH)}
      lists: "string${"[]".repeat(37)}"
      nullable: ${"{ type: array, nullable: true, items: ".repeat(DEPTH)}string${" }".repeat(DEPTH)}
      objects: ${"{ type: object, properties: { x: ".repeat(DEPTH / 2)}string${" } }".repeat(DEPTH / 2)}
      list: ${"{ type: array, items: { type: object, properties: { a: integer, b: ".repeat(DEPTH / 4)}json${" } } }".repeat(DEPTH / 4)}
      json?: { type: json, default: ${"[".repeat(JSON_DEPTH)}${"word ".repeat(30)}${"]".repeat(JSON_DEPTH)} }
`;

const bounded = (name: string) => `${name}: { type: number, minimum: 1, maximum: 5 }`;

/** As much as one event type, one object and one union may have. */
export const WIDE = `version: 1
name: Wide
lookups: [entity]
types:
  Kinds:
    oneOf:
${each(190, (index) => `      - { type: object, required: [k], properties: { k: { type: string, const: v${index} }, n: integer } }\n`)}    discriminator: { propertyName: k }
  Few: { type: object, required: [k], properties: { k: { type: string, enum: [${each(490, (index) => `v${index}, `)}] }, ${each(300, (index) => `n${index}: integer, `)} } }
  One: { type: object, required: [k], properties: { k: { type: string, const: one } } }
  Union: { oneOf: [Few, One], discriminator: { propertyName: k }, nullable: true }
  Many: { type: string, enum: [${each(980, (index) => `value ${index}, `)}] }
events:
  FIELDS:
    data:
      a_id: ulid
      kinds: Kinds
      union: Union
      many: Many
${each(970, (index) => `      f${index}: { type: string, minLength: 1, maxLength: 9 }\n`)}  OBJECTS:
    data:
      a_id: ulid
${each(9, (index) => `      o${index}: { type: object, properties: { ${each(10, (inner) => `${bounded(`p${inner}`)}, `)} } }\n`)}`;

/** Types and events with the names of what JavaScript and the module itself have. */
export const FAMOUS_NAMES = `version: 1
name: Promise
lookups: [entity]
types:
  Array: { type: object, properties: { length: Promise, valueOf: Record } }
  Promise: { type: object, properties: { then: string, toString: integer } }
  Record: { type: string, enum: [any, unknown, never] }
  Runtime: { type: array, items: { type: Record, nullable: true } }
events:
  ASYNC_GENERATOR: { data: { a_id: ulid, list: "Array[]", runtime?: Runtime, class: "Record[]" } }
  OBJECT: { data: { a_id: ulid, descriptor: object, type: string, data: json, default: string, "1": Record } }
streams:
  default: { by: a_id, events: [OBJECT, ASYNC_GENERATOR] }
`;

export const EXTREME_SCHEMAS: Readonly<Record<string, string>> = {
  "long names": LONG_NAMES,
  "long texts": LONG_TEXTS,
  deep: DEEP,
  wide: WIDE,
  "full of famous names": FAMOUS_NAMES,
};
