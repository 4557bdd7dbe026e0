import { didYouMean } from "../../diagnostics/messages/message.js";
import { isStringType } from "../../model/string-types.js";
import type { Mapping } from "../mapping.js";
import { inOneLine } from "./flow.js";
import {
  type ForeignType,
  type Notation,
  OTHER_LANGUAGES,
  type TypeAtLength,
} from "./other-languages.js";

/** What a type of another language is here. */
export interface Translation {
  /** The type, as YAML; `undefined` where no type is the same. */
  readonly here: string | undefined;
  readonly note: string | undefined;
}

/** The type that a part of a type is, such as that of the items of a list. */
export type TypeOfPart = (part: string) => string | undefined;

type Row<Sample> = Sample & { readonly type: ForeignType };

const ROWS = OTHER_LANGUAGES.flatMap(({ types }) =>
  types.flatMap((type) => type.there.map((sample) => ({ sample, type }))),
);

const NAMES: ReadonlyMap<string, ForeignType> = new Map(
  ROWS.flatMap(({ sample, type }) => (typeof sample === "string" ? [[sample, type]] : [])),
);
/** The names in small letters; of two that are alike, the first counts. */
const FOLDED: ReadonlyMap<string, ForeignType> = new Map(
  [...NAMES].reverse().map(([name, type]) => [name.toLowerCase(), type]),
);
const NOTATIONS: readonly Row<Notation>[] = ROWS.flatMap(({ sample, type }) =>
  typeof sample !== "string" && "pattern" in sample ? [{ ...sample, type }] : [],
);
const AT_LENGTH: readonly Row<TypeAtLength>[] = ROWS.flatMap(({ sample, type }) =>
  typeof sample !== "string" && "when" in sample ? [{ ...sample, type }] : [],
);

/** Words that, with a capital, are more likely the names of missing types. */
const IN_SMALL_LETTERS: ReadonlySet<string> = new Set([
  "Any",
  "Currency",
  "List",
  "Map",
  "Money",
  "Record",
  "Text",
  "Unknown",
]);

/** Longer texts are no types. */
const MAX_LENGTH = 200;

/** What a type in short is here, in nearly any case; `undefined` for a type of no language. */
export function translate(text: string, typeOfPart: TypeOfPart): Translation | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH || IN_SMALL_LETTERS.has(trimmed)) return undefined;
  const exact = NAMES.get(trimmed);
  if (exact !== undefined) return { here: exact.here, note: exact.note };
  const folded = trimmed.toLowerCase();
  if (isStringType(folded)) return { here: folded, note: undefined };
  const row = FOLDED.get(folded);
  return row === undefined ? fromNotation(trimmed, typeOfPart) : { here: row.here, note: row.note };
}

function fromNotation(text: string, typeOfPart: TypeOfPart): Translation | undefined {
  for (const { pattern, type } of NOTATIONS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const part =
      match
        .slice(1)
        .find((group) => group !== undefined)
        ?.trim() ?? "";
    const here = type.here && filled(type.here, part, typeOfPart);
    if (here === undefined && type.here?.includes("$words")) continue;
    // Of what its part is, nothing is known.
    if (type.here !== undefined && here === undefined) return undefined;
    return { here, note: type.note };
  }
  return undefined;
}

function filled(template: string, part: string, typeOfPart: TypeOfPart): string | undefined {
  if (template.includes("$strings")) return withValues(template, "$strings", part);
  if (template.includes("$words")) {
    const isType = (word: string) =>
      (typeOfPart(word) ?? translate(word, typeOfPart)) !== undefined;
    return areValues(part, isType) ? withValues(template, "$words", part) : undefined;
  }
  if (template.includes("$types")) {
    return template.replace("$types", () => part.split(/\s*[|,]\s*/).join(", "));
  }
  if (!template.includes("$type")) return template.replace("$part", () => part);
  const isName = /^[A-Z]\w{0,63}$/.test(part);
  const type = typeOfPart(part) ?? translate(part, typeOfPart)?.here ?? (isName ? part : undefined);
  if (type === undefined) return undefined;
  const inBraces = inOneLine(type) ?? type;
  if (!type.startsWith("{")) {
    return template.replace("$type", () => (template.startsWith("{") ? inBraces : type));
  }
  if (template === "$type[]") return `{ type: array, items: ${type} }`;
  if (template.startsWith("{ type: $type,")) {
    return type.replace(/ }$/, template.slice("{ type: $type".length));
  }
  return template.replace("$type", () => type);
}

/** An enum with the values in a text; with one of them null, one that allows it. */
function withValues(template: string, name: string, part: string): string {
  const quoted = Array.from(part.matchAll(/'([^']*)'|"([^"]*)"/g), ([, a, b]) => a ?? b ?? "");
  const words = wordsIn(part);
  const values = quoted.length > 0 ? quoted : words.filter((word) => word !== "null");
  const text = template.replace(name, () => values.map((value) => inOneLine(value)).join(", "));
  return words.includes("null") ? text.replace(/ }$/, ", nullable: true }") : text;
}

function wordsIn(part: string): string[] {
  return part
    .split(/[|,;/]/)
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/** Types that make a union of types of words that are not known. */
const NO_VALUES = /^(?:any|array|boolean|integer|json|number|object|string|undefined|unknown)$/i;

/** Whether words are values, rather than types of which some are misspelt or missing. */
function areValues(part: string, isType: (word: string) => boolean): boolean {
  const words = wordsIn(part).filter((word) => word !== "null");
  const areAlike = /^[a-z]/.test(part) ? /^[a-z\d][\w-]*$/ : /^[A-Z\d][A-Z\d_-]*$/;
  const areWords = words.every((word) => areAlike.test(word) && !NO_VALUES.test(word));
  return words.length > 1 && areWords && words.some((word) => !isType(word));
}

/** The name of the type that a word of another language is here. */
export function synonymOf(word: string): string | undefined {
  const here = translate(word, () => undefined)?.here;
  return here?.startsWith("{") ? undefined : here;
}

/** A type at length of another language. */
export interface ForeignMapping extends Translation {
  /** The key to report. */
  readonly key: string;
  /** The other keys by which it was recognised. */
  readonly otherKeys: readonly string[];
}

/** What a type at length is here. */
export function translateMapping(mapping: Mapping): ForeignMapping | undefined {
  const row = AT_LENGTH.find(({ when }) =>
    Object.entries(when).every(
      ([key, values]) => Object.hasOwn(mapping, key) && values.test(textOf(mapping[key])),
    ),
  );
  if (row === undefined) return undefined;
  const [key = "", ...otherKeys] = Object.keys(row.when);
  const { here, note } = row.type;
  return { key, otherKeys, here: inserted(here, mapping[key]), note: inserted(note, mapping[key]) };
}

/** A value as a text to recognise; empty for a list or a mapping. */
function textOf(value: unknown): string {
  return typeof value === "object" && value !== null ? "" : String(value);
}

/** The name at the end of a reference, such as `#/$defs/Money`. */
export function lastName(reference: string): string {
  return reference.replace(/^.*[/#]/, "");
}

/** A text with the value of a key. */
function inserted(text: string | undefined, value: unknown): string | undefined {
  return text
    ?.replace("$name", () => lastName(textOf(value)))
    .replace("$value", () => inOneLine(value) ?? "…");
}

/** The help for a type in short. */
export function helpInShort({ here, note }: Translation): string | undefined {
  return helpOf(here?.startsWith("{") ? `Write ${here}.` : didYouMean(here), note);
}

/** The help for a type at length. */
export function helpAtLength({ here, note }: Translation): string | undefined {
  return helpOf(here && `Write ${here.startsWith("{") ? here : `"type: ${here}"`}.`, note);
}

function helpOf(...sentences: (string | undefined)[]): string | undefined {
  const known = sentences.filter((sentence) => sentence !== undefined);
  return known.length === 0 ? undefined : known.join(" ");
}
