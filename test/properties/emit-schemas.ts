import fc from "fast-check";
import type { RawField, SchemaDocument } from "../../generator/src/language/document.js";
import { ID_SUFFIXES } from "../../generator/src/model/names.js";
import { hostileText, storableText } from "./emit-texts.js";

/** A document as YAML: JSON is YAML too, but for some characters that YAML takes only if they are escaped. */
export function yamlOf(document: SchemaDocument): string {
  return JSON.stringify(document).replace(
    /[\p{Cc}\ufeff\ufffe\uffff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const record = fc.record;
const name = (pattern: RegExp, maxLength: number, ...famous: string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.stringMatching(pattern).map((text) => text.slice(0, maxLength)) },
    { weight: 1, arbitrary: fc.constantFrom(...famous) },
  );

const long = (character: string, length: number) => character + "x".repeat(length - 1);
const schemaName = name(/^[A-Z][A-Za-z0-9]{0,12}$/, 40, "Store", long("S", 40));
const typeName = name(
  /^[A-Z][A-Za-z0-9]{0,20}$/,
  64,
  ...["Record", "Promise", "Object", "String", "Array", "Money", long("T", 64)],
);
const eventType = name(
  /^[A-Z][A-Z0-9]{0,9}(_[A-Z0-9]{1,9}){0,3}$/,
  64,
  ...["OBJECT", "DEFAULT", "PRICE_LOWERED", "E_1", long("E", 64).toUpperCase()],
);
const streamName = name(
  /^[a-z][a-z0-9]{0,9}(_[a-z0-9]{1,9}){0,3}$|^[a-z][A-Za-z0-9]{0,20}$/,
  64,
  ...["default", "product_prices", "productPrices", long("s", 64)],
);
const idSuffix = fc.constantFrom<(typeof ID_SUFFIXES)[number]>("_id", ...ID_SUFFIXES);
const entity = name(/^[A-Za-z][A-Za-z0-9_]{0,20}$/, 60, "a", "shoppingCart", long("i", 60));
const storedType = fc
  .oneof(hostileText, fc.stringMatching(/^[ -~]{1,100}$/))
  .map((text) =>
    text
      .replace(/[^ -~]|["\\]/g, "")
      .slice(0, 100)
      .trim(),
  )
  .filter(
    (text) => text !== "" && !text.startsWith("@") && !["__proto__", "constructor"].includes(text),
  );
const fieldName = fc
  .oneof(
    { weight: 4, arbitrary: fc.stringMatching(/^[a-z_$][A-Za-z0-9_]{0,30}$/) },
    { weight: 1, arbitrary: fc.constantFrom("class", "toString", "1", "0x1", "a-b", "a b") },
    { weight: 1, arbitrary: hostileText },
  )
  .map((text) =>
    text
      .replace(/[\p{Cc}?\p{Cs}]/gu, "")
      .slice(0, 255)
      .replace(/[\s!]+$/, "")
      .trim(),
  )
  .filter((text) => text !== "" && text !== "__proto__" && !/(?:_id|Id|ID)$/.test(text));

const documented = {
  description: hostileText,
  deprecated: hostileText.filter((text) => text !== ""),
};
const SCALARS = ["string", "number", "integer", "boolean", "ulid", "uuid", "timestamp", "date"];
const TEXTS = ["time", "local-date-time", "duration", "email", "uri", "decimal", "int64"];
const BUILT_IN = [...SCALARS, ...TEXTS, "json", "object"];

const FORMATS = ["ulid", "uuid", "date-time", "date", ...TEXTS];
/** Regular expressions that hold what ends strings, lines and comments. */
const PATTERNS = [
  ...["^[a-z]{1,5}$", "^\\d{2,4}$", "^(yes|no)$", "^[\"'`]{1,3}$", "^\\$\\{x\\}\\*/$"],
  ...["^[\\u2028\\u2029]?</script>$", "^[\\u{1f600}-\\u{1f64f}]{1,2}$"],
];

/** Rules that leave values, whatever of them is drawn. */
const TEXT_RULES = {
  minLength: fc.integer({ min: 0, max: 3 }),
  maxLength: fc.integer({ min: 3, max: 12 }),
};
const NUMBER_RULES = fc.constantFrom(
  { minimum: -5, maximum: 5 },
  { exclusiveMinimum: 0 },
  { minimum: 1, exclusiveMaximum: 9 },
  { multipleOf: 0.01 },
  { multipleOf: 3, minimum: 0 },
  { maximum: -1 },
);
const LIST_RULES = {
  minItems: fc.constantFrom(0, 0, 1),
  maxItems: fc.integer({ min: 1, max: 4 }),
  uniqueItems: fc.boolean(),
};

/** Types as they can stand anywhere, over the names of `types:`. */
function valueTypes(typeNames: readonly string[]) {
  const shorthand = fc
    .tuple(fc.constantFrom(...BUILT_IN, ...typeNames), fc.constantFrom("", "", "", "[]", "[][]"))
    .map(([type, brackets]) => type + brackets);
  const extras = { ...documented, nullable: fc.boolean() };
  const long = <T>(required: { [K in keyof T]: fc.Arbitrary<T[K]> }, optional = {}) =>
    record({ ...required, ...extras, ...optional } as never, {
      requiredKeys: Object.keys(required) as never[],
    });
  const texts = fc.uniqueArray(storableText, { minLength: 1, maxLength: 6 });
  const numbers = fc.uniqueArray(
    fc.oneof(fc.integer(), fc.constantFrom(1e15, 1e-7, 0.1, -2.5, 9007199254740991)),
    { minLength: 1, maxLength: 6 },
  );
  return fc.letrec<Record<"type" | "list" | "map" | "object" | "union", unknown>>((tie) => ({
    type: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      shorthand,
      long({ type: shorthand }),
      long({ type: fc.constant("string"), enum: texts }),
      long({ type: fc.constant("number"), enum: numbers }),
      long({ type: fc.constant("string"), const: storableText }),
      long({ type: fc.constant("boolean"), const: fc.boolean() }),
      long({ type: fc.constant("string") }, TEXT_RULES),
      long({ type: fc.constant("string"), format: fc.constantFrom(...FORMATS) }),
      long({ type: fc.constant("string"), pattern: fc.constantFrom(...PATTERNS) }),
      fc
        .tuple(long({ type: fc.constantFrom("number", "integer") }), NUMBER_RULES)
        .map(([type, rules]) => withoutFractions({ ...(type as object), ...rules })),
      tie("union"),
      tie("list"),
      tie("map"),
      tie("object"),
    ),
    list: long({ type: fc.constant("array"), items: tie("type") }, LIST_RULES),
    map: long({ type: fc.constant("object"), additionalProperties: tie("type") }),
    object: fc
      .dictionary(fieldName, tie("type"), { maxKeys: 4, noNullPrototype: true })
      .chain((properties) =>
        long(
          {
            type: fc.constant("object"),
            properties: fc.constant(properties),
            required: fc.subarray(Object.keys(properties)),
          },
          { additionalProperties: fc.boolean() },
        ),
      ),
    union: fc
      .tuple(
        fieldName,
        fc.uniqueArray(storableText, { minLength: 2, maxLength: 4 }),
        fc.array(tie("type"), { minLength: 4, maxLength: 4 }),
      )
      .chain(([tag, values, types]) =>
        long({
          oneOf: fc.constant(values.map((value, index) => branch(tag, value, types[index]))),
          discriminator: fc.constant({ propertyName: tag }),
        }),
      ),
  })).type;
}

/** One object of a union, told apart by the tag. */
function branch(tag: string, value: string, type: unknown) {
  const other = tag === "other" ? "another" : "other";
  return {
    type: "object",
    properties: { [tag]: { type: "string", const: value }, [other]: type },
    required: [tag],
  };
}

function withoutFractions(type: object): object {
  const { type: name, multipleOf } = type as { type?: string; multipleOf?: number };
  return name === "integer" && multipleOf === 0.01 ? { ...type, multipleOf: 1 } : type;
}

/** Any legal schema: the whole language, with hostile texts wherever it takes a text. */
export const legalSchema: fc.Arbitrary<SchemaDocument> = record({
  name: schemaName,
  typeNames: fc.uniqueArray(typeName, { maxLength: 5 }),
  groupCount: fc.integer({ min: 0, max: 2 }),
  suffix: idSuffix,
  // Ids that differ only by case or underscores can be one entity.
  entities: fc.uniqueArray(entity, {
    minLength: 2,
    maxLength: 4,
    selector: (id) => id.toUpperCase().replaceAll("_", ""),
  }),
  eventTypes: fc.uniqueArray(eventType, { minLength: 1, maxLength: 4 }),
  streamNames: fc.uniqueArray(streamName, { maxLength: 3 }),
  hasPartition: fc.boolean(),
}).chain(({ name, suffix, eventTypes, streamNames, hasPartition, ...drawn }) => {
  // After a capital, "ID" is the end of a word such as "UUID".
  const entities = drawn.entities.map((one) =>
    suffix === "ID" ? one.replace(/[A-Z]$/, (last) => last.toLowerCase()) : one,
  );
  const [groupNames, typeNames] = [
    drawn.typeNames.slice(0, drawn.groupCount),
    drawn.typeNames.slice(drawn.groupCount),
  ];
  const ids = entities.map((one) => one + suffix);
  const [partitionId = "", mainId = "", ...otherIds] = ids;
  const types = valueTypes(typeNames);
  const lookups = fc.uniqueArray(
    fc.constantFrom(
      ...(["type", "entity"] as const),
      ...(hasPartition ? (["partition", "partition-entity"] as const) : []),
    ),
    { minLength: 1 },
  );
  const idType = fc.oneof(
    fc.constantFrom("ulid", "uuid", "string"),
    record({ type: fc.constantFrom("ulid", "string"), ...documented }, { requiredKeys: ["type"] }),
  );
  const otherId = record(
    {
      type: fc.constantFrom("ulid", "string"),
      lookup: fc.constant(false as const),
      entity: fc.constantFrom(...entities.slice(1)),
      ...documented,
    },
    { requiredKeys: ["type"] },
  );
  const optional = (key: fc.Arbitrary<string>) =>
    fc.tuple(key, fc.boolean()).map(([text, isOptional]) => (isOptional ? `${text}?` : text));
  const otherIdFields =
    otherIds.length === 0
      ? fc.constant({})
      : fc.dictionary(optional(fc.constantFrom(...otherIds)), otherId, {
          maxKeys: 2,
          noNullPrototype: true,
        });
  const idList = record(
    {
      type: fc.constantFrom("ulid[]", "string[]"),
      entity: fc.constantFrom(...entities.slice(1)),
      maxItems: fc.integer({ min: 1, max: 4 }),
      minItems: fc.constantFrom(0, 1),
      uniqueItems: fc.boolean(),
      ...documented,
    },
    { requiredKeys: ["type", "entity", "maxItems"] },
  );
  const someFields = fc
    .tuple(
      otherIdFields,
      fc.dictionary(optional(fieldName), types, { maxKeys: 5, noNullPrototype: true }),
      fc.dictionary(optional(fieldName), idList, { maxKeys: 1, noNullPrototype: true }),
    )
    .map(([other, rest, lists]) => ({ ...other, ...markSome(rest, { pii: true }), ...lists }));
  const data = fc
    .tuple(record({ ...(hasPartition && { [partitionId]: idType }), [mainId]: idType }), someFields)
    .map(([mandatory, rest]) => uniqueFields({ ...mandatory, ...rest }));
  const event = record(
    {
      data,
      wire: storedType,
      include: fc.subarray(groupNames, { minLength: Math.min(groupNames.length, 1) }),
      lookups: fc.oneof(lookups, fc.constant([])),
      additionalProperties: fc.boolean(),
      ...documented,
    },
    { requiredKeys: ["data"] },
  );
  const stream = record(
    {
      by: fc.constantFrom(mainId, ...(hasPartition ? [partitionId] : [])),
      events: fc.shuffledSubarray(eventTypes, { minLength: 1 }),
      description: hostileText,
      ...(hasPartition && { across_partitions: fc.boolean() }),
      materialized: fc.boolean(),
      consistent: fc.boolean(),
    },
    { requiredKeys: ["by", "events"] },
  ).filter(({ materialized, consistent }) => !(materialized && consistent));
  const each = <T>(names: readonly string[], value: fc.Arbitrary<T>) =>
    record(Object.fromEntries(names.map((key) => [key, value])));
  return record(
    {
      version: fc.constant(1),
      name: fc.constant(name),
      id_suffix: fc.constant(suffix),
      partition: fc.constant(hasPartition ? partitionId : undefined),
      description: hostileText,
      lookups,
      types: each(typeNames, types),
      groups: each(
        groupNames,
        fc
          .tuple(fc.constantFrom({}, { [mainId]: "ulid" }), someFields)
          .map(([id, fields]) => uniqueFields({ ...id, ...fields })),
      ),
      metadata: fc
        .dictionary(fieldName, types, { minKeys: 1, maxKeys: 3, noNullPrototype: true })
        .map((fields) => requireSome(markSome(fields, { pii: true }))),
      allow: record({ "hot-key": hostileText.filter((text) => text !== "") }),
      events: each(eventTypes, event),
      streams: each(streamNames, stream),
    },
    {
      requiredKeys: [
        ...(["version", "name", "partition", "types", "groups", "events"] as const),
        ...(suffix === "_id" ? [] : (["id_suffix"] as const)),
      ],
    },
  ).map((document) => withStoredEvents(withoutClashes(document as SchemaDocument)));
});

/** The document without fields that an event has from a group, too, and with different stored types. */
function withoutClashes({ groups: drawn = {}, ...document }: SchemaDocument): SchemaDocument {
  const taken = new Set<string>();
  const unclaimed = <Field>(fields: Readonly<Record<string, Field>>, names: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(fields).filter(([key]) => !names.has(bareName(key))));
  const namesOf = (fields: object) => Object.keys(fields).map(bareName);
  const groups: Record<string, Readonly<Record<string, RawField>>> = {};
  for (const [group, fields] of Object.entries(drawn)) {
    const own = unclaimed(fields, taken);
    if (Object.keys(own).length === 0) continue;
    groups[group] = own;
    for (const name of namesOf(own)) taken.add(name);
  }
  const storedTypes = new Set(Object.keys(document.events ?? {}));
  const events = Object.entries(document.events ?? {}).map(([type, raw]) => {
    const { wire, include: all = [], ...event } = raw;
    const include = all.filter((group) => Object.hasOwn(groups, group));
    const included = new Set(include.flatMap((group) => namesOf(groups[group] ?? {})));
    const isFree = wire !== undefined && !storedTypes.has(wire) && storedTypes.add(wire);
    return [
      type,
      {
        ...event,
        ...(isFree && { wire }),
        ...(include.length > 0 && { include }),
        data: unclaimed(event.data, included),
      },
    ];
  });
  return {
    ...document,
    ...(Object.keys(groups).length > 0 && { groups }),
    events: Object.fromEntries(events),
  };
}

/** The fields of which every other one is required; an object lists its own required properties. */
function requireSome(fields: Record<string, unknown>): Record<string, unknown> {
  const some = Object.entries(fields).map(([key, raw], index) => {
    if (index % 2 === 1 || (typeof raw === "object" && raw !== null && "required" in raw)) {
      return [key, raw] as const;
    }
    return [key, { ...(typeof raw === "object" ? raw : { type: raw }), required: true }] as const;
  });
  return Object.fromEntries(some);
}

function bareName(key: string): string {
  return key.replace(/\?$/, "");
}

/** An event in no stream has to have lookups: all streams are by an id that every event has. */
function withStoredEvents(document: SchemaDocument): SchemaDocument {
  const inStreams = new Set(Object.values(document.streams ?? {}).flatMap(({ events }) => events));
  const events = Object.entries(document.events ?? {}).map(([type, { lookups, ...event }]) => {
    const isStored = inStreams.has(type) || lookups?.length !== 0;
    return [type, isStored && lookups !== undefined ? { ...event, lookups } : event];
  });
  return { ...document, events: Object.fromEntries(events) };
}

/** The fields in long form, every other one of them, with what is marked. */
function markSome(fields: Record<string, unknown>, mark: object): Record<string, unknown> {
  const marked = Object.entries(fields).map(([key, type], index) => {
    if (index % 2 === 1 || typeof type !== "object") return [key, type] as const;
    return [key, { ...type, ...mark }] as const;
  });
  return Object.fromEntries(marked);
}

/** `a` and `a?` are one field. */
function uniqueFields(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).filter(([key]) => key.endsWith("?") || !Object.hasOwn(data, `${key}?`)),
  );
}
