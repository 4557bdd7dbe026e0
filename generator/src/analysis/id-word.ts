import { wordsOf } from "../diagnostics/suggest/suggest.js";

/** The last word of a name in whatever case, where it says "id" or "ids": `orderId`, `USER_ID`, `ids`. */
export function idWord(name: string): "id" | "ids" | undefined {
  const last = wordsOf(name).at(-1);
  if (last === undefined || !name.endsWith(last)) return undefined;
  const word = last.toLowerCase();
  return word === "id" || word === "ids" ? word : undefined;
}
