import { isMapping } from "../language/mapping.js";

/** Names and values that an object of package.json gets. */
export type Entries = Readonly<Record<string, string>>;

/** Strings are one token, so that braces in them are no braces. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

interface Span {
  /** After the opening brace. */
  readonly start: number;
  /** At the closing brace. */
  readonly end: number;
  /** After the last value; equal to `start` in an empty object. */
  readonly last: number;
}

/**
 * Adds entries to an object at the top of a package.json, and leaves all other text as it is. Makes the object if there is
 * none. Existing entries must not be given again.
 */
export function addEntries(text: string, key: string, entries: Entries): string {
  if (Object.keys(entries).length === 0) return text;
  const { indent, newline } = styleOf(text);
  const document = parseManifest(text);
  const hasKey = isMapping(document) && isMapping(document[key]);
  if (!hasKey) return addMember(text, key, entries);
  const span = spanOf(text, key);
  const isInline = span.last > span.start && !text.slice(span.start, span.end).includes("\n");
  const pairs = Object.entries(entries).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  if (isInline) return `${text.slice(0, span.last)}, ${pairs.join(", ")}${text.slice(span.last)}`;
  const lines = pairs.map(
    (pair, index) => `${indent}${indent}${pair}${index < pairs.length - 1 ? "," : ""}`,
  );
  return insert(text, span, lines, indent, newline);
}

/**
 * A package.json, which may begin with a byte order mark: package managers skip it.
 *
 * @throws SyntaxError
 */
export function parseManifest(text: string): unknown {
  return JSON.parse(text.replace(/^\u{feff}/u, ""));
}

/** Adds a member at the top of a package.json, which must not have it. */
export function addMember(text: string, key: string, value: string | Entries): string {
  const { indent, newline } = styleOf(text);
  const lines = JSON.stringify({ [key]: value }, null, indent)
    .split("\n")
    .slice(1, -1);
  return insert(text, spanOf(text, undefined), lines, "", newline);
}

function styleOf(text: string): { readonly indent: string; readonly newline: string } {
  return {
    indent: /^[{\s]*?\n([ \t]+)"/.exec(text)?.[1] ?? "  ",
    newline: text.includes("\r\n") ? "\r\n" : "\n",
  };
}

/** Replaces the value of a script. */
export function replaceScript(text: string, name: string, value: string): string {
  const span = spanOf(text, "scripts");
  const before = text.slice(0, span.start);
  const inside = text.slice(span.start, span.end);
  const pattern = new RegExp(`(${JSON.stringify(name)}\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`);
  return (
    before +
    inside.replace(pattern, (_, start) => start + JSON.stringify(value)) +
    text.slice(span.end)
  );
}

function insert(
  text: string,
  { start, end, last }: Span,
  lines: readonly string[],
  /** The indentation of the closing brace. */
  closing: string,
  newline: string,
): string {
  const comma = last > start ? "," : "";
  return `${text.slice(0, last)}${comma}${newline}${lines.join(newline)}${newline}${closing}${text.slice(end)}`;
}

/** The span of the object of a key at the top; of the whole document for `undefined`. */
function spanOf(text: string, key: string | undefined): Span {
  let depth = 0;
  let start = -1;
  let last = -1;
  let previous = "";
  let name = "";
  const wanted = key === undefined ? 1 : 2;
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    if (token === ":" && depth === 1) name = previous;
    if (token === "{" || token === "[") {
      depth++;
      const isWanted = key === undefined || (token === "{" && name === JSON.stringify(key));
      if (depth === wanted && start === -1 && isWanted) {
        start = match.index + 1;
        last = start;
      }
    } else if (token === "}" || token === "]") {
      if (depth === wanted && start !== -1) return { start, end: match.index, last };
      depth--;
    }
    if (start !== -1 && match.index >= start) last = match.index + token.length;
    previous = token;
  }
  throw new Error("the text is no JSON object with this key");
}
