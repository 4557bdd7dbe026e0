import type { ErrorCode, Node } from "yaml";
import type { ParserError } from "./error.js";
import type { Reason, YamlMistake } from "./mistake.js";
import { recognise } from "./recognisers.js";

const NO_TAGS: Reason = {
  reason: "YAML tags are not supported",
  help: "Remove the tag, or put the string in quotes.",
};

const NO_COLON: Reason = {
  reason: "This line has no colon, so it is not a key",
  help: "Write a key, a colon, a space and a value; or indent the line as a part of the string above.",
};

const UNALIGNED_ITEM: Reason = {
  reason: "This list item is not indented like the ones above it",
  help: "Align the dashes of a list.",
};

/** Reasons for messages of the parser whose code says too little. */
const BY_MESSAGE: readonly (readonly [start: string, Reason])[] = [
  ["Implicit map keys need", NO_COLON],
  [
    "Unexpected block-seq-ind",
    {
      reason: "A list cannot begin in the line of its key",
      help: "Begin the list in the next line, or put the string in quotes.",
    },
  ],
  ["Missing , ", { reason: "A comma is missing here", help: "Put a comma before it." }],
  ["Unexpected , ", { reason: "No value comes before this comma", help: "Remove the comma." }],
  [
    "Comments must be separated",
    {
      reason: 'No space comes before the "#" of this comment',
      help: 'Put a space before the "#".',
    },
  ],
  ["All sequence items", UNALIGNED_ITEM],
  ["A block sequence may not", UNALIGNED_ITEM],
  [
    "All mapping items",
    {
      reason: "This line is not indented like the keys above it",
      help: "Align the keys of a mapping, and indent what is below a key.",
    },
  ],
  [
    "Block scalar",
    {
      reason: 'The lines of a string after "|" or ">" are not indented alike',
      help: "Indent all of them by the same number of spaces, deeper than their key.",
    },
  ],
  [
    "Sequence item without",
    { reason: "This line of a list has no dash", help: 'Begin it with "- ", or indent it.' },
  ],
  [
    "Missing directives-end",
    { reason: "A line that begins with % requires --- below it", help: "Remove the line." },
  ],
  [
    "Tags and anchors must be separated",
    { reason: "No space follows an anchor or a tag", help: "Put a space after it." },
  ],
];

/** Reasons for the codes of the parser. */
const BY_CODE: Partial<Record<ErrorCode, Reason>> = {
  ALIAS_PROPS: {
    reason: "An alias cannot have an anchor or a tag",
    help: "Remove the anchor or the tag.",
  },
  BAD_ALIAS: {
    reason: "The name of an anchor is empty, or ends in a colon",
    help: "Put a space before the colon, or put the string in quotes.",
  },
  BAD_DIRECTIVE: { reason: "A line cannot begin with %", help: "Remove the line." },
  BAD_INDENT: {
    reason: "This line has a wrong indentation",
    help: "Align it with the line above, or indent it as a part of that line's value.",
  },
  BAD_PROP_ORDER: {
    reason: "An anchor or a tag comes before an indicator",
    help: "Move it after the indicator.",
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
  MULTILINE_IMPLICIT_KEY: NO_COLON,
  MULTIPLE_ANCHORS: { reason: "A value can have one anchor", help: "Remove the other anchor." },
  MULTIPLE_DOCS: { reason: "A second document begins here" },
  MULTIPLE_TAGS: NO_TAGS,
  NON_STRING_KEY: { reason: "A key must be a string", help: "Put the key in quotes." },
  TAB_AS_INDENT: { reason: "Tabs are not allowed as indentation", help: "Indent with spaces." },
  TAG_RESOLVE_FAILED: NO_TAGS,
};

/** An error of the parser in words for users. */
export function syntaxMistake(error: ParserError): YamlMistake {
  const recognised = recognise(error);
  if (recognised !== undefined) return recognised;
  const { code, message, text, start, end } = error;
  const known = BY_MESSAGE.find(([words]) => message.startsWith(words))?.[1] ?? BY_CODE[code];
  const next = /\S{1,20}/.exec(text.slice(start, start + 100))?.[0] ?? "end of the file";
  const lineEnd = text.indexOf("\n", start);
  const words = known ?? { reason: `Unexpected "${next}"` };
  return { ...words, start, end: lineEnd > start ? Math.min(end, lineEnd) : end };
}

/** The mistake of a node with a tag. The tag comes before the node's value, and maybe before an anchor. */
export function tagMistake({ range }: Node, text: string): YamlMistake {
  const value = range?.[0] ?? 0;
  const start = Math.max(0, text.lastIndexOf("!", value - 1));
  const end = start + (/^\S*/.exec(text.slice(start, value))?.[0].length ?? 1);
  return { ...NO_TAGS, start, end };
}
