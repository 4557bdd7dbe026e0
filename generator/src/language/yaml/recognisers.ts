import { curlyQuote, falseSpace } from "./characters.js";
import { missingComma } from "./commas.js";
import { foreignComment } from "./comments.js";
import type { ParserError } from "./error.js";
import { openBracket, openingQuote } from "./lexemes.js";
import type { YamlMistake } from "./mistake.js";
import { spaceAfterColon, spaceAfterDash } from "./spaces.js";

/** Recognises one kind of mistake by the text at an error of the parser. */
type Recogniser = (error: ParserError) => YamlMistake | undefined;

/** Kinds of mistakes that the parser's own messages do not distinguish, or report in another part of the text. */
const RECOGNISERS: readonly Recogniser[] = [
  ({ text, from, to }) => falseSpace(text, from, to),
  ({ text, from, to }) => curlyQuote(text, from, to),
  ({ text, from, to }) => foreignComment(text, from, to),
  memberWithoutComma,
  unclosedQuote,
  unclosedBracket,
  unopenedBracket,
  missingSpace,
  itemWithoutDash,
  unknownEscape,
  afterValue,
  bracketInString,
  firstCharacter,
  deeperLine,
];

/** The mistake at an error of the parser, if its kind is known. */
export function recognise(error: ParserError): YamlMistake | undefined {
  for (const recogniser of RECOGNISERS) {
    const mistake = recogniser(error);
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

/** Errors of the parser at lines that are no pair of a key and a value. */
const NO_PAIR: ReadonlySet<string> = new Set([
  "BAD_INDENT",
  "MISSING_CHAR",
  "MULTILINE_IMPLICIT_KEY",
]);

function missingSpace({ code, text, from, to }: ParserError): YamlMistake | undefined {
  if (!NO_PAIR.has(code)) return undefined;
  return spaceAfterColon(text, from, to) ?? spaceAfterDash(text, from, to);
}

/** Members of `{ }` or `[ ]` on lines of their own, without commas. */
function memberWithoutComma(error: ParserError): YamlMistake | undefined {
  const { code, message, text, start, end } = error;
  const isMultiline = code === "MULTILINE_IMPLICIT_KEY";
  if (isMultiline && !error.isBetweenMembers && !message.includes("flow sequence"))
    return undefined;
  if (!isMultiline && !message.startsWith("Missing , ")) return undefined;
  const from = isMultiline ? text.lastIndexOf("\n", end - 1) + 1 : start;
  const next = /^\s*["']?([^\s:,{}[\]"']+)/.exec(text.slice(from, end + MAX_NAME));
  if (next === null) return undefined;
  const [whole, name = ""] = next;
  return missingComma(name, from + whole.length - name.length);
}

/** Names are looked at up to this length, and lines above. */
const MAX_NAME = 100;
const MAX_LINE = 1000;
const MAX_LINES = 4000;

function unclosedQuote({ code, message, text, start, end }: ParserError): YamlMistake | undefined {
  const isQuotedKey = code === "MULTILINE_IMPLICIT_KEY" && /^["'].*\n/.test(text.slice(start, end));
  if (!isQuotedKey && !message.startsWith("Missing closing")) return undefined;
  const quote = isQuotedKey ? start : (openingQuote(text, start) ?? start);
  const reason = "This quote is not closed";
  const help = "Close it with a quote of the same kind.";
  return { reason, help, start: quote, end: quote + 1 };
}

/** A bracket that is not closed, or not in a way that the parser accepts. */
function unclosedBracket({ message, text, start, to }: ParserError): YamlMistake | undefined {
  if (!/must .*end with a [}\]]$/.test(message)) return undefined;
  const bracket = openBracket(text, start) ?? start;
  const open = text.charAt(bracket);
  const close = open === "[" ? "]" : "}";
  const line = text.slice(start, to).trim();
  const at = text.indexOf(line, start);
  const first = line.charAt(0);
  if ((first === "]" || first === "}") && first !== close) {
    const reason = `This "${first}" closes a "${open}"`;
    return { reason, help: `Replace it with "${close}".`, start: at, end: at + 1 };
  }
  const isMember = line.endsWith(",") || !/:(?:\s|$)/.test(line);
  if (line === "" || !isMember) {
    const reason = `This "${open}" is not closed`;
    return { reason, help: `Close it with "${close}".`, start: bracket, end: bracket + 1 };
  }
  const reason = `This line is indented less than the key of its "${open}"`;
  return { reason, help: "Indent it deeper than the key.", start: at, end: at + 1 };
}

function unopenedBracket({ message, text, start }: ParserError): YamlMistake | undefined {
  if (!message.startsWith("Unexpected flow-")) return undefined;
  const bracket = text.charAt(start);
  if (bracket !== "}" && bracket !== "]") return undefined;
  const reason = `This "${bracket}" closes no bracket`;
  return { reason, help: "Remove it.", start, end: start + 1 };
}

/** A word without a dash below an item of a list that is indented alike. */
function itemWithoutDash({
  code,
  text,
  from,
  to,
  start,
  before,
}: ParserError): YamlMistake | undefined {
  if (code !== "BAD_INDENT" || before.trim() !== "") return undefined;
  const [, indent] =
    /(?:^|\n)( *)- [^\n]*\n$/.exec(text.slice(Math.max(0, from - MAX_LINE), from)) ?? [];
  const [word] = /^\w+(?=\s*$)/.exec(text.slice(start, to)) ?? [];
  if (indent !== before || word === undefined) return undefined;
  const reason = `No dash comes before this list item`;
  return { reason, help: `Write "- ${word}".`, start, end: start + word.length };
}

/** A backslash in double quotes, as patterns have it. */
function unknownEscape(error: ParserError): YamlMistake | undefined {
  if (error.code !== "BAD_DQ_ESCAPE") return undefined;
  const { text, start, before, to } = error;
  const rest = text.slice(start, to);
  const [string] = /(?<!\\)"[^"\\]*$/.exec(before) ?? [];
  const [tail] = /^(?:[^"\\]|\\[^"\\])*"/.exec(rest) ?? [];
  const content =
    string !== undefined && tail !== undefined ? string.slice(1) + tail.slice(0, -1) : "";
  const isMechanical = content !== "" && !content.includes("'");
  return {
    reason: `"${text.slice(start, start + 2)}" is not an escape sequence of YAML`,
    help: `Use single quotes, which keep a backslash${isMechanical ? `: '${content}'` : ""}.`,
    start,
    end: start + 2,
  };
}

/** Text after the end of a value that is in quotes or in brackets, or is an alias. */
function afterValue(error: ParserError): YamlMistake | undefined {
  const { message, text, from, start, end, before } = error;
  if (!message.endsWith("at node end")) return undefined;
  const value = before.trimEnd();
  const last = value.at(-1);
  if (/^[,;]/.test(text.slice(start))) {
    const reason = `Unexpected "${text.charAt(start)}" after a value`;
    return { reason, help: "Remove it.", start, end: start + 1 };
  }
  if (last === '"' || last === "'") {
    const help =
      last === "'"
        ? "Write each single quote inside of the string twice, or put the string in double quotes."
        : "Put the whole string in single quotes.";
    return { reason: "Text follows the closing quote of a string", help, start, end };
  }
  const opening = { "]": "[", "}": "{" }[last ?? ""];
  const at = opening === undefined ? /\*\S*$/.exec(value)?.index : value.lastIndexOf(opening);
  return at === undefined || at === -1 ? undefined : quotesRequired(text, from + at);
}

/** The mistake of a string whose first character is an indicator of YAML. */
function quotesRequired(text: string, start: number): YamlMistake {
  const reason = `A string that begins with "${text.charAt(start)}" requires quotes`;
  return { reason, help: "Put the string in quotes.", start, end: start + 1 };
}

/** A string without quotes, inside of brackets, that has a bracket itself. */
function bracketInString({
  message,
  text,
  from,
  start,
  before,
}: ParserError): YamlMistake | undefined {
  if (!/^Unexpected flow-(?:map|seq)-start at node end$/.test(message)) return undefined;
  const string = /[^\s:,{}[\]][^,{}[\]]*$/.exec(before)?.[0].replace(/^.*: /, "") ?? "";
  const isList = text.startsWith("[]", start);
  return {
    reason: `Inside of { } and [ ], a string with brackets requires quotes${isList ? ': "string[]"' : ""}`,
    help: isList ? "Put the string in quotes." : "Put the string in single quotes.",
    start: from + before.length - string.length,
    end: start + 1,
  };
}

/** Characters that a string without quotes cannot begin with. */
function firstCharacter(error: ParserError): YamlMistake | undefined {
  const { code, message, text, start, before } = error;
  if (code === "BAD_SCALAR_START") return quotesRequired(text, start);
  const isQuestion = code === "BLOCK_AS_IMPLICIT_KEY" && text.startsWith("? ", start);
  if (isQuestion) return quotesRequired(text, start);
  const header = /[|>][^\s:]*[ \t]+$/.exec(before);
  const isBlock =
    message.startsWith("Not a YAML token") || message.startsWith("Block scalar header");
  return isBlock && header !== null ? quotesRequired(text, error.from + header.index) : undefined;
}

/** A line with a colon that is indented deeper than the line above, which already has a value. */
function deeperLine({ code, text, start }: ParserError): YamlMistake | undefined {
  if (code !== "BLOCK_AS_IMPLICIT_KEY") return undefined;
  const rest = text.slice(start, start + MAX_LINES);
  const value = /^[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)* *(?=[^\n]*:(?:\s|$))/.exec(rest);
  const isSecondColon = /^[^\n#]*: /.test(rest);
  if (value === null || isSecondColon) return undefined;
  const isSentence = /^[^\s#]+[ \t]+[^\s#]/.test(rest);
  if (isSentence) {
    const reason = 'A string with ": " in it requires quotes';
    return { reason, help: "Put the string in quotes.", start, end: start + 1 };
  }
  const at = start + value[0].length;
  return {
    reason: "This line is indented deeper than the one above, which already has a value",
    help: "Align it with the key above, or write the value of that key as a mapping.",
    start: at,
    end: at + 1,
  };
}
