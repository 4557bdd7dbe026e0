import type { AnySchemaObject } from "ajv";
import { limitedSuggest, type Suggest } from "../../diagnostics/suggest/suggest.js";
import { otherName } from "./foreign-keywords.js";

/** The unknown keys of a mapping, each with its most likely correction. */
export type KeyCorrections = (
  mapping: object,
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
  mapping: object,
  names: readonly string[],
  suggest: Suggest,
): string | undefined {
  if (key === "anyOf" && Object.hasOwn(mapping, "discriminator")) return "oneOf";
  // No name is near to one letter: "by" without one of its letters.
  const ofTwoLetters = names.find((name) => name.length === 2 && name.includes(key));
  return otherName(key, names) ?? suggest(key, names) ?? (key === "" ? undefined : ofTwoLetters);
}

/** The keys that a rule about a mapping lists. */
export function allowedIn(rule: AnySchemaObject | undefined): readonly string[] {
  return Object.keys((rule?.properties ?? {}) as object);
}
