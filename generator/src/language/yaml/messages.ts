import type { ErrorCode, Node, YAMLError } from "yaml";

/** A mistake in the text of a file, and its range. */
export interface YamlMistake {
  readonly reason: string;
  /** What to do; `undefined` where only YAML's own rules say it. */
  readonly help?: string | undefined;
  readonly start: number;
  readonly end: number;
}

interface Reason {
  readonly reason: string;
  readonly help?: string;
}

const NO_TAGS: Reason = {
  reason: "YAML tags are not supported",
  help: "Remove the tag, or put the string in quotes.",
};

/** Reasons for the codes of the parser, where its own message does not help a user. */
const BY_CODE: Partial<Record<ErrorCode, Reason>> = {
  BAD_DQ_ESCAPE: {
    reason: "A string in double quotes has an unknown escape sequence",
    help: "Use single quotes, which keep a backslash.",
  },
  BAD_SCALAR_START: {
    reason: "A string without quotes cannot begin with this character",
    help: "Put the string in quotes.",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    reason: 'This line has a second colon, and a string with ": " in it requires quotes',
    help: "Put the string in quotes.",
  },
  BLOCK_IN_FLOW: {
    reason: "A second colon comes before the next comma",
    help: 'Put a comma between the two pairs, or quotes around a string with ": " in it.',
  },
  KEY_OVER_1024_CHARS: { reason: "A key can have at most 1024 characters" },
  MULTILINE_IMPLICIT_KEY: {
    reason: "This line has no colon with a space after it, so it is not a key",
    help: "Put a space after the colon; or, inside of { }, a comma after the line above.",
  },
  MULTIPLE_DOCS: { reason: "A second document begins here" },
  NON_STRING_KEY: { reason: "A key must be a string" },
  TAB_AS_INDENT: { reason: "Tabs are not allowed as indentation", help: "Indent with spaces." },
  TAG_RESOLVE_FAILED: NO_TAGS,
};

/** Reasons for messages of the parser whose code says too little. */
const BY_MESSAGE: readonly (readonly [RegExp, Reason])[] = [
  [
    /^Implicit map keys need/,
    {
      reason: "This key has no colon with a space after it",
      help: "Put a space after the colon.",
    },
  ],
  [
    /^Missing closing/,
    { reason: "This quote is not closed", help: "Close it with a quote of the same kind." },
  ],
  [
    /^Unexpected scalar at node end/,
    {
      reason: "Unexpected characters follow the end of a value",
      help: "Put the whole string in quotes; inside of single quotes, write a single quote twice.",
    },
  ],
];

/** An error of the parser in words for users. */
export function syntaxMistake({ code, message, pos }: YAMLError, text: string): YamlMistake {
  const [start, end] = pos;
  const known = BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ?? BY_CODE[code];
  if (code === "BLOCK_AS_IMPLICIT_KEY")
    return deeperLine(text, start) ?? { start, end, ...(known as Reason) };
  if (isBracketedType(message, text, start)) {
    const reason = 'Inside of { } and [ ], a string with brackets requires quotes: "string[]"';
    return { reason, help: "Put the string in quotes.", start, end };
  }
  return { ...(known ?? { reason: message }), start, end };
}

/** Whether a list type such as string[], which requires no quotes outside of braces, lacks them inside. */
function isBracketedType(message: string, text: string, start: number): boolean {
  return message.includes("flow-seq-start") && text.startsWith("[]", start);
}

/** A line with a key that is indented deeper than the line above, which already has a value. */
function deeperLine(text: string, start: number): YamlMistake | undefined {
  const value = /^[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)(?=[^\n]*:(?:\s|$))/.exec(
    text.slice(start),
  );
  const isSecondColon = /^[^\n#]*: /.test(text.slice(start));
  if (value === null || isSecondColon) return undefined;
  const at = start + value[0].length;
  return {
    reason: "This line is indented deeper than the one above, which already has a value",
    help: "Align it with the key above, or write the value of that key as a mapping.",
    start: at,
    end: at + 1,
  };
}

/** The mistake of a node with a tag. The tag comes before the node's value, and maybe before an anchor. */
export function tagMistake({ range }: Node, text: string): YamlMistake {
  const value = range?.[0] ?? 0;
  const start = Math.max(0, text.lastIndexOf("!", value - 1));
  const end = start + (/^\S*/.exec(text.slice(start, value))?.[0].length ?? 1);
  return { ...NO_TAGS, start, end };
}
