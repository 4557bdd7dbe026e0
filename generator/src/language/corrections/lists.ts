import type { Mapping } from "../mapping.js";
import { inOneLine } from "./flow.js";
import { isNull, nullability, nullableHelp } from "./nullable.js";
import { atLength, isObjectInShort, objectHelp, typeInOneLine } from "./objects.js";
import { isKnownType } from "./raw-types.js";
import { helpForUnion, rawUnion } from "./unions.js";

/** The help for a list where a type belongs: values, types, or one type and null. */
export function helpForList(list: readonly unknown[], document: Mapping): string | undefined {
  const others = list.filter((item) => !isNull(item));
  const isType = (item: unknown) => isKnownType(item, document);
  const [first] = others;
  if (list.length === 1 && isObjectInShort(first)) return helpForTuple(list);
  if (others.length === 1 && typeof first === "string") {
    // The name of a type that is not declared yet, most likely.
    const isName = isType(first) || /^[A-Z][a-z]/.test(first);
    if (others.length < list.length) return isName ? nullableHelp({ type: first }) : undefined;
    if (isName) return `Write a list as "${first}[]".`;
  }
  if (others.length > 1 && others.every(isType)) {
    return others.length < list.length
      ? helpForUnion(rawUnion(list, document))
      : helpForTuple(others);
  }
  return helpForValues(others, others.length < list.length);
}

/** The help for the values of an enum without its type. */
function helpForValues(values: readonly unknown[], isNullable: boolean): string | undefined {
  const type = typeOfValues(values);
  if (type === undefined) return undefined;
  const form = inOneLine({ type, ...nullability(isNullable), enum: values });
  return form === undefined
    ? 'Write "type: string", and the values under "enum:".'
    : `Write ${form}.`;
}

/** The type of values that an enum can list. */
export function typeOfValues(values: readonly unknown[]): string | undefined {
  const types = new Set(
    values.map((value) => (Number.isInteger(value) ? "integer" : typeof value)),
  );
  const [type] = types;
  if (types.size === 1 && (type === "string" || type === "integer" || type === "number"))
    return type;
  const areNumbers = [...types].every((name) => name === "integer" || name === "number");
  return areNumbers && types.size > 0 ? "number" : undefined;
}

/** The help for a list of types, one for each item. */
export function helpForTuple(types: readonly unknown[]): string {
  const [first] = types;
  // A list of one type is a slip.
  if (types.length === 1) return helpForItems(first);
  const texts = new Set(types.map((type) => inOneLine(type)));
  if (texts.size !== 1 || texts.has(undefined)) {
    return "Write an object with a property for each item: a list has items of one type.";
  }
  const limits = { minItems: types.length, maxItems: types.length };
  const form = typeInOneLine({ type: "array", items: atLength(first), ...limits });
  return form === undefined ? 'Write the one type of all items under "items:".' : `Write ${form}.`;
}

/** The help for a list whose only item is the type of the items. */
function helpForItems(type: unknown): string {
  const form = typeInOneLine({ type: "array", items: atLength(type) });
  if (form !== undefined) return `Write ${form}.`;
  return isObjectInShort(type)
    ? objectHelp(type).replace(/^Write /, 'Write "type: array", and under "items:" ')
    : 'Write "type: array", and the type of the items under "items:".';
}
