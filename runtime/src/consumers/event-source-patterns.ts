import { entityOf } from "../keys/key.js";
import { revisionKey } from "../keys/revision.js";
import { type Schema, schemaOf } from "../schema/schema.js";
import type { CopyReader } from "./copies.js";

/**
 * Patterns of Lambda's event source mappings. Source: "Control which events Lambda sends to your function"
 * and "Using event filtering with a DynamoDB event source" in Lambda's developer guide: up to 5 filters, of
 * which a record must match one; a pattern has up to 4,096 characters; a mapping for DynamoDB can filter by `dynamodb`
 * alone, so not by `eventName`. A removed item has no new image, so no pattern lets it pass.
 *
 * @module
 */

const MAX_FILTERS = 5;
const MAX_PATTERN = 4096;

/** A part of a pattern: the values and comparisons of which an attribute must match one. */
type Values = readonly (string | boolean | Readonly<Record<string, string | boolean>>)[];

/** The conditions of a pattern, by attribute and type. All must be met. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, Values>>>>;

/** The copies that a consumer handles. */
export type HandledCopies = Pick<CopyReader, "descriptor" | "types" | "streams">;

/**
 * The patterns for these copies; see `eventSourceFilters`.
 *
 * @param wrap - Puts the conditions where a record has the new image.
 */
export function eventSourcePatterns(
  { descriptor, types, streams }: HandledCopies,
  wrap: (conditions: Conditions) => object = inDynamoDBRecord,
): string[] {
  const schema = schemaOf(descriptor);
  const print = (conditions: Conditions) => JSON.stringify(wrap(conditions));
  const storedTypes = [...types].flatMap((type) => [
    type,
    ...(schema.events.get(type)?.aliases ?? []),
  ]);
  const canonical = { canonical: { BOOL: [true] } };
  const event = { type: { S: [{ exists: true }] } };
  const ofTypes = split(storedTypes, (values) => print({ ...canonical, type: { S: values } }));
  const ofStreams = split(streamPrefixes(schema, streams), (values) =>
    print({ pk: { S: values }, sk: { S: [{ prefix: REVISION_PREFIX }] }, ...event }),
  );
  const exact = [...ofTypes, ...ofStreams];
  if (exact.length <= MAX_FILTERS) return exact;
  const anyType = [print(canonical), ...ofStreams];
  return anyType.length <= MAX_FILTERS ? anyType : [print(event)];
}

/** A record of DynamoDB Streams. */
function inDynamoDBRecord(conditions: Conditions): object {
  return { dynamodb: { NewImage: conditions } };
}

/**
 * The beginning of the sort key of each copy in a consistent stream, and of no other copy: event ids have
 * begun otherwise since 2004.
 */
const REVISION_PREFIX = revisionKey(1).slice(0, 2);

/**
 * The beginnings of the keys of streams: their first entities. Other streams of the same entity pass, too.
 * The guide also has the operator `suffix`, which could tell streams apart; but samples of AWS say that some
 * mappings do not know it.
 */
function streamPrefixes(
  { streams, idSuffix }: Schema,
  names: ReadonlySet<string>,
): { readonly prefix: string }[] {
  const entities = Object.values(streams)
    .filter(({ name }) => names.has(name))
    .map(({ by }) => entityOf(by[0] as string, idSuffix));
  return [...new Set(entities)].map((entity) => ({ prefix: `${entity}::` }));
}

/** As few patterns as hold all values, each as long as it may be. */
function split<Value extends Values[number]>(
  values: readonly Value[],
  print: (values: readonly Value[]) => string,
): string[] {
  const patterns: string[] = [];
  const fixed = print([]).length;
  let part: Value[] = [];
  let length = fixed;
  for (const value of values) {
    const added = JSON.stringify(value).length + 1;
    if (part.length > 0 && length + added > MAX_PATTERN) {
      patterns.push(print(part));
      [part, length] = [[], fixed];
    }
    part.push(value);
    length += added;
  }
  if (part.length > 0) patterns.push(print(part));
  return patterns;
}
