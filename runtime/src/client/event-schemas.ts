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
  const schema = schemaOf(descriptor);
  const type = eventTypeOf(schema, event);
  const context = { schema, checksContent: true, limits: DYNAMODB_LIMITS, now: Date.now };
  const { content, givenId } = checkEvent(context, event);
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
  const schemaFor = (type: string) => {
    const known = made.get(type);
    if (known !== undefined || !Object.hasOwn(descriptor.events, type)) return known;
    const parse = (data: unknown) => parseEvent<{ data: unknown }>(descriptor, { type, data }).data;
    const schema = standardSchema(parse, 1);
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

const MEMBERS = ["type", "data", "id", "metadata"];

/**
 * @throws EventValidationError for a value that is not an object with an event type of the schema.
 */
function eventTypeOf({ events }: Schema, event: unknown): string {
  const refuse = (path: EventIssue["path"], rule: string, message: string) =>
    new EventValidationError(undefined, [{ path, rule, message }]);
  if (!isPlainObject(event)) throw refuse([], "type", "must be a plain object");
  const unknown = Object.keys(event).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) {
    throw refuse([unknown], "additionalProperties", "is unknown to the schema");
  }
  if (typeof event.type !== "string" || !events.has(event.type)) {
    throw refuse(["type"], "enum", "must be an event type of the schema");
  }
  return event.type;
}
