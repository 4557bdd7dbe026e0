import type { AnySchemaObject } from "ajv";
import { limitedSuggest, type Suggest } from "../../diagnostics/suggest/suggest.js";
import type { Mapping } from "../mapping.js";
import { hasKeyHint } from "./key-hints.js";
import { otherName } from "./other-keys.js";
import type { PartKind } from "./parts.js";

/** The unknown keys of a mapping, each with its most likely correction. */
export type KeyCorrections = (
  mapping: Mapping,
  allowed: readonly string[],
) => ReadonlyMap<string, string | undefined>;

/** `KeyCorrections` for one run: each mapping is looked at once, however many errors it has. */
export function createKeyCorrector(): KeyCorrections {
  const suggest = limitedSuggest();
  const known = new Map<string, WeakMap<object, ReadonlyMap<string, string | undefined>>>();
  return (mapping, allowed) => {
    const rule = allowed.join();
    const ofRule = known.get(rule) ?? new WeakMap();
    known.set(rule, ofRule);
    const before = ofRule.get(mapping);
    if (before !== undefined) return before;
    // A type that is no union yet may have been written as one.
    const names = allowed.includes("enum") ? [...allowed, "oneOf"] : allowed;
    const legal = new Set(allowed);
    const unknownKeys = Object.keys(mapping).filter((key) => !legal.has(key));
    const corrections = new Map(
      unknownKeys.map((key) => [key, correctionOf(key, mapping, names, suggest)] as const),
    );
    ofRule.set(mapping, corrections);
    return corrections;
  };
}

function correctionOf(
  key: string,
  mapping: Mapping,
  names: readonly string[],
  suggest: Suggest,
): string | undefined {
  if (key === "anyOf" && Object.hasOwn(mapping, "discriminator")) return "oneOf";
  if (hasKeyHint(kindOfKeys(names), key, mapping)) return undefined;
  // No name is near to one letter: "by" without one of its letters.
  const ofTwoLetters = names.find((name) => name.length === 2 && name.includes(key));
  const near = otherName(key, mapping, names) ?? suggest(key, names);
  return near ?? (key === "" ? undefined : ofTwoLetters);
}

/** Kinds of parts, and a key that only they have. */
const KEYS_OF_KINDS: readonly (readonly [key: string, kind: PartKind])[] = [
  ["oneOf", "type"],
  ["data", "event"],
  ["by", "stream"],
  ["streams", "document"],
];

/** The kind of part that can have the keys. */
export function kindOfKeys(allowed: readonly string[]): PartKind | undefined {
  return KEYS_OF_KINDS.find(([key]) => allowed.includes(key))?.[1];
}

/** The keys that a rule about a mapping lists. */
export function allowedIn(rule: AnySchemaObject | undefined): readonly string[] {
  return Object.keys((rule?.properties ?? {}) as object);
}
