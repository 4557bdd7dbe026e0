import type { Mapping } from "../mapping.js";
import { BOUNDS } from "./bounds.js";
import { exampleOf } from "./examples.js";
import { typeOfValues } from "./lists.js";
import type { PartKind } from "./parts.js";
import { rawLiterals } from "./raw-types.js";
import { eventsOfStream, idOfStream } from "./values/streams.js";

/** A mapping that lacks a key. */
export interface MissingKey {
  readonly key: string;
  readonly kind: PartKind | undefined;
  readonly mapping: Mapping;
  readonly document: Mapping;
}

/** The help for a key that a mapping lacks. */
export function missingKeyHint({ key, kind, mapping, document }: MissingKey): string | undefined {
  if (kind === "event") return 'Add "data: {}".';
  const pair = kind === "stream" ? `${key}: ${valueOfStream(key, mapping, document)}` : undefined;
  const ofType = key === "type" ? `type: ${typeOfKeywords(mapping)}` : undefined;
  const known = pair ?? ofType ?? exampleOf(kind, key);
  return known && `Add "${known}".`;
}

function valueOfStream(key: string, stream: Mapping, document: Mapping): string {
  return key === "by" ? idOfStream(stream, document) : eventsOfStream(stream, document);
}

/** Keywords of one type only → the type. */
const TYPES_OF_KEYWORDS: readonly (readonly [type: string, keywords: readonly string[]])[] = [
  ["object", ["properties", "required", "additionalProperties"]],
  ["array", ["items", "minItems", "maxItems", "uniqueItems"]],
  ["number", [...BOUNDS]],
];

/** The type that the other keywords of a type show. */
function typeOfKeywords(type: Mapping): string {
  const ofKeyword = TYPES_OF_KEYWORDS.find(([, keywords]) =>
    keywords.some((keyword) => Object.hasOwn(type, keyword)),
  );
  const [first] = rawLiterals(type);
  const ofValues = typeof first === "boolean" ? "boolean" : typeOfValues(rawLiterals(type));
  return ofValues ?? ofKeyword?.[0] ?? "string";
}
