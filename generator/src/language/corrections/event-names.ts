import { spellings } from "../../diagnostics/suggest/suggest.js";
import { isEventTypeName } from "../../model/names.js";
import { inOneLine } from "./flow.js";

/** The help for an illegal name of an event type, which may be the one that another system stores. */
export function eventNameHint(name: string): string | undefined {
  const legal = legalNameOf(name);
  if (legal === undefined) return undefined;
  // A name that only breaks a rule is no name of another system.
  const isAnotherStyle = /[^A-Z0-9_-]|^\d/.test(name) && name.toUpperCase() !== legal;
  const wire = isAnotherStyle && isStorable(name) ? inOneLine(name) : undefined;
  if (wire === undefined) return undefined;
  const pair = wire === name ? `"wire: ${wire}"` : `'wire: ${wire}'`;
  return `Did you mean "${legal}"? To store its type as "${name}", add ${pair}.`;
}

/** The name of an event type that has the words of another name; a number at its beginning comes last. */
export function legalNameOf(name: string): string | undefined {
  const words = name.replace(/[^\w.-]+/g, " ").trim();
  const [, number, rest] = /^(\d\w*?)[ _.-]+(.+)$/.exec(words) ?? [];
  const inOrder = number === undefined ? words : `${rest} ${number.toLowerCase()}`;
  const legal = spellings(inOrder).at(-1) ?? "";
  return isEventTypeName(legal) ? legal : undefined;
}

/** Whether a name can be stored as the type of an event. */
function isStorable(name: string): boolean {
  return (
    /^[!#-[\]-~](?:[ !#-[\]-~]{0,126}[!#-[\]-~])?$/.test(name) &&
    !/^(?:@|__proto__$|constructor$)/.test(name)
  );
}
