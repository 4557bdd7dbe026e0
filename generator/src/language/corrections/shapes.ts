import { isMapping, type Mapping } from "../mapping.js";
import { COMPOSITIONS, hintFor } from "./foreign-keywords.js";
import type { Meant } from "./keys.js";

/** A mapping that as a whole is not what stands there: told once, at the key that gives it away. */
export interface Shape {
  readonly key: string;
  readonly hint: string;
}

/** The shape of a mapping that a rule, with the keys that it allows, is broken by. */
export type ShapeOf = (mapping: Mapping, allowed: readonly string[]) => Shape | undefined;

/** `ShapeOf` for one run: each mapping is looked at once, however many findings ask. */
export function shapes(meant: Meant): ShapeOf {
  const known = new WeakMap<object, { readonly shape: Shape | undefined }>();
  return (mapping, allowed) => {
    const before = known.get(mapping);
    if (before !== undefined) return before.shape;
    const shape = shapeOf(mapping, allowed, meant);
    known.set(mapping, { shape });
    return shape;
  };
}

function shapeOf(mapping: Mapping, allowed: readonly string[], meant: Meant): Shape | undefined {
  const hint = wayOut(mapping, allowed);
  if (hint === undefined) return undefined;
  const strangers = [...meant(mapping, allowed)];
  const isOnlyMisspelt = strangers.some(
    ([key, name]) =>
      name === "type" ||
      name === "oneOf" ||
      COMPOSITIONS.has(key) ||
      (name === "data" && isMapping(mapping[key])),
  );
  if (isOnlyMisspelt) return undefined;
  const field = strangers.find(
    ([key, name]) =>
      name === undefined && isType(mapping[key]) && hintFor(key, mapping) === undefined,
  );
  return field && { key: field[0], hint };
}

function wayOut(mapping: Mapping, allowed: readonly string[]): string | undefined {
  if (allowed.includes("data") && !Object.hasOwn(mapping, "data"))
    return 'the fields of an event stand under "data:".';
  const isKeyword = (key: string) => allowed.includes(key);
  if (allowed.includes("enum") && !Object.keys(mapping).some(isKeyword))
    return "an object is written { type: object, properties: { … } }.";
  return undefined;
}

function isType(value: unknown): boolean {
  return typeof value === "string" || isMapping(value);
}
