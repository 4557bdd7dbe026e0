import { didYouMean, error } from "./message.js";

/** Keys, values and names, as the language's JSON Schema has them. */
export const structure = {
  "unknown-key": error(
    (p: {
      key: string;
      allowed: readonly string[];
      suggestion: string | undefined;
      /** Whether the key has no value: most likely it is the rest of a string with a comma. */
      isNoPair: boolean;
      /** The help for a key that is known from another place or another language. */
      hint: string | undefined;
    }) => ({
      message: `Unknown key "${p.key}".`,
      help: didYouMean(
        p.suggestion,
        p.isNoPair
          ? "Put quotes around a string that has a comma, or write a colon and a value after this key."
          : (p.hint ?? `Use one of the keys allowed here: ${p.allowed.join(", ")}.`),
      ),
    }),
  ),
  "missing-key": error(
    (p: {
      key: string;
      /** The help, where more is known than the key. */
      hint?: string | undefined;
    }) => ({
      message: `The key "${p.key}" is missing.`,
      help: p.hint ?? `Add "${p.key}:" to this mapping.`,
    }),
  ),
  "wrong-type": error(
    (p: {
      expected: string;
      actual: string;
      isEmpty: boolean;
      /** The help for a value whose intention is known. */
      hint: string | undefined;
    }) => ({
      message: `Expected ${p.expected}, got ${p.actual}.`,
      help:
        p.hint ??
        (p.isEmpty
          ? "Write the value after the colon and a space, or indented on the next line."
          : `Write ${p.expected}.`),
    }),
  ),
  "invalid-name": error(
    (p: {
      name: string;
      rule: string;
      suggestion: string | undefined;
      /** The help where there is more to say than the suggestion. */
      hint?: string | undefined;
    }) => ({
      message: `Invalid name "${p.name}": ${p.rule}.`,
      help: p.hint ?? didYouMean(p.suggestion),
    }),
  ),
  "invalid-value": error(
    (p: { reason: string; suggestion: string | undefined; hint?: string | undefined }) => ({
      message: `Invalid value: it ${p.reason}.`,
      help: p.hint ?? didYouMean(p.suggestion),
    }),
  ),
};
