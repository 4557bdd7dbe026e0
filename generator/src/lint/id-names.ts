import { wordsOf } from "../diagnostics/suggest/suggest.js";
import { isLegalIdField } from "../model/names.js";

/** The last word of a name in whatever case, where it says "id" or "ids": `orderId`, `USER_ID`, `ids`. */
export function idWord(name: string): "id" | "ids" | undefined {
  const last = wordsOf(name).at(-1);
  if (last === undefined || !name.endsWith(last)) return undefined;
  const word = last.toLowerCase();
  return word === "id" || word === "ids" ? word : undefined;
}

/**
 * The id field that a name like an id most likely should have: `order_id` for `orderId` and `order_ids`. For a
 * bare `id`, that of the object which has it; `undefined` where nothing says which entity it is.
 */
export function legalIdName(name: string, owner?: string): string | undefined {
  const words = wordsOf(name).slice(0, -1);
  const entity = words.length > 0 ? words : wordsOf(owner ?? "");
  const legal = `${entity.join("_").toLowerCase()}_id`;
  return isLegalIdField(legal, "_id") ? legal : undefined;
}
