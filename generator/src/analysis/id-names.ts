import { wordsOf } from "../diagnostics/suggest/suggest.js";
import { DEFAULT_ID_SUFFIX, type IdSuffix, isLegalIdField } from "../model/names.js";

/** The last word of a name in whatever case, where it says "id" or "ids": `orderId`, `USER_ID`, `ids`. */
export function idWord(name: string): "id" | "ids" | undefined {
  const last = wordsOf(name).at(-1);
  if (last === undefined || !name.endsWith(last)) return undefined;
  const word = last.toLowerCase();
  return word === "id" || word === "ids" ? word : undefined;
}

/** The words of a name like an id without the last one; those of `owner` for a name that is only "id" or "ids". */
export function entityWords(name: string, owner = ""): readonly string[] {
  const words = wordsOf(name).slice(0, -1);
  return words.length > 0 ? words : wordsOf(owner);
}

/** A word without the "s" of most plurals: `guest` for `guests`, and `address` for `address`. */
export function singular(word: string): string {
  return word.replace(/(?<=[^sui])s$/i, "");
}

/** The entity of these words, as `entity:` and the names of ids spell it: `shopping_cart`, or `shoppingCart`. */
export function entityName(words: readonly string[], suffix: IdSuffix): string {
  const [first = "", ...others] = words.map((word) => word.toLowerCase());
  if (suffix === DEFAULT_ID_SUFFIX) return [first, ...others].join("_");
  return first + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** The id field of an entity of these words; `undefined` where they make no legal name. */
export function idFieldName(words: readonly string[], suffix: IdSuffix): string | undefined {
  const name = `${entityName(words, suffix)}${suffix}`;
  return isLegalIdField(name, suffix) ? name : undefined;
}
