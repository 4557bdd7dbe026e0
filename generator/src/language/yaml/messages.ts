import type { ErrorCode, Node, YAMLError } from "yaml";

/** What is wrong with a text as YAML, and where. */
export interface YamlMistake {
  readonly reason: string;
  /** The way out, where there is a better one than to read about YAML. */
  readonly help?: string | undefined;
  readonly start: number;
  readonly end: number;
}

interface Reason {
  readonly reason: string;
  readonly help?: string;
}

const NO_TAGS: Reason = { reason: "This language has no tags", help: "remove it." };

/** Where the parser's own words would not tell a user what to do. */
const BY_CODE: Partial<Record<ErrorCode, Reason>> = {
  BAD_DQ_ESCAPE: {
    reason: "Double quotes have no such escape sequence",
    help: "use single quotes, which keep a backslash.",
  },
  BAD_SCALAR_START: {
    reason: "A text without quotes cannot begin with this character",
    help: "put the text in quotes.",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    reason: 'There is a second colon on this line; a text that has ": " in it needs quotes',
    help: "put the text in quotes.",
  },
  BLOCK_IN_FLOW: {
    reason: "There is a second colon before the next comma",
    help: 'put a comma between the two, or quotes around a text that has ": " in it.',
  },
  KEY_OVER_1024_CHARS: { reason: "A key has at most 1024 characters" },
  MULTILINE_IMPLICIT_KEY: {
    reason: "This is no key, as no colon and space follow it on its line",
    help: "put a space after the colon.",
  },
  MULTIPLE_DOCS: { reason: "A second document begins here" },
  NON_STRING_KEY: { reason: "A key must be a text" },
  TAB_AS_INDENT: { reason: "Tabs are not allowed as indentation", help: "indent with spaces." },
  TAG_RESOLVE_FAILED: NO_TAGS,
};

/** By the parser's message, where its code says too little. */
const BY_MESSAGE: readonly (readonly [RegExp, Reason])[] = [
  [
    /^Implicit map keys need/,
    { reason: "This key has no colon and space after it", help: "put a space after the colon." },
  ],
  [
    /^Missing closing/,
    { reason: "This quote is not closed", help: "close it with a quote of the same kind." },
  ],
  [
    /^Unexpected scalar at node end/,
    {
      reason: "A text goes on after its closing quote",
      help: "double a quote that stands inside of single quotes, or put the whole text in quotes.",
    },
  ],
];

/** What a problem that the parser has found means to a user. */
export function syntaxMistake({ code, message, pos }: YAMLError, text: string): YamlMistake {
  const [start, end] = pos;
  const known = BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ?? BY_CODE[code];
  if (code === "BLOCK_AS_IMPLICIT_KEY")
    return deeperLine(text, start) ?? { start, end, ...(known as Reason) };
  if (isBracketedType(message, text, start)) {
    const reason = 'Inside of { } and [ ], a text with brackets needs quotes: "string[]"';
    return { reason, help: "put the text in quotes.", start, end };
  }
  return { ...(known ?? { reason: message }), start, end };
}

/** The mistake is made most often with "string[]", which needs no quotes outside of braces. */
function isBracketedType(message: string, text: string, start: number): boolean {
  return message.includes("flow-seq-start") && text.startsWith("[]", start);
}

/** Where the value goes on below: a line that is indented deeper than its neighbour, and has a key. */
function deeperLine(text: string, start: number): YamlMistake | undefined {
  const value = /^[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)(?=[^\n]*:(?:\s|$))/.exec(
    text.slice(start),
  );
  const isSecondColon = /^[^\n#]*: /.test(text.slice(start));
  if (value === null || isSecondColon) return undefined;
  const at = start + value[0].length;
  return {
    reason: "This line is indented deeper than the one above, which already has a value",
    help: "align it with the key above, or write that key's value as a mapping.",
    start: at,
    end: at + 1,
  };
}

/** A tag stands before what it is put to, maybe with an anchor between. */
export function tagMistake({ range }: Node, text: string): YamlMistake {
  const value = range?.[0] ?? 0;
  const start = Math.max(0, text.lastIndexOf("!", value - 1));
  const end = start + (/^\S*/.exec(text.slice(start, value))?.[0].length ?? 1);
  return { ...NO_TAGS, start, end };
}
