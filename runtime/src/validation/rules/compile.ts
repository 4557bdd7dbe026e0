import type { JsonValue } from "../../schema/json-value.js";
import type { LongRule, Rule, Rules } from "../../schema/rule.js";
import { FORMATS } from "../formats.js";
import { KINDS, type Kind } from "./kinds.js";
import { unknownWord } from "./unknown-word.js";
import type { Check } from "./walk.js";

/** The words of a rule beside `type` and `nullable`. */
type Words = Omit<LongRule, "type" | "nullable">;

type Members = Readonly<Record<string, unknown>>;

/**
 * What makes checks of rules. The check of a named type is made when the first value of the type is checked, and
 * all rules that name the type share it.
 *
 * A rule with an unknown word, as a later generator may write it, throws DdbPatternError "runtime-mismatch": when
 * the check is made, or, in a named type, when a value of the type is checked.
 */
export function ruleCompiler(types: Rules = {}): (rule: Rule) => Check {
  const named = new Map<string, Check>();
  return checkOf;

  /** @param orNull - Whether the value may be null, whatever the rule says. */
  function checkOf(rule: Rule, orNull = false): Check {
    const { type: word, nullable, ...words } = longForm(rule);
    const type = String(word ?? "");
    const isNullable = orNull || nullable === true;
    if (Object.hasOwn(types, type)) {
      refuseOthers(words, []);
      return checkOfName(type, isNullable);
    }
    if (words.enum !== undefined || words.const !== undefined) {
      if (type !== "") checkOf(type);
      return literalCheck(words, isNullable);
    }
    if (words.oneOf !== undefined && type === "") {
      return typeCheck("object", words, isNullable, ["oneOf", "discriminator"], branches(words));
    }
    if (type === "object") {
      const own = ["properties", "additionalProperties"];
      return typeCheck("object", words, isNullable, own, members(words));
    }
    if (type === "array") {
      return typeCheck("array", words, isNullable, ["items"], items(words.items ?? ""));
    }
    if (type.endsWith("[]")) {
      return typeCheck("array", words, isNullable, [], items(type.slice(0, -"[]".length)));
    }
    const format = type === "timestamp" ? "date-time" : type;
    if (FORMATS.has(format)) return typeCheck("string", { format, ...words }, isNullable);
    return typeCheck(type, words, isNullable);
  }

  function checkOfName(name: string, isNullable: boolean): Check {
    const key = isNullable ? `${name}?` : name;
    let check = named.get(key);
    if (check === undefined) {
      let made: Check | undefined;
      check = (value, walk, depth) => {
        made ??= checkOf(types[name] as Rule, isNullable);
        made(value, walk, depth);
      };
      named.set(key, check);
    }
    return check;
  }

  function items(rule: Rule): Check<readonly unknown[]> {
    const check = checkOf(rule);
    return (list, walk, depth) => {
      for (let index = 0; index < list.length; index++) {
        walk.path[depth] = index;
        check(list[index], walk, depth + 1);
      }
    };
  }

  function members({ properties, additionalProperties }: Words): Check<Members> {
    const member = (key: string, rule: Rule, index: number) => {
      const name = key.replace(/\?$/, "");
      return { name, check: checkOf(rule), isRequired: name === key, next: index + 1 };
    };
    const listed = Object.entries(properties ?? {}).map(([key, rule], index) =>
      member(key, rule, index),
    );
    const required = listed.filter(({ isRequired }) => isRequired).map(({ name }) => name);
    const byName = new Map(listed.map((one) => [one.name, one]));
    const isOpen = additionalProperties ?? properties === undefined;
    const other = typeof isOpen === "boolean" ? undefined : member("?", isOpen, 0);
    return (object, walk, depth) => {
      const names = Object.keys(object);
      let missing = required.length;
      let next = 0;
      for (const name of names) {
        // Members mostly come in the order of the schema.
        let found = listed[next];
        if (found?.name !== name) found = byName.get(name) ?? other;
        walk.path[depth] = name;
        if (found === undefined) {
          if (isOpen === false && !walk.allowsUnknown) {
            walk.fail(depth + 1, "additionalProperties");
          }
          continue;
        }
        next = found.next;
        if (found.isRequired) missing--;
        const value = object[name];
        if (value !== undefined || found === other) found.check(value, walk, depth + 1);
        else if (found.isRequired) walk.fail(depth + 1, "required");
      }
      if (missing === 0) return;
      for (const name of required) {
        if (Object.hasOwn(object, name)) continue;
        walk.path[depth] = name;
        walk.fail(depth + 1, "required");
      }
    };
  }

  /** Of a union: the tag, and then the branch that its value selects. */
  function branches({ oneOf = [], discriminator }: Words): Check<Members> {
    const tag = String(discriminator?.propertyName);
    const byTag = new Map<unknown, Check>();
    for (const branch of oneOf) {
      const check = checkOf(branch);
      const tagRule = longForm(objectOf(branch).properties?.[tag] as Rule);
      for (const value of tagRule.enum ?? [tagRule.const]) {
        if (value === undefined) throw unknownWord(tag);
        byTag.set(value, check);
      }
    }
    const tags = [...byTag.keys()] as JsonValue[];
    return (object, walk, depth) => {
      const value = Object.hasOwn(object, tag) ? object[tag] : undefined;
      const check = byTag.get(value);
      walk.path[depth] = tag;
      if (value === undefined) walk.fail(depth + 1, "required");
      else if (check === undefined) walk.fail(depth + 1, "enum", tags);
      else check(object, walk, depth);
    };
  }

  /** The rule of an object, which can be named. */
  function objectOf(rule: Rule): LongRule {
    const long = longForm(rule);
    const { type = "" } = long;
    return Object.hasOwn(types, type) ? objectOf(types[type] as Rule) : long;
  }
}

function longForm(rule: Rule): LongRule {
  return typeof rule === "string" ? { type: rule } : Object(rule);
}

/** @param parts - Checks what the value holds. */
function typeCheck<Value>(
  type: string,
  words: Words,
  isNullable: boolean,
  partWords: readonly string[] = [],
  parts?: Check<Value>,
): Check {
  const kind = KINDS.get(type);
  if (kind === undefined) throw unknownWord(type === "" ? Object.keys(words)[0] : type);
  const { is } = kind;
  refuseOthers(words, [...Object.keys(kind.words), ...partWords]);
  const tests = testsOf(kind, words);
  const types = isNullable ? [type, "null"] : type;
  return (value, walk, depth) => {
    if (!is(value)) {
      if (value !== null || !isNullable) walk.fail(depth, "type", types);
      return;
    }
    for (const test of tests) {
      if (test.passes(value as never)) continue;
      walk.fail(depth, test.word, test.expected);
      break;
    }
    parts?.(value as Value, walk, depth);
  };
}

function testsOf(kind: Kind, words: Words) {
  return Object.keys(kind.words).flatMap((word) => {
    const parameter = words[word as keyof Words] as JsonValue | undefined;
    if (parameter === undefined) return [];
    const passes = kind.words[word]?.(parameter as never);
    if (passes === undefined) throw unknownWord(parameter);
    // A word that only turns a rule on has no value that would be expected.
    return [{ word, passes, expected: parameter === true ? undefined : parameter }];
  });
}

function literalCheck(words: Words, isNullable: boolean): Check {
  refuseOthers(words, [words.enum === undefined ? "const" : "enum"]);
  const literals = words.enum ?? [words.const as JsonValue];
  const values = isNullable ? [...literals, null] : literals;
  const allowed = new Set<unknown>(values);
  return (value, walk, depth) => {
    if (allowed.has(value)) return;
    if (values.length === 1) walk.fail(depth, "const", values[0]);
    else walk.fail(depth, "enum", values);
  };
}

function refuseOthers(words: Words, known: readonly string[]): void {
  for (const word of Object.keys(words)) if (!known.includes(word)) throw unknownWord(word);
}
