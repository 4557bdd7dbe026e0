import { isMapping } from "../mapping.js";

/** Longer values are not repeated in a help. */
const MAX_LENGTH = 100;

/** A string that YAML reads as a string without quotes, also inside of braces. */
const PLAIN = /^(?:\.{1,2}\/)?[A-Za-z_$][\w$./-]*$/;
/** Words that YAML 1.2, or an older reader, takes for something else. */
const OTHER_WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** A value as YAML in one line, to be copied from a help; `undefined` for a long one. */
export function inOneLine(value: unknown, maxLength = MAX_LENGTH): string | undefined {
  const text = written(value, maxLength);
  return text !== undefined && text.length <= maxLength ? text : undefined;
}

/** A key with its value as YAML in one line; the limit is that of the pair in braces. */
export function pairInOneLine(key: string, value: unknown, maxLength?: number): string | undefined {
  return inOneLine({ [key]: value }, maxLength)?.slice(2, -2);
}

/** Gives up once the text is longer than `left`, so that large values cost nothing. */
function written(value: unknown, left: number): string | undefined {
  if (left <= 0) return undefined;
  if (typeof value === "string") return value.length > left ? undefined : writtenString(value);
  if (Array.isArray(value)) return joined(value, "[]", left, (item) => written(item, left));
  if (!isMapping(value)) return String(value);
  return joined(Object.entries(value), "{}", left, ([key, member]) => {
    const text = written(member, left);
    return text && `${writtenString(key)}: ${text}`;
  });
}

function joined<Item>(
  items: readonly Item[],
  [open, close]: string,
  left: number,
  write: (item: Item) => string | undefined,
): string | undefined {
  if (items.length > left) return undefined;
  const texts: string[] = [];
  let length = 0;
  for (const item of items) {
    const text = write(item);
    if (text === undefined) return undefined;
    length += text.length;
    if (length > left) return undefined;
    texts.push(text);
  }
  const space = open === "{" && texts.length > 0 ? " " : "";
  return `${open}${space}${texts.join(", ")}${space}${close}`;
}

function writtenString(text: string): string {
  const isPlain = PLAIN.test(text.endsWith("?") ? text.slice(0, -1) : text);
  return isPlain && !OTHER_WORDS.test(text) ? text : JSON.stringify(text);
}
