import { InvalidArgumentError } from "../errors.js";
import { isPlainObject } from "./plain-object.js";
import { describeKind, quote } from "./quote.js";

/** The own members of an argument, each read once. */
export type Members<Name extends string> = { readonly [Each in Name]?: unknown };

/**
 * Reads the members of an argument. No member is ignored: a query whose `partitionId` is misspelt,
 * `undefined` or inherited would read more than was asked for.
 *
 * @param what - The name of the argument as the subject of a message: `The query`.
 * @throws InvalidArgumentError for a value that is not a plain object, and for a member that is
 *   unknown, `undefined` or `null`.
 */
export function readMembers<Name extends string>(
  argument: unknown,
  what: string,
  known: readonly Name[],
): Members<Name> {
  if (!isPlainObject(argument)) {
    throw new InvalidArgumentError(
      `${what} must be a plain object without inherited members, not ${describeKind(argument)}.`,
    );
  }
  const members: { [Each in Name]?: unknown } = {};
  for (const name of Reflect.ownKeys(argument)) {
    if (typeof name === "symbol" || !known.includes(name as Name)) {
      throw new InvalidArgumentError(
        `${what} has no member ${quote(String(name))}. Its members are ${known.join(", ")}.`,
      );
    }
    const value = argument[name];
    if (value === undefined || value === null) {
      throw new InvalidArgumentError(
        `${what} has "${name}": ${value}. Give it a value, or omit the member.`,
      );
    }
    members[name as Name] = value;
  }
  return members;
}

/** @throws InvalidArgumentError for a value that is not a positive integer. */
export function checkedPositiveInteger(name: string, value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= 1) return value as number;
  throw new InvalidArgumentError(`"${name}" must be a positive integer.`);
}

/**
 * The time of a date, in milliseconds since 1970.
 *
 * @throws InvalidArgumentError for a value that is not a valid `Date`.
 */
export function checkedTime(name: string, value: unknown): number {
  const time = value instanceof Date ? value.getTime() : Number.NaN;
  if (Number.isFinite(time)) return time;
  throw new InvalidArgumentError(`"${name}" must be a valid Date.`);
}

/** @throws InvalidArgumentError for a value that is not an AbortSignal. */
export function checkedSignal(signal: unknown): AbortSignal | undefined {
  if (signal === undefined) return undefined;
  const { aborted, addEventListener } = signal as AbortSignal;
  if (typeof aborted === "boolean" && typeof addEventListener === "function") {
    return signal as AbortSignal;
  }
  throw new InvalidArgumentError('"signal" must be an AbortSignal.');
}
