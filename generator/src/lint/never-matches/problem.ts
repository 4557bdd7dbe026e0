/** Why the rules of a type are met by no value, or do not mean what they say. */
export interface Problem {
  /** The rule to change. */
  readonly keyword: string;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** What to do: a clause that begins with an imperative verb, without a full stop. */
  readonly help: string;
  /** Another rule that it contradicts. */
  readonly other?: string | undefined;
}

/** The largest item of DynamoDB, in bytes; each character has one or more. */
export const MAX_ITEM_BYTES = 400 * 1024;
