/** A value in a sentence, without what it holds. */
export function described(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return withArticle("array");
  return typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : withArticle(typeof value);
}

const WORDS: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "an integer",
  number: "a number",
  object: "a mapping",
  string: "a string",
};

/** A type of JSON Schema in a sentence. */
export function withArticle(type: unknown): string {
  return WORDS[String(type)] ?? String(type);
}
