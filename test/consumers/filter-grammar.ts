/**
 * An evaluator of filters of Lambda's event source mappings, by the table "Filter rule syntax" of Lambda's
 * developer guide ("Control which events Lambda sends to your function"). It throws for everything that
 * the table does not have. Of what the table has, it also refuses "suffix", "$or" and "equals-ignore-case": AWS's
 * samples (aws-samples/serverless-patterns, "ESM filters") say that some mappings do not know them.
 */

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export const MAX_FILTERS = 5;
export const MAX_PATTERN = 4096;

/** Whether Lambda delivers a record of DynamoDB Streams; mappings for it can filter by `dynamodb` alone. */
export function passesStreams(patterns: readonly string[], record: object): boolean {
  return passes(patterns, ["dynamodb"], record as Json);
}

/** Whether Lambda delivers a record of Kinesis: `data` is what the record's data says as JSON. */
export function passesKinesis(patterns: readonly string[], record: object): boolean {
  const { kinesis } = record as { readonly kinesis: { readonly data: string } };
  const data: Json = JSON.parse(Buffer.from(kinesis.data, "base64").toString());
  return passes(patterns, ["data"], { data });
}

function passes(patterns: readonly string[], keys: readonly string[], record: Json): boolean {
  if (patterns.length < 1 || patterns.length > MAX_FILTERS) throw new Error("too many filters");
  return patterns.some((text) => {
    if (text.length > MAX_PATTERN) throw new Error("the pattern is too long");
    const pattern: Json = JSON.parse(text);
    for (const key of Object.keys(objectOf(pattern))) {
      if (!keys.includes(key)) throw new Error(`the mapping cannot filter by ${key}`);
    }
    return matches(pattern, record);
  });
}

/** All members must match; a list matches if one of its comparisons does. */
function matches(pattern: Json, value: Json | undefined): boolean {
  return Object.entries(objectOf(pattern)).every(([name, condition]) => {
    if (name.startsWith("$")) throw new Error(`there is no operator ${name}`);
    const member = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    if (!Array.isArray(condition)) return matches(condition, member);
    if (condition.length === 0) throw new Error("a list of comparisons is empty");
    // A comparison is about values, not about objects.
    const leaf = isObject(member) ? undefined : member;
    const values = Array.isArray(leaf) ? leaf : [leaf];
    return condition.some((comparison) => values.some((each) => compare(comparison, each)));
  });
}

function compare(comparison: Json, value: Json | undefined): boolean {
  if (!isObject(comparison)) {
    if (Array.isArray(comparison)) throw new Error("a comparison is a list");
    return value === comparison;
  }
  const [[operator, operand] = ["", null], ...others] = Object.entries(comparison);
  if (others.length > 0) throw new Error("a comparison has several operators");
  switch (operator) {
    case "exists":
      return (value !== undefined) === operand;
    case "prefix":
      return typeof value === "string" && value.startsWith(textOf(operand));
    case "anything-but":
      return value !== undefined && !listOf(operand).includes(value);
    default:
      throw new Error(`there is no operator ${operator}`);
  }
}

function isObject(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(value: Json): { [name: string]: Json } {
  if (isObject(value)) return value;
  throw new Error("a pattern is no object");
}

function listOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  throw new Error("a list is expected");
}

function textOf(value: Json): string {
  if (typeof value === "string") return value;
  throw new Error("a string is expected");
}
