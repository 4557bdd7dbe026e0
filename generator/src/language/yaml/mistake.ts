/** A mistake in the text of a file, and its range. */
export interface YamlMistake {
  /** What is wrong: a sentence without its full stop. */
  readonly reason: string;
  /** What to do; `undefined` where only YAML's own rules say it. */
  readonly help?: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** The words of a mistake, without its range. */
export type Reason = Pick<YamlMistake, "reason" | "help">;

/** The mistake, with a help that also says how to keep a string that is right as it is. */
export function orQuoted(mistake: YamlMistake | undefined, what: string): YamlMistake | undefined {
  const help = mistake?.help?.replace(/\.$/, `; or put the whole ${what} in quotes.`);
  return mistake && { ...mistake, help };
}
