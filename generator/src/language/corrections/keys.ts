import type { AnySchemaObject } from "ajv";
import { limitedSuggest } from "../../diagnostics/suggest/suggest.js";
import { otherName, UNKNOWN_RULES } from "./foreign-keywords.js";

/** The keys of a mapping that it cannot have, each with the one that it most likely stands for. */
export type Meant = (
  mapping: object,
  allowed: readonly string[],
) => ReadonlyMap<string, string | undefined>;

/** `Meant` for one run: each mapping is looked at once, however many findings ask. */
export function meantKeys(): Meant {
  const suggest = limitedSuggest();
  const known = new Map<string, WeakMap<object, ReadonlyMap<string, string | undefined>>>();
  return (mapping, allowed) => {
    const rule = allowed.join();
    const ofRule = known.get(rule) ?? new WeakMap();
    known.set(rule, ofRule);
    const before = ofRule.get(mapping);
    if (before !== undefined) return before;
    // What is no union yet may have meant to be one.
    const names = allowed.includes("enum") ? [...allowed, "oneOf"] : allowed;
    const legal = new Set(allowed);
    const strangers = Object.keys(mapping).filter((key) => !legal.has(key));
    const meantBy = (key: string) =>
      otherName(key, names) ?? (UNKNOWN_RULES.has(key) ? undefined : suggest(key, names));
    const isUnion = Object.hasOwn(mapping, "discriminator");
    const meant = new Map(
      strangers.map((key) => [key, key === "anyOf" && isUnion ? "oneOf" : meantBy(key)] as const),
    );
    ofRule.set(mapping, meant);
    return meant;
  };
}

/** The keys that a rule about a mapping lists. */
export function allowedIn(rule: AnySchemaObject | undefined): readonly string[] {
  return Object.keys((rule?.properties ?? {}) as object);
}
