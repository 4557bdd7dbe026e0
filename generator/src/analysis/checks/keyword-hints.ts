import { BOUNDS, helpForBound } from "../../language/corrections/bounds.js";
import { inOneLine } from "../../language/corrections/flow.js";
import { helpAtLength, translateMapping } from "../../language/corrections/foreign-types.js";
import type { RawLongType } from "../../language/document.js";
import type { Category } from "./keywords.js";

/** The help for keywords that say nothing of a type. */
interface KeywordHint {
  readonly categories: readonly Category[];
  readonly keywords: readonly string[];
  readonly help: (keyword: string, type: RawLongType) => string | undefined;
}

const LENGTHS = ["minLength", "maxLength"];
const COUNTS = ["minItems", "maxItems"];

const HINTS: readonly KeywordHint[] = [
  {
    categories: ["string"],
    keywords: [...BOUNDS],
    help: (keyword, long) => {
      const { type } = long;
      if (type !== "decimal" && type !== "int64") return renamed(keyword, "Length");
      return helpForBound(keyword, long[keyword as "minimum"], type);
    },
  },
  {
    categories: ["string"],
    keywords: [...COUNTS, "uniqueItems"],
    help: (keyword, type) => listOfIds(type) ?? renamed(keyword, "Length"),
  },
  {
    categories: ["number"],
    keywords: [...LENGTHS, ...COUNTS],
    help: (keyword) => renamed(keyword, "imum"),
  },
  {
    categories: ["number"],
    keywords: ["format"],
    help: (_, type) => {
      const translation = translateMapping({ ...type });
      return translation?.key === "format" ? helpAtLength(translation) : undefined;
    },
  },
  {
    categories: ["list"],
    keywords: [...LENGTHS, "minimum", "maximum", "enum", "const", "pattern", "format"],
    help: (keyword, { type, ...rules }) => {
      if (type === "array") {
        const isLimit = !["enum", "const", "pattern", "format"].includes(keyword);
        return isLimit ? renamed(keyword, "Items") : `Move "${keyword}" to the type of the items.`;
      }
      const items = { type: type.slice(0, -"[]".length), [keyword]: rules[keyword as "enum"] };
      const list = inOneLine({ type: "array", items });
      return list && `Write ${list}; or, to limit the number of items, "minItems" and "maxItems".`;
    },
  },
  {
    categories: ["object"],
    keywords: ["required"],
    help: () => 'Declare the properties of the object under "properties".',
  },
];

/** One id with the rules of a list: most likely its "[]" is missing. */
function listOfIds(id: RawLongType & { readonly entity?: string }): string | undefined {
  if (id.entity === undefined) return undefined;
  const list = `${id.type}[]`;
  return `Write ${inOneLine({ ...id, type: list }) ?? `the type as "${list}"`}.`;
}

function renamed(keyword: string, ending: string): string | undefined {
  const end = keyword.startsWith("min") ? "min" : keyword.startsWith("max") ? "max" : undefined;
  return end && `Did you mean "${end}${ending}"?`;
}

/** The help for a keyword that says nothing of a type; `undefined` where it can only be removed. */
export function keywordHint(
  keyword: string,
  category: Category,
  type: RawLongType,
): string | undefined {
  return HINTS.find(
    ({ categories, keywords }) => categories.includes(category) && keywords.includes(keyword),
  )?.help(keyword, type);
}
