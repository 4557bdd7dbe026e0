import { isMapping, type Mapping } from "../mapping.js";
import { hasKeyHint } from "./key-hints.js";
import { type KeyCorrections, kindOfKeys } from "./keys.js";
import { objectHelp } from "./objects.js";
import { COMPOSITIONS } from "./other-keys.js";
import { isInFormOfType, isKnownType } from "./raw-types.js";

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
      ((name === "data" || name === "properties") && isMapping(mapping[key])),
  );
  if (isOnlyMisspelt) return undefined;
  const kind = kindOfKeys(allowed);
  const field = unknownKeys.find(
    ([key, name]) =>
      name === undefined && isInFormOfType(mapping[key]) && !hasKeyHint(kind, key, mapping),
  );
  return field && { key: field[0], hint };
}

function rightForm(mapping: Mapping, allowed: readonly string[]): string | undefined {
  if (allowed.includes("data") && !Object.hasOwn(mapping, "data"))
    return 'Move the fields of the event type under "data:".';
  if (!allowed.includes("enum")) return undefined;
  if (Object.hasOwn(mapping, "type") && mapping.type !== "object") return undefined;
  const isProperty = Object.hasOwn(mapping, "type")
    ? (key: string) => !allowed.includes(key)
    : (key: string) => !allowed.includes(key) || isNameOfProperty(key, mapping[key]);
  const [members, others] = divided(mapping, isProperty);
  const isAlone = Object.keys(others).every((key) => BESIDE_PROPERTIES.has(key));
  return isAlone ? objectHelp(members, others) : undefined;
}

/** Keywords that can be beside properties which are not under `properties:`. */
const BESIDE_PROPERTIES: ReadonlySet<string> = new Set([
  "type",
  "required",
  "additionalProperties",
  "nullable",
  "description",
]);

/** Keywords that are usual names of properties. */
const USUAL_NAMES: ReadonlySet<string> = new Set([
  "deprecated",
  "description",
  "entity",
  "pattern",
]);

/** Whether a key of the language is most likely the name of a property. */
function isNameOfProperty(key: string, value: unknown): boolean {
  return USUAL_NAMES.has(key) && isKnownType(value, {});
}

/** The entries of a mapping for which something holds, and all others. */
function divided(mapping: Mapping, isFirst: (key: string) => boolean): [Mapping, Mapping] {
  const entries = Object.entries(mapping);
  return [
    Object.fromEntries(entries.filter(([key]) => isFirst(key))),
    Object.fromEntries(entries.filter(([key]) => !isFirst(key))),
  ];
}
