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
