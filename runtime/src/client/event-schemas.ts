import type { Descriptor } from "../schema/descriptor.js";
import { type Schema, schemaOf } from "../schema/schema.js";
import type { StandardSchema } from "../schema/standard-schema.js";
import { DYNAMODB_LIMITS } from "../storage/dynamodb/limits.js";
import { isPlainObject } from "../util/plain-object.js";
import { checkEvent } from "../validation/check-event.js";
import { type EventIssue, EventValidationError } from "../validation/validation-error.js";

/** A schema for the data of each event type, under the type's name. Each is made when it is first read. */
export type DataSchemas<Inputs extends { [Type in keyof Inputs]: { data: unknown } }> = {
  readonly [Type in keyof Inputs]: StandardSchema<Inputs[Type]["data"]>;
};

/**
 * Checks an event as saving it would, without saving it.
 *
 * @returns A copy of it, as it would be stored.
 * @throws EventValidationError for a value that is no event of the schema.
 * @throws EventTooLargeError for an event that no item of DynamoDB can hold.
 */
export function parseEvent<Input>(descriptor: Descriptor, event: unknown): Input {
  const schema = schemaOf(descriptor);
  const type = eventTypeOf(schema, event);
  const context = { schema, checksContent: true, limits: DYNAMODB_LIMITS, now: Date.now };
  const { content, givenId } = checkEvent(context, event);
  const id = givenId === undefined ? {} : { id: givenId };
  return { type, ...content, ...id } as Input;
}

/** An event as saving takes it, as Standard Schema. */
export function eventSchema<Input>(descriptor: Descriptor): StandardSchema<Input> {
  return standardSchema((event) => parseEvent<Input>(descriptor, event), 0);
}

/** The data of each event type, as Standard Schema. */
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
  // A proxy: an object with a member for each type would take time at a program's start for each type.
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

/** @throws EventValidationError for a value that is no object with an event type of the schema. */
function eventTypeOf({ events }: Schema, event: unknown): string {
  const refuse = (path: EventIssue["path"], rule: string, message: string) =>
    new EventValidationError("The event", [{ path, rule, message }]);
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
