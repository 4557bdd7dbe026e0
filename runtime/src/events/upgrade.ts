import { UpcastError } from "../errors.js";
import type { Descriptor, EventDescriptor, PreviousDescriptor } from "../schema/descriptor.js";
import type { FieldRules } from "../schema/rule.js";
import { type EventSchema, fieldsOf } from "../schema/schema.js";
import { isPlainObject, ownMember } from "../util/plain-object.js";
import { describeKind, quoteUnlessWord } from "../util/quote.js";
import { storableCopy } from "../validation/storable.js";
import type { EventIssue } from "../validation/validation-error.js";
import { type UpgradeData, withDefaults } from "./decode.js";
import type { PlainEvent } from "./event.js";
import { checkedUpcasters } from "./upcasters.js";

/**
 * Creates the function that converts data of any version of any event type of the schema.
 *
 * @param given - The upcasters, unchecked.
 * @throws InvalidArgumentError for invalid upcasters.
 */
export function upgradeWith(descriptor: Descriptor, given: unknown): UpgradeData {
  const upcasters = checkedUpcasters(descriptor, given);
  const shapesByType = new Map<string, readonly Shape[]>();
  return (event, version) => {
    const { type } = event;
    const shapes = shapesByType.get(type) ?? shapesOf(descriptor, type);
    shapesByType.set(type, shapes);
    let { data }: { data: unknown } = event;
    for (let from = version; from <= shapes.length; from++) {
      data = inShape(data, shapes[from - 1] as Shape);
      const upcaster = upcasters.get(type)?.get(from);
      if (upcaster !== undefined) data = upcast(upcaster, { ...event, data }, from);
    }
    return data;
  };
}

/** Data with the names and the defaults of its version. Data that is not an object stays as it is. */
function inShape(data: unknown, { earlierNames, defaults }: Shape): unknown {
  return withDefaults(withNames(data, earlierNames), defaults);
}

/** Renames each field that data lacks and has under an earlier name. */
function withNames(data: unknown, earlierNames: Shape["earlierNames"]): unknown {
  if (!isPlainObject(data)) return data;
  let renamed = data;
  for (const [field, names] of earlierNames) {
    if (ownMember(renamed, field) !== undefined) continue;
    const name = names.find((each) => ownMember(data, each) !== undefined);
    if (name === undefined) continue;
    const { [name]: value, ...others } = renamed;
    renamed = { ...others, [field]: value };
  }
  return renamed;
}

/** What reads do to data of one version. */
interface Shape {
  readonly earlierNames: readonly (readonly [field: string, names: readonly string[]])[];
  readonly defaults: EventSchema["defaults"];
}

/** The shapes of all versions of an event type, version 1 first. */
function shapesOf(descriptor: Descriptor, type: string): readonly Shape[] {
  const event = descriptor.events[type] as EventDescriptor;
  const { version = 1, previous = {} } = event;
  return Array.from({ length: version }, (_, index) => {
    const earlier = previous[index + 1] as PreviousDescriptor;
    return shapeOf(fieldsOf(descriptor, index + 1 === version ? event : earlier));
  });
}

function shapeOf(fields: FieldRules): Shape {
  const rules = Object.entries(fields).flatMap(([key, rule]) =>
    typeof rule === "string" ? [] : [[key.replace(/\?$/, ""), rule] as const],
  );
  return {
    earlierNames: rules.flatMap(([field, { aliases }]) =>
      aliases === undefined ? [] : [[field, aliases] as const],
    ),
    defaults: rules.flatMap(([field, { default: value }]) =>
      value === undefined ? [] : [[field, value] as const],
    ),
  };
}

/** @throws UpcastError */
function upcast(
  upcaster: (data: never, event: never) => unknown,
  { data, ...event }: { readonly data: unknown } & Omit<PlainEvent, "data">,
  from: number,
): object {
  const fail = (reason: string, options?: ErrorOptions) =>
    new UpcastError(event, { from, to: from + 1 }, reason, options);
  if (!isPlainObject(data)) throw fail("the data is not an object");
  let result: unknown;
  try {
    // A copy, so that an upcaster may change what it gets.
    result = upcaster(structuredClone(data) as never, structuredClone(event) as never);
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : describeKind(cause);
    throw fail(`it threw ${quoteUnlessWord(name)}`, { cause });
  }
  if (result instanceof Promise) {
    // Its rejection would end the process.
    result.catch(() => {});
    throw fail("it returned a promise; an upcaster returns the data itself");
  }
  if (!isPlainObject(result)) throw fail(`it returned ${describeKind(result)}, not a plain object`);
  return storableResult(result, fail);
}

/**
 * A copy of an upcaster's result, as it would be stored: readers get no `undefined` members, and no
 * object that the upcaster keeps.
 */
function storableResult(result: object, fail: (reason: string) => UpcastError): object {
  const issues: EventIssue[] = [];
  const { value } = storableCopy(result, "data", issues, Number.POSITIVE_INFINITY);
  const [issue] = issues;
  if (issue === undefined) return value as object;
  // Names below a field can be personal data.
  const [, field] = issue.path;
  const where = field === undefined ? "" : ` in ${quoteUnlessWord(String(field))}`;
  throw fail(`it returned a value${where} that ${issue.message}`);
}
