import { EventTooLargeError } from "../errors.js";
import type { Descriptor } from "../schema/descriptor.js";
import { type Schema, schemaOf } from "../schema/schema.js";
import type { StandardSchema } from "../schema/standard-schema.js";
import { DYNAMODB_LIMITS } from "../storage/dynamodb/limits.js";
import { isPlainObject } from "../util/plain-object.js";
import { checkEvent } from "../validation/check-event.js";
import { type EventIssue, EventValidationError } from "../validation/validation-error.js";

/** The schemas of event data by event type. Each schema is created when it is first read. */
export type DataSchemas<Inputs extends { [Type in keyof Inputs]: { data: unknown } }> = {
  readonly [Type in keyof Inputs]: StandardSchema<Inputs[Type]["data"]>;
};

/**
 * Checks an event as a save does, without saving it.
 *
 * @returns A copy of the event as it would be stored.
 * @throws EventValidationError for a value that is not an event of the schema.
 * @throws EventTooLargeError for an event that does not fit a DynamoDB item.
 */
export function parseEvent<Input>(descriptor: Descriptor, event: unknown): Input {
  return parseWith(schemaOf(descriptor), event);
}

function parseWith<Input>(schema: Schema, event: unknown): Input {
  const members = eventMembers(event);
  const type = eventTypeOf(schema, members);
  const context = { schema, checksContent: true, limits: DYNAMODB_LIMITS, now: Date.now };
  const { content, givenId } = checkEvent(context, members);
  const id = givenId === undefined ? {} : { id: givenId };
  return { type, ...content, ...id } as Input;
}

/** The Standard Schema of an event as `saveEvent` takes it. */
export function eventSchema<Input>(descriptor: Descriptor): StandardSchema<Input> {
  return standardSchema((event) => parseEvent<Input>(descriptor, event), 0);
}

/** The Standard Schemas of event data, by event type. */
export function dataSchemas<Inputs extends { [Type in keyof Inputs]: { data: unknown } }>(
  descriptor: Descriptor,
): DataSchemas<Inputs> {
  const made = new Map<string, StandardSchema<unknown>>();
  let dataOnly: Schema | undefined;
  const schemaFor = (type: string) => {
    const known = made.get(type);
    if (known !== undefined || !Object.hasOwn(descriptor.events, type)) return known;
    const parseData = (data: unknown) => {
      dataOnly ??= { ...schemaOf(descriptor), metadata: undefined };
      return parseWith<{ data: unknown }>(dataOnly, { type, data }).data;
    };
    const schema = standardSchema<unknown>(parseData, 1);
    made.set(type, schema);
    return schema;
  };
  // A proxy, because creating a member for each type would slow down a program's start.
  return new Proxy(Object.create(null), {
    get: (_, type) => (typeof type === "string" ? schemaFor(type) : undefined),
    has: (_, type) => typeof type === "string" && Object.hasOwn(descriptor.events, type),
    ownKeys: () => Object.keys(descriptor.events),
    getOwnPropertyDescriptor: (_, type) => {
      const value = typeof type === "string" ? schemaFor(type) : undefined;
      return value && { value, configurable: true, enumerable: true, writable: false };
    },
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
    preventExtensions: () => false,
    setPrototypeOf: () => false,
  }) as DataSchemas<Inputs>;
}

/** @param depth - The number of steps of an issue's path that lead to the value. */
function standardSchema<Value>(
  parse: (value: unknown) => Value,
  depth: number,
): StandardSchema<Value> {
  return {
    "~standard": {
      version: 1,
      vendor: "ddb-pattern",
      validate(value) {
        try {
          return { value: parse(value) };
        } catch (error) {
          if (error instanceof EventTooLargeError) {
            return { issues: [{ message: error.message, path: [] }] };
          }
          if (!(error instanceof EventValidationError)) throw error;
          const issues = error.issues.map(({ path, message }) => ({
            message,
            path: path.slice(depth),
          }));
          return { issues };
        }
      },
    },
  };
}

/** The members of an event, with the issue of one that is present but null or undefined. */
const MEMBERS: ReadonlyMap<string, Pick<EventIssue, "rule" | "message">> = new Map([
  ["type", { rule: "enum", message: "must be an event type of the schema" }],
  ["data", { rule: "type", message: "must be a plain object" }],
  ["id", { rule: "format", message: "must be a ULID: 26 characters, upper case" }],
  ["metadata", { rule: "type", message: "must be a plain object" }],
]);

function refusal(path: EventIssue["path"], issue: Pick<EventIssue, "rule" | "message">) {
  return new EventValidationError(undefined, [{ path, ...issue }]);
}

/**
 * Reads each member of an event once, so that a getter cannot change what was checked.
 *
 * @throws EventValidationError for a value that is not an object, and for members that no event has.
 */
function eventMembers(event: unknown): Readonly<Record<string, unknown>> {
  if (!isPlainObject(event)) throw refusal([], { rule: "type", message: "must be a plain object" });
  const members: Record<string, unknown> = {};
  for (const name of Reflect.ownKeys(event)) {
    const issue = typeof name === "string" ? MEMBERS.get(name) : undefined;
    if (issue === undefined) {
      const unknown = { rule: "additionalProperties", message: "is unknown to the schema" };
      throw refusal([String(name)], unknown);
    }
    const value = event[name as string];
    if (value === undefined || value === null) throw refusal([name as string], issue);
    members[name as string] = value;
  }
  return members;
}

/** @throws EventValidationError for a type that the schema does not have. */
function eventTypeOf({ events }: Schema, { type }: Readonly<Record<string, unknown>>): string {
  if (typeof type === "string" && events.has(type)) return type;
  throw refusal(["type"], { rule: "enum", message: "must be an event type of the schema" });
}
