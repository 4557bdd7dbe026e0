import { equalItems } from "../equal-items.js";
import { FORMATS } from "../formats.js";
import { isMultipleOf } from "../multiple-of.js";

/** The values of one type, and the words that a rule can limit them with. */
export interface Kind {
  readonly is: (value: unknown) => boolean;
  /** Word → what makes a test of its parameter. Of several tests that a value fails, the first is reported. */
  readonly words: { readonly [word: string]: (parameter: never) => Test | undefined };
}

export type Test = (value: never) => boolean;

const NUMBER_WORDS: Kind["words"] = {
  maximum: (limit: number) => (value: number) => value <= limit,
  minimum: (limit: number) => (value: number) => value >= limit,
  exclusiveMaximum: (limit: number) => (value: number) => value < limit,
  exclusiveMinimum: (limit: number) => (value: number) => value > limit,
  // The remainder of a whole step is exact, and fast.
  multipleOf: (step: number) => (value: number) =>
    Number.isInteger(step) ? value % step === 0 : isMultipleOf(value, step),
};

export const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["json", { is: () => true, words: {} }],
  ["boolean", { is: (value) => typeof value === "boolean", words: {} }],
  ["number", { is: Number.isFinite, words: NUMBER_WORDS }],
  ["integer", { is: Number.isInteger, words: NUMBER_WORDS }],
  [
    "string",
    {
      is: (value) => typeof value === "string",
      words: {
        // A text has at most as many characters as units, and at least half as many: most need not be counted.
        maxLength: (limit: number) => (text: string) =>
          text.length <= limit || textLength(text) <= limit,
        minLength: (limit: number) => (text: string) =>
          text.length >= 2 * limit || textLength(text) >= limit,
        pattern: (source: string) => {
          const pattern = new RegExp(source, "u");
          return (text: string) => pattern.test(text);
        },
        format: (name: string) => FORMATS.get(name)?.has,
      },
    },
  ],
  [
    "array",
    {
      is: Array.isArray,
      words: {
        maxItems: (limit: number) => (items: readonly unknown[]) => items.length <= limit,
        minItems: (limit: number) => (items: readonly unknown[]) => items.length >= limit,
        uniqueItems: (isWanted: boolean) => (items: readonly unknown[]) =>
          !isWanted || equalItems(items) === undefined,
      },
    },
  ],
  [
    "object",
    {
      // Bytes are of none of the language's types.
      is: (value) =>
        typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        !(value instanceof Uint8Array),
      words: {},
    },
  ],
]);

/** How long a text is: in code points; a lone surrogate counts as one. */
function textLength(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
