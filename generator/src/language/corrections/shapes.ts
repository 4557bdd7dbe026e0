import { isMapping, type Mapping } from "../mapping.js";
import { inOneLine } from "./flow.js";
import { keyHint } from "./key-hints.js";
import { type KeyCorrections, kindOfKeys } from "./keys.js";
import { COMPOSITIONS } from "./other-keys.js";

/** A mapping that as a whole has the wrong form: one mistake, reported at one of its keys. */
export interface Shape {
  readonly key: string;
  readonly hint: string;
}

/** The wrong form of a mapping, where a rule allows only some keys. */
export type ShapeOf = (mapping: Mapping, allowed: readonly string[]) => Shape | undefined;

/** `ShapeOf` for one run: each mapping is checked once, however many errors it has. */
export function shapes(corrections: KeyCorrections): ShapeOf {
  const known = new WeakMap<object, { readonly shape: Shape | undefined }>();
  return (mapping, allowed) => {
    const before = known.get(mapping);
    if (before !== undefined) return before.shape;
    const shape = shapeOf(mapping, allowed, corrections);
    known.set(mapping, { shape });
    return shape;
  };
}

function shapeOf(
  mapping: Mapping,
  allowed: readonly string[],
  corrections: KeyCorrections,
): Shape | undefined {
  const hint = rightForm(mapping, allowed);
  if (hint === undefined) return undefined;
  const unknownKeys = [...corrections(mapping, allowed)];
  const isOnlyMisspelt = unknownKeys.some(
    ([key, name]) =>
      name === "type" ||
      name === "oneOf" ||
      COMPOSITIONS.has(key) ||
      (name === "data" && isMapping(mapping[key])),
  );
  if (isOnlyMisspelt) return undefined;
  const kind = kindOfKeys(allowed);
  const hasHint = (key: string) =>
    keyHint(kind, { key, value: mapping[key], mapping, name: "", document: {} }) !== undefined;
  const field = unknownKeys.find(
    ([key, name]) => name === undefined && isType(mapping[key]) && !hasHint(key),
  );
  return field && { key: field[0], hint };
}

function rightForm(mapping: Mapping, allowed: readonly string[]): string | undefined {
  if (allowed.includes("data") && !Object.hasOwn(mapping, "data"))
    return 'Move the fields of the event type under "data:".';
  const isKeyword = (key: string) => allowed.includes(key);
  if (!allowed.includes("enum") || Object.keys(mapping).some(isKeyword)) return undefined;
  const form = inOneLine({ type: "object", properties: mapping });
  return form === undefined
    ? 'Write "type: object", and these properties under "properties:".'
    : `Write ${form}.`;
}

function isType(value: unknown): boolean {
  return typeof value === "string" || isMapping(value);
}
