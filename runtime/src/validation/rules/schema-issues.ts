import type { LongRule, Rule } from "../../schema/rule.js";
import type { FieldsSchema, Schema } from "../../schema/schema.js";
import type { EventIssue } from "../validation-error.js";
import { ruleCompiler } from "./compile.js";
import { type Check, type CheckOptions, Walk } from "./walk.js";

/** What of an event its schema describes. */
export interface EventContent {
  readonly data: unknown;
  readonly metadata?: unknown;
}

/** What is wrong with an event. */
export interface SchemaIssues {
  /** The first 100, in the order of the event's members; what is missing comes last. */
  readonly issues: readonly EventIssue[];
  /** How many there are beyond those. */
  readonly leftOut: number;
}

/**
 * Every way in which an event of one of a schema's types breaks the schema's rules.
 *
 * @param content - No deeper than DynamoDB stores, and no object within itself: a result of `storableCopy`, or an
 *   item of a table.
 * @throws DdbPatternError "runtime-mismatch" for a rule that this runtime does not know.
 */
export function schemaIssues(
  schema: Schema,
  type: string,
  { data, metadata }: EventContent,
  options: CheckOptions = {},
): SchemaIssues {
  const walk = new Walk(options);
  const event = schema.events.get(type);
  if (event !== undefined) checkPart(schema, event, walk, "data", data);
  // A caller that checks data alone leaves metadata out.
  if (schema.metadata !== undefined && metadata !== undefined) {
    checkPart(schema, schema.metadata, walk, "metadata", metadata);
  }
  return walk;
}

function checkPart(
  schema: Schema,
  fields: FieldsSchema,
  walk: Walk,
  part: string,
  value: unknown,
): void {
  if (fields.rule === undefined) return;
  walk.check(checkOf(schema, fields.rule), part, value, fields.pii);
}

/** The checks of a schema that were made so far; it can have a thousand event types, of which a process saves few. */
interface SchemaChecks {
  readonly compile: (rule: Rule) => Check;
  readonly made: Map<LongRule, Check>;
}

const checks = new WeakMap<Schema, SchemaChecks>();

function checkOf(schema: Schema, rule: LongRule): Check {
  let ofSchema = checks.get(schema);
  if (ofSchema === undefined) {
    ofSchema = { compile: ruleCompiler(schema.types), made: new Map() };
    checks.set(schema, ofSchema);
  }
  let check = ofSchema.made.get(rule);
  if (check === undefined) {
    check = ofSchema.compile(rule);
    ofSchema.made.set(rule, check);
  }
  return check;
}
