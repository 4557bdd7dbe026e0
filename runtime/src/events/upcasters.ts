import { InvalidArgumentError } from "../errors.js";
import type { Descriptor } from "../schema/descriptor.js";
import { isPlainObject } from "../util/plain-object.js";
import { describeKind, quote, quoteUnlessWord } from "../util/quote.js";
import type { EventWithMetadata } from "./event.js";

/** What an upcaster gets of its event, besides the data. */
export type UpcastEvent = Omit<EventWithMetadata<string, object>, "data">;

/**
 * Converts the data of one version of an event type to the next version. Reads call it for each
 * event that is stored in the earlier version, so it must be fast, and always return the same for
 * the same event. The fields that have aliases and defaults in `From` have their own names and
 * values; the aliases and defaults of `To` are applied to the result.
 *
 * It may change `data`, which is a copy. It must return a plain object of values that can be stored,
 * not a promise; `undefined` members are dropped. If it throws, the read throws `UpcastError`.
 */
export type Upcaster<From, To> = (data: From, event: UpcastEvent) => To;

type AnyUpcaster = (data: never, event: never) => unknown;

/** The upcasters of each event type, by the version that they convert from. */
export type Upcasters = ReadonlyMap<string, ReadonlyMap<number, AnyUpcaster>>;

/**
 * Checks the upcasters of a client.
 *
 * @param given - An object for each event type: from the version that a function converts to the
 *   function.
 * @throws InvalidArgumentError if a step that requires an upcaster has none, and for anything that
 *   is not the upcaster of a step.
 */
export function checkedUpcasters({ events, name }: Descriptor, given: unknown = {}): Upcasters {
  const upcasters = new Map<string, ReadonlyMap<number, AnyUpcaster>>();
  for (const [type, steps] of membersOf(given, '"upcasters"')) {
    const event = Object.hasOwn(events, type) ? events[type] : undefined;
    if (event === undefined) {
      throw new InvalidArgumentError(
        `"upcasters" has ${quote(type)}, and schema "${name}" stores no such event type.`,
      );
    }
    const of = `"upcasters" of ${quoteUnlessWord(type)}`;
    const { version = 1 } = event;
    const ofType = new Map<number, AnyUpcaster>();
    for (const [step, upcaster] of membersOf(steps, of)) {
      const from = Number(step);
      if (!(Number.isInteger(from) && from >= 1 && from < version && String(from) === step)) {
        const known = version === 1 ? "has no earlier version" : `is at version ${version}`;
        throw new InvalidArgumentError(
          `${of} has ${quote(step)}, which is no earlier version: ${quoteUnlessWord(type)} ${known}.`,
        );
      }
      if (typeof upcaster !== "function") {
        throw new InvalidArgumentError(
          `${of} from version ${from} must be a function, not ${describeKind(upcaster)}.`,
        );
      }
      ofType.set(from, upcaster as AnyUpcaster);
    }
    upcasters.set(type, ofType);
  }
  const missing = requiredSteps(events).filter(([type, from]) => !upcasters.get(type)?.has(from));
  if (missing.length === 0) return upcasters;
  const steps = missing.map(
    ([type, from]) => `${quoteUnlessWord(type)} from version ${from} to ${from + 1}`,
  );
  throw new InvalidArgumentError(`"upcasters" lacks functions: ${steps.join("; ")}.`);
}

/** The steps that only a function can do. */
function requiredSteps(events: Descriptor["events"]): readonly (readonly [string, number])[] {
  return Object.entries(events).flatMap(([type, { previous = {} }]) =>
    Object.entries(previous).flatMap(([version, { upcast }]) =>
      upcast === true ? [[type, Number(version)] as const] : [],
    ),
  );
}

function membersOf(value: unknown, what: string): [string, unknown][] {
  if (isPlainObject(value)) return Object.entries(value);
  throw new InvalidArgumentError(`${what} must be a plain object, not ${describeKind(value)}.`);
}
