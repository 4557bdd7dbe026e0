import { shortDigest } from "../util/digest.js";
import type { JsonSchema } from "./json-schema.js";

/**
 * How much one function of a module checks. TypeScript follows what is known of each variable through a whole
 * function, and gives up on one of about 300 checks ("too large for control flow analysis", TS2563).
 */
const MAX_CHECKS = 100;

const PREFIX = "part:";

/** A name that says what the part holds: what is added to a schema changes no other part. */
export function nameOfPart(schema: JsonSchema): string {
  return PREFIX + shortDigest(JSON.stringify(schema));
}

/** Whether an id is that of a part. */
export function isPart(id: string): boolean {
  return id.startsWith(PREFIX);
}

/**
 * The schema of an object, as one that is checked by a function of bearable size: where it has too much to check,
 * the members go to parts, which `share` makes functions of their own.
 */
export function splitWide(object: JsonSchema, share: (part: JsonSchema) => JsonSchema): JsonSchema {
  if (checksOf(object) <= MAX_CHECKS) return object;
  const { properties, required = [], ...rest } = object as unknown as ObjectSchema;
  const isRequired = new Set(required);
  const parts = chunks(Object.entries(properties)).map((members) => {
    const needed = members.map(([name]) => name).filter((name) => isRequired.has(name));
    return share({
      ...(needed.length > 0 && { required: needed }),
      properties: Object.fromEntries(members),
    });
  });
  const names = Object.keys(properties).map((name) => [name, true]);
  return { ...rest, properties: Object.fromEntries(names), allOf: parts };
}

interface ObjectSchema {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

type Member = readonly [name: string, schema: JsonSchema];

/** The members in groups, in their order, each of about as many checks as a function may have. */
function chunks(members: readonly Member[]): Member[][] {
  const groups: Member[][] = [];
  let checks = Number.POSITIVE_INFINITY;
  for (const member of members) {
    const own = checksOf(member[1]) + 1;
    checks += own;
    if (checks > MAX_CHECKS) {
      groups.push([]);
      checks = own;
    }
    groups.at(-1)?.push(member);
  }
  return groups;
}

/** About how many conditions the code for a schema has, without what it refers to. */
function checksOf(schema: unknown): number {
  if (typeof schema === "boolean") return 0;
  if (typeof schema !== "object" || schema === null) return 1;
  if (Array.isArray(schema)) return schema.reduce((sum, part) => sum + checksOf(part), 0);
  return Object.entries(schema).reduce((sum, [keyword, value]) => {
    if (keyword !== "properties") return sum + checksOf(value);
    return sum + checksOf(Object.values(value as object));
  }, 0);
}
