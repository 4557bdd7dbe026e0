import { Document, isScalar, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { printable } from "../../diagnostics/render/printable.js";
import { escapeUnits } from "../../util/code-units.js";
import { type Entry, isMap, type Tree, type TreeMap } from "./tree.js";

/** The longest mapping or list that is written on one line, in characters. */
const MAX_FLOW = 90;

/** Text that YAML cannot hold as it is, or that a reader does not see. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\ufffe\uffff]/gu;

/** The text of a schema, with a comment for each note. */
export function writeYaml(schema: TreeMap, heading: readonly string[]): string {
  const document = new Document(nodeOf(schema));
  document.commentBefore = heading.map((line) => ` ${printable(line)}`).join("\n");
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: true });
  // Strings with such characters are in double quotes.
  return text.replace(HIDDEN, (character) =>
    character === "\n" ? character : escapeUnits(character, "\\u"),
  );
}

function nodeOf(tree: Tree): YAMLMap | YAMLSeq | Scalar {
  if (Array.isArray(tree)) {
    const list = new YAMLSeq();
    list.items = tree.map(nodeOf);
    list.flow = isShort(tree);
    return list;
  }
  if (isMap(tree)) return mapNode(tree);
  return scalarNode(tree);
}

function mapNode(tree: TreeMap): YAMLMap {
  const map = new YAMLMap<Scalar, unknown>();
  map.flow = isShort(tree);
  const seen = new Set<string>();
  for (const { key, value, notes } of tree.entries) {
    const name = keyNode(key);
    if (notes.length > 0 && isScalar(name)) name.commentBefore = commentOf(notes);
    // A changed module can have a member twice. The methods of the map would look through all keys each time.
    if (!seen.has(key)) map.items.push(new Pair(name, nodeOf(value)));
    seen.add(key);
  }
  if (tree.notes.length > 0) map.comment = commentOf(tree.notes);
  return map;
}

function scalarNode(value: string | number | boolean | null): Scalar {
  const text = typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\u{fffd}") : value;
  const node = new Scalar(text);
  if (typeof text === "string" && text.replaceAll("\n", "").match(HIDDEN)) {
    node.type = "QUOTE_DOUBLE";
  }
  return node;
}

/** A key that is more than words could be taken for a mistake, such as a comment of another language. */
function keyNode(key: string): Scalar {
  const node = scalarNode(key);
  if (!/^[\w?]+(?:[ .-][\w?]+)*$/.test(key)) node.type = "QUOTE_DOUBLE";
  return node;
}

function commentOf(notes: readonly string[]): string {
  return notes.map((note) => ` ${printable(note)}`).join("\n");
}

/** Whether a mapping or a list has a line for itself: it is short, and has no comments. */
function isShort(tree: Tree[] | TreeMap): boolean {
  return lengthOf(tree, MAX_FLOW) <= MAX_FLOW;
}

/** The length on one line, in about as many characters; more than the limit where it cannot be on one. */
function lengthOf(tree: Tree, limit: number): number {
  if (typeof tree === "string") return tree.includes("\n") ? limit + 1 : tree.length + 2;
  if (typeof tree !== "object" || tree === null) return String(tree).length;
  let length = 4;
  const parts: readonly (Entry | Tree)[] = Array.isArray(tree) ? tree : tree.entries;
  if (!Array.isArray(tree) && tree.notes.length > 0) return limit + 1;
  for (const part of parts) {
    if (length > limit) return length;
    if (typeof part === "object" && part !== null && "key" in part) {
      if (part.notes.length > 0) return limit + 1;
      length += part.key.length + 4 + lengthOf(part.value, limit - length);
    } else length += 2 + lengthOf(part as Tree, limit - length);
  }
  return length;
}
