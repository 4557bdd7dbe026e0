import type { JSDoc, Node } from "ts-morph";
import type { Json } from "../../util/json.js";
import type { DraftFacts } from "../draft/draft.js";
import type { Tree } from "../yaml/tree.js";
import type { Morph } from "./load-morph.js";

/** What a JSDoc comment says. */
export interface ReadComment extends DraftFacts {
  /** The rules of tags such as `@minimum 0`, in the words of JSON Schema. */
  readonly rules: readonly (readonly [key: string, value: Tree])[];
}

const NUMBERS = [
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...["minLength", "maxLength", "minItems", "maxItems"],
];
const TEXTS = ["pattern", "format"];

/** The comments of the declarations of a value, the last one before it. */
export function readComment(nodes: readonly Node[], { Node }: Morph): ReadComment {
  const docs = nodes.flatMap((node) => (Node.isJSDocable(node) ? node.getJsDocs().slice(-1) : []));
  const [doc] = docs;
  return doc === undefined ? { rules: [] } : factsOf(doc);
}

function factsOf(doc: JSDoc): ReadComment {
  const rules: (readonly [string, Tree])[] = [];
  const examples: Json[] = [];
  let deprecated: string | undefined;
  let fallback: Json | undefined;
  for (const tag of doc.getTags()) {
    const name = tag.getTagName();
    const text = tag.getCommentText()?.trim() ?? "";
    if (name === "deprecated") deprecated = text === "" ? "Deprecated." : text;
    else if (NUMBERS.includes(name) && Number.isFinite(Number(text)) && text !== "") {
      rules.push([name, Number(text)]);
    } else if (TEXTS.includes(name) && text !== "") rules.push([name, text]);
    else if (name === "uniqueItems") rules.push([name, true]);
    else if (name === "example") examples.push(...jsonOf(text));
    else if (name === "default") [fallback] = jsonOf(text);
  }
  return {
    description: doc.getDescription().trim(),
    deprecated,
    default: fallback,
    examples,
    rules,
  };
}

/** The value of a text; none if the text is no JSON. */
function jsonOf(text: string): Json[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
