import { expect, test } from "vitest";
import { HEAD } from "./slips.js";
import { codesOf, diagnosticsOf } from "./support.js";

/** A mistake, and the text that its help leads to. */
interface Followed {
  /** The wrong text; ⟦ and ⟧ are around the range of the diagnostic, and no part of the text. */
  readonly wrong: string;
  readonly code: string;
  readonly message: string;
  readonly help: string;
  /** The text of somebody who does what the help says, and nothing else. */
  readonly fixed: string;
}

const NO_PARTITION = "version: 1\nname: Shop\n";
const EVENTS = "events:\n  A: { data: { shop_id: ulid } }\n  B: { data: { shop_id: ulid } }\n";

const schema = (text: string) => HEAD + text;
const data = (fields: string) => schema(`events:\n  A:\n    data:\n      shop_id: ulid\n${fields}`);
const description = (text: string) => schema(`description: ${text}\n${EVENTS}`);
const stream = (events: string) =>
  schema(`${EVENTS}streams:\n  orders:\n    by: shop_id\n    events:${events}`);

/** Help for both texts, wrong and fixed, which differ in what the function is given. */
function followed(
  whole: (part: string) => string,
  [wrong, fixed]: readonly [string, string],
  message: string,
  help: string,
  code = "yaml-syntax",
): Followed {
  return { wrong: whole(wrong), fixed: whole(fixed), code, message, help };
}

const COLON = (key: string) => `No space follows the colon after "${key}".`;
const DASH = "No space follows the dash of this list item.";
const NO_BREAK = "The character U+00A0, a no-break space, is not a space to YAML.";
const UNSEEN = (character: string) =>
  `The character ${character}, is invisible, and YAML reads it as part of the string.`;
const CURLY = "YAML reads curly quotes as part of the string.";
const BRACKETS = "Inside of { } and [ ], a string with brackets requires quotes.";
const QUOTE = "This quote is not closed.";
const begins = (character: string) => `A string that begins with "${character}" requires quotes.`;
const lines = (...texts: string[]) => texts.map((text) => `${text}\n`).join("");

const CASES: Readonly<Record<string, Followed>> = {
  "a conflict of a merge": followed(
    (text) => schema(`${EVENTS}${text}`),
    [
      lines(
        "⟦<<<<<<< HEAD⟧",
        "  C: { data: { shop_id: ulid } }",
        "||||||| 1a2b3c4",
        "=======",
        "  D: { data: { shop_id: ulid } }",
        ">>>>>>> b1",
      ),
      lines("  C: { data: { shop_id: ulid } }", "  D: { data: { shop_id: ulid } }"),
    ],
    '"<<<<<<<" is a conflict marker of an unfinished merge.',
    "Keep the lines of one side or of both, and remove all conflict markers.",
  ),
  "a conflict marker that was left over": followed(
    (text) => schema(`${EVENTS}${text}`),
    ["⟦>>>>>>> b1⟧\r\n", ""],
    '">>>>>>>" is a conflict marker of an unfinished merge.',
    "Keep the lines of one side or of both, and remove all conflict markers.",
  ),
  "no-break spaces as indentation": followed(
    (text) => schema(`events:\n  A:\n    data:\n${text}shop_id: ulid\n`),
    ["⟦\u00a0⟧\u00a0\u00a0\u00a0\u00a0\u00a0", "      "],
    NO_BREAK,
    "Replace each of the 6 in this file with a space.",
  ),
  "a no-break space in an indentation": followed(
    (text) => data(`      ${text}order_id: ulid\n`),
    ["⟦\u00a0⟧", ""],
    NO_BREAK,
    "Replace it with a space.",
  ),
  "a no-break space after a colon": followed(
    (text) => data(`      order_id:${text}ulid\n`),
    ["⟦\u00a0⟧", " "],
    NO_BREAK,
    "Replace it with a space.",
  ),
  "a no-break space after the only colon": followed(
    (text) => schema(`events:\n  A:\n    data:\n      shop_id:${text}ulid\n`),
    ["⟦\u00a0⟧", " "],
    NO_BREAK,
    "Replace it with a space.",
  ),
  "a no-break space after a colon in braces": followed(
    (text) => schema(`events:\n  A: { data: { shop_id:${text}ulid } }\n`),
    ["⟦\u00a0⟧", " "],
    NO_BREAK,
    "Replace it with a space.",
  ),
  "a no-break space after a dash": followed(
    (text) => stream(`\n      -${text}A\n`),
    ["⟦\u00a0⟧", " "],
    NO_BREAK,
    "Replace it with a space.",
  ),
  "a no-break space after a value": followed(
    (text) => data(`      order_id: ulid${text}\n`),
    ["⟦\u00a0⟧", " "],
    NO_BREAK,
    "Replace it with a space.",
  ),
  "an ideographic space before a value": followed(
    (text) => data(`      order_id:${text}ulid\n`),
    ["⟦\u3000⟧", " "],
    "The character U+3000, an ideographic space, is not a space to YAML.",
    "Replace it with a space.",
  ),
  "an em space after a colon": followed(
    (text) => data(`      order_id:${text}ulid\n`),
    ["⟦\u2003⟧", " "],
    "The character U+2003, a space of Unicode, is not a space to YAML.",
    "Replace it with a space.",
  ),
  "a zero-width space after a value": followed(
    (text) => data(`      order_id: ulid${text}\n`),
    ["⟦\u200b⟧", ""],
    UNSEEN("U+200B, a zero-width space"),
    "Remove it.",
  ),
  "a zero-width space in a key": followed(
    (text) => data(`      order${text}_id: ulid\n`),
    ["⟦\u200b⟧", ""],
    UNSEEN("U+200B, a zero-width space"),
    "Remove it.",
  ),
  "a byte order mark inside of a file": followed(
    (text) => `${HEAD}${text}${EVENTS}`,
    ["⟦\ufeff⟧", ""],
    UNSEEN("U+FEFF, a byte order mark"),
    "Remove it.",
  ),
  "a line separator": followed(
    (text) => data(`      order_id: ulid${text}      note: string\n`),
    ["⟦\u2028⟧", "\n"],
    "The character U+2028, a line separator, does not end a line of YAML.",
    "Replace it with a line end.",
  ),
  "curly quotes around a type": followed(
    (text) => data(`      state: ${text}\n`),
    ["⟦‘string’⟧", '"string"'],
    CURLY,
    'Write it with straight quotes: "string".',
  ),
  "curly quotes around a name": followed(
    (text) => `version: 1\nname: ${text}\npartition: shop_id\n${EVENTS}`,
    ["⟦“Shop”⟧", '"Shop"'],
    CURLY,
    'Write it with straight quotes: "Shop".',
  ),
  "curly quotes around a key": followed(
    (text) => data(`      ${text}: string\n`),
    ["⟦“state”⟧", '"state"'],
    CURLY,
    'Write it with straight quotes: "state".',
  ),
  "curly quotes around a string with a colon": followed(
    description,
    ["⟦“⟧Orders: all of them.”", '"Orders: all of them."'],
    "The curly quote “ does not quote a string in YAML.",
    "Put the string in straight quotes.",
  ),
  "a pair without a space": followed(
    (text) => schema(`events:\n  A:\n    data:\n      ${text}\n`),
    ["⟦shop_id:ulid⟧", "shop_id: ulid"],
    COLON("shop_id"),
    'Put a space after the colon: "shop_id: ulid".',
  ),
  "pairs without a space": followed(
    (text) => schema(`events:\n  A:\n    data:\n      ${text}\n`),
    ["⟦shop_id:ulid⟧\n      order_id?:ulid", "shop_id: ulid\n      order_id?: ulid"],
    COLON("shop_id"),
    'Put a space after each colon: "shop_id: ulid".',
  ),
  "a pair without a space after others": followed(
    (text) => data(`      ${text}\n`),
    ["⟦order_id:ulid⟧", "order_id: ulid"],
    COLON("order_id"),
    'Put a space after the colon: "order_id: ulid".',
  ),
  "a pair without a space before others": followed(
    (text) => schema(`events:\n  A:\n    data:\n      ${text}\n      order_id: ulid\n`),
    ["⟦shop_id:ulid⟧", "shop_id: ulid"],
    COLON("shop_id"),
    'Put a space after the colon: "shop_id: ulid".',
  ),
  "the first line without a space": followed(
    (text) => `${text}\nname: Shop\npartition: shop_id\n${EVENTS}`,
    ["⟦version:1⟧", "version: 1"],
    COLON("version"),
    'Put a space after the colon: "version: 1".',
  ),
  "pairs without a space in braces": followed(
    (text) => schema(`events:\n  A: { data: {${text}} }\n`),
    ["⟦shop_id:ulid⟧, order_id:ulid", "shop_id: ulid, order_id: ulid"],
    COLON("shop_id"),
    'Put a space after each colon: "shop_id: ulid".',
  ),
  "a pair without a space in braces": followed(
    (text) => data(`      note: { ${text}, maxLength: 5 }\n`),
    ["⟦type:string⟧", "type: string"],
    COLON("type"),
    'Put a space after the colon: "type: string".',
  ),
  "a mapping without a space before it": followed(
    (text) => data(`      ${text} type: string }\n`),
    ["⟦note:{⟧", "note: {"],
    COLON("note"),
    'Put a space after the colon: "note: …"; or put the whole name in quotes.',
  ),
  "a quoted string without a space before it": followed(
    (text) => data(`      ${text}\n`),
    ['⟦note:"string"⟧', 'note: "string"'],
    COLON("note"),
    'Put a space after the colon: "note: …".',
  ),
  "an item without a space": followed(
    (text) => stream(`\n      ${text}\n`),
    ["⟦-A⟧", "- A"],
    DASH,
    'Put a space after the dash: "- A".',
  ),
  "items without a space": followed(
    (text) => stream(`\n      ${text}\n`),
    ["⟦-A⟧\n      -B", "- A\n      - B"],
    DASH,
    'Put a space after each dash: "- A".',
  ),
  "an item without a space after another": followed(
    (text) => stream(`\n      - A\n      ${text}\n`),
    ["⟦-B⟧", "- B"],
    DASH,
    'Put a space after the dash: "- B".',
  ),
  "an item without a space before another": followed(
    (text) => stream(`\n      ${text}\n      - B\n`),
    ["⟦-A⟧", "- A"],
    DASH,
    'Put a space after the dash: "- A".',
  ),
  "an item without a dash": followed(
    (text) => stream(`\n      - A\n      ${text}\n`),
    ["⟦B⟧", "- B"],
    "No dash comes before this list item.",
    'Write "- B".',
  ),
  "an item that is indented deeper": followed(
    (text) => stream(`\n      - A\n      ${text} B\n`),
    [" ⟦-⟧", "-"],
    "This list item is indented deeper than the one above it.",
    "Align the dashes of a list.",
  ),
  "an item that is indented less": followed(
    (text) => stream(`\n      - A\n     ${text} B\n`),
    ["⟦-⟧", " -"],
    "This list item is not indented like the ones above it.",
    "Align the dashes of a list.",
  ),
  "members of braces without commas": followed(
    (text) => schema(`events:\n  A:\n    data: {\n      shop_id: ulid${text}: ulid\n    }\n`),
    ["\n      ⟦order_id⟧", "\n      , order_id"],
    'A comma is missing before "order_id".',
    'Put a comma before "order_id".',
  ),
  "members of JSON without commas": followed(
    (text) => `{\n  "version": 1${text}": "Shop",\n  "events": { "A": { "data": {} } }\n}\n`,
    ['\n  "⟦name⟧', ',\n  "name'],
    'A comma is missing before "name".',
    'Put a comma before "name".',
  ),
  "a mapping and a member without a comma": followed(
    (text) =>
      schema(
        `events: {\n  A: { data: { shop_id: ulid } }${text}: ${"{ data: { shop_id: ulid } }"}\n}\n`,
      ),
    ["\n  ⟦B⟧", ",\n  B"],
    'A comma is missing before "B".',
    'Put a comma before "B".',
  ),
  "items of brackets without commas": followed(
    (text) => stream(` [\n      A${text}\n    ]\n`),
    ["\n      ⟦B⟧", ",\n      B"],
    'A comma is missing before "B".',
    'Put a comma before "B".',
  ),
  "a pattern with brackets in braces": followed(
    (text) => data(`      zip: { type: string, pattern: ${text} }\n`),
    ["⟦^[⟧a-z]{1,3}$", "'^[a-z]{1,3}$'"],
    BRACKETS,
    "Put the string in single quotes.",
  ),
  "a pattern with braces in braces": followed(
    (text) => data(`      zip: { type: string, pattern: ${text} }\n`),
    ["⟦\\d{⟧5}", "'\\d{5}'"],
    BRACKETS,
    "Put the string in single quotes.",
  ),
  "a list type in braces": followed(
    (text) => data(`      tags: { type: ${text} }\n`),
    ["⟦string[⟧]", '"string[]"'],
    'Inside of { } and [ ], a string with brackets requires quotes: "string[]".',
    "Put the string in quotes.",
  ),
  "a pattern that begins with brackets": followed(
    (text) => data(`      zip: { type: string, pattern: ${text} }\n`),
    ["⟦[⟧a-z]+", "'[a-z]+'"],
    begins("["),
    "Put the string in quotes.",
  ),
  "a pattern in double quotes": followed(
    (text) => data(`      zip: { type: string, pattern: ${text} }\n`),
    ['"^⟦\\d⟧{5}$"', "'^\\d{5}$'"],
    '"\\d" is not an escape sequence of YAML.',
    "Use single quotes, which keep a backslash: '^\\d{5}$'.",
  ),
  "a pattern in double quotes with an apostrophe": followed(
    (text) => data(`      zip: { type: string, pattern: ${text} }\n`),
    ['"it\'s ⟦\\d⟧"', "'it''s \\d'"],
    '"\\d" is not an escape sequence of YAML.',
    "Use single quotes, which keep a backslash.",
  ),
  "a description that begins with brackets": followed(
    description,
    ["⟦[⟧WIP] Orders.", '"[WIP] Orders."'],
    begins("["),
    "Put the string in quotes.",
  ),
  "a description that begins with braces": followed(
    description,
    ["⟦{⟧shop} Orders.", '"{shop} Orders."'],
    begins("{"),
    "Put the string in quotes.",
  ),
  "a description that begins with a star": followed(
    description,
    ["⟦*⟧important* Orders.", '"*important* Orders."'],
    begins("*"),
    "Put the string in quotes.",
  ),
  "a description that begins with an exclamation mark": followed(
    description,
    ["⟦!important⟧ Orders.", '"!important Orders."'],
    "YAML tags are not supported.",
    "Remove the tag, or put the string in quotes.",
  ),
  ...Object.fromEntries(
    ["@", "`", "%"].map((character) => [
      `a description that begins with ${character}`,
      followed(
        description,
        [`⟦${character}⟧bob knows.`, `"${character}bob knows."`],
        begins(character),
        "Put the string in quotes.",
      ),
    ]),
  ),
  ...Object.fromEntries(
    [">", "|", "?"].map((character) => [
      `a description that begins with ${character} and a space`,
      followed(
        description,
        [`⟦${character}⟧ 5 orders.`, `"${character} 5 orders."`],
        begins(character),
        "Put the string in quotes.",
      ),
    ]),
  ),
  "a description that begins with a dash": followed(
    description,
    ["⟦-⟧ 5 orders.", '"- 5 orders."'],
    "A list cannot begin in the line of its key.",
    "Begin the list in the next line, or put the string in quotes.",
  ),
  "a list in the line of its key": followed(
    stream,
    [" ⟦-⟧ A\n", "\n      - A\n"],
    "A list cannot begin in the line of its key.",
    "Begin the list in the next line, or put the string in quotes.",
  ),
  "a colon in a description": followed(
    description,
    ["⟦1⟧00% sure: yes", '"100% sure: yes"'],
    'This line has a second colon, and a string with ": " in it requires quotes.',
    "Put the string in quotes.",
  ),
  "an apostrophe in single quotes": followed(
    description,
    ["'The shop'⟦s orders.'⟧", "'The shop''s orders.'"],
    "Text follows the closing quote of a string.",
    "Write each single quote inside of the string twice, or put the string in double quotes.",
  ),
  "a description that begins with a quoted word": followed(
    description,
    ['"Orders" ⟦of a shop.⟧', "'\"Orders\" of a shop.'"],
    "Text follows the closing quote of a string.",
    "Put the whole string in single quotes.",
  ),
  "a single quote that is not closed": followed(
    description,
    ["⟦'⟧Orders.", "'Orders.'"],
    QUOTE,
    "Close it with a quote of the same kind.",
  ),
  "a double quote that is not closed": followed(
    description,
    ['⟦"⟧Orders.', '"Orders."'],
    QUOTE,
    "Close it with a quote of the same kind.",
  ),
  "a quote of a key that is not closed": followed(
    (text) => data(`      ${text}: string\n      b: string\n`),
    ['⟦"⟧note', '"note"'],
    QUOTE,
    "Close it with a quote of the same kind.",
  ),
  "a brace that is not closed": followed(
    (text) => schema(`events:\n  A:\n    data: ${text}\n  B: { data: { shop_id: ulid } }\n`),
    ["⟦{⟧ shop_id: ulid", "{ shop_id: ulid }"],
    'This "{" is not closed.',
    'Close it with "}".',
  ),
  "a bracket that is not closed": followed(
    (text) => stream(` ${text}\n`),
    ["⟦[⟧A, B", "[A, B]"],
    'This "[" is not closed.',
    'Close it with "]".',
  ),
  "a brace that closes nothing": followed(
    (text) => schema(`events:\n  A: { data: { shop_id: ulid } }${text}\n`),
    [" ⟦}⟧", " "],
    'This "}" closes no bracket.',
    "Remove it.",
  ),
  "a bracket that closes a brace": followed(
    (text) => data(`      note: { type: string ${text}\n`),
    ["⟦]⟧", "}"],
    'This "]" closes a "{".',
    'Replace it with "}".',
  ),
  "a closing brace that is indented too little": followed(
    (text) => schema(`events:\n  A:\n    data: {\n      shop_id: ulid\n${text}\n`),
    ["  ⟦}⟧", "     }"],
    'This line is indented less than the key of its "{".',
    "Indent it deeper than the key.",
  ),
  "items that are indented too little": followed(
    (text) => stream(` [\n${text},\n      B,\n    ]\n`),
    ["  ⟦A⟧", "     A"],
    'This line is indented less than the key of its "[".',
    "Indent it deeper than the key.",
  ),
  "two commas": followed(
    (text) => data(`      note: { type: string,${text} maxLength: 5 }\n`),
    ["⟦,⟧", ""],
    "No value comes before this comma.",
    "Remove the comma.",
  ),
  "a comma at the end of a line": followed(
    (text) => `version: 1\nname: "Shop"${text}\npartition: shop_id\n${EVENTS}`,
    ["⟦,⟧", ""],
    'Unexpected "," after a value.',
    "Remove it.",
  ),
  "a comment of another language": followed(
    (text) => `${text} The orders: all of them.\n${schema(EVENTS)}`,
    ["⟦//⟧", "#"],
    '"//" does not begin a comment in YAML.',
    'Write "#" in place of "//".',
  ),
  "a comment in JSON": followed(
    (text) =>
      `{\n  ${text} The orders.\n  "version": 1, "name": "Shop", "events": { "A": { "data": {} } }\n}\n`,
    ["⟦//⟧", "#"],
    '"//" does not begin a comment in YAML.',
    'Write "#" in place of "//".',
  ),
  ...Object.fromEntries(
    [
      ["a type", "note: string", ""],
      ["a mapping in braces", "note: { type: string }", ""],
      ["a string in quotes", 'note: "string"', ""],
      ["a key", "note:", "\n        type: string"],
      ["a number", "note: { type: string, maxLength: 5", "\n        }"],
    ].map(([name, before, after]) => [
      `a comment of another language after ${name}`,
      followed(
        (text) => data(`      ${before} ${text} text${after}\n`),
        ["⟦//⟧", "#"],
        '"//" does not begin a comment in YAML.',
        'Write "#" in place of "//".',
      ),
    ]),
  ),
  "a comment without a space": followed(
    (text) => data(`      note: "string"${text}\n`),
    ["⟦# any text⟧", " # any text"],
    'No space comes before the "#" of this comment.',
    'Put a space before the "#".',
  ),
  "tabs as indentation": followed(
    (text) => data(`${text}note: string\n`),
    ["⟦\t⟧", "      "],
    "Tabs are not allowed as indentation.",
    "Indent with spaces.",
  ),
  "a line without a colon": followed(
    (text) => data(`      ${text}\n`),
    ["⟦note⟧", "note: string"],
    "This line has no colon, so it is not a key.",
    "Write a key, a colon, a space and a value; or indent the line as a part of the string above.",
  ),
  "a line of a description that is not indented": followed(
    description,
    ["Orders\n⟦of a shop.⟧", "Orders\n  of a shop."],
    "This line has no colon, so it is not a key.",
    "Write a key, a colon, a space and a value; or indent the line as a part of the string above.",
  ),
  "a colon in the second line of a description": followed(
    description,
    ["⟦O⟧rders of\n  a shop: all.", '"Orders of\n  a shop: all."'],
    'A string with ": " in it requires quotes.',
    "Put the string in quotes.",
  ),
  "a line that is indented deeper": followed(
    (text) => data(`      note: string\n${text}: string\n`),
    ["        ⟦b⟧", "      b"],
    "This line is indented deeper than the one above, which already has a value.",
    "Align it with the key above, or write the value of that key as a mapping.",
  ),
  "two colons": followed(
    (text) => data(`      note${text} string\n`),
    ["⟦:⟧:", ":"],
    "This key has two colons.",
    "Remove one of the colons.",
  ),
  "fences of Markdown": followed(
    (text) => text.replace("SCHEMA", schema(EVENTS)),
    ["⟦```yaml⟧\nSCHEMA```\n", "SCHEMA"],
    '"```" begins or ends code in Markdown, and is not YAML.',
    'Remove each line with "```".',
  ),
  "an event without data": followed(
    (text) => `${NO_PARTITION}events:\n  A: { data: { shop_id: ulid } }\n  ${text}\n`,
    ["B:⟦⟧", "B: { data: {} }"],
    "Expected a mapping, got nothing.",
    'Write "B: { data: {} }" for an event without fields.',
    "wrong-type",
  ),
  "empty data": followed(
    (text) => `${NO_PARTITION}events:\n  A:\n    ${text}\n`,
    ["data:⟦⟧", "data: {}"],
    "Expected a mapping, got nothing.",
    'Write "data: {}" for an event without fields.',
    "wrong-type",
  ),
  "underscores in a number": followed(
    (text) => data(`      total: { type: integer, maximum: ${text} }\n`),
    ["⟦1_000_000⟧", "1000000"],
    "Expected a number, got a string.",
    "Write 1000000, with nothing between the digits.",
    "wrong-type",
  ),
};

test.each(Object.entries(CASES))("%s: the help leads to a right schema", (_, followedHelp) => {
  const { wrong, code, message, help, fixed } = followedHelp;
  const [start, end] = [wrong.indexOf("⟦"), wrong.indexOf("⟧") - 1];
  const diagnostics = diagnosticsOf(wrong.replace("⟦", "").replace("⟧", ""));
  const found = diagnostics.map(({ location, ...about }) => ({
    code: about.code,
    message: about.message,
    help: about.help,
    range: [location?.start, location?.end],
  }));
  expect(found).toEqual([{ code, message, help, range: [start, end] }]);
  expect(codesOf(fixed)).toEqual([]);
});
