import { isStringType } from "../../model/string-types.js";
import { isMapping, type Mapping } from "../mapping.js";
import { lastName, synonymOf } from "./foreign-types.js";

/** The values that a type is of, as far as its text shows. */
export type RawKind = "null" | "string" | "number" | "boolean" | "list" | "object" | "map" | "json";

const KINDS: ReadonlyMap<string, RawKind> = new Map([
  ["null", "null"],
  ["number", "number"],
  ["integer", "number"],
  ["boolean", "boolean"],
  ["array", "list"],
  ["object", "map"],
  ["json", "json"],
]);

/** Names are followed so far: they can lead in a circle. */
const MAX_NAMES = 20;

/** The kind of a type as it is written; `undefined` where that cannot be seen. */
export function kindOfRawType(raw: unknown, document: Mapping): RawKind | undefined {
  const type = resolveRawType(raw, document);
  if (type === null) return "null";
  if (typeof type === "string") return kindOfName(type);
  if (!isMapping(type) || Object.hasOwn(type, "oneOf") || Object.hasOwn(type, "anyOf")) {
    return undefined;
  }
  const values = rawLiterals(type);
  if (values.length > 0 && values.every((value) => value === null)) return "null";
  if (isMapping(type.properties)) return "object";
  if (typeof type.type === "string") return kindOfName(type.type);
  const kinds = new Set(values.map((value) => KINDS.get(typeof value) ?? typeof value));
  const [kind] = kinds;
  return kinds.size === 1 ? (kind as RawKind) : undefined;
}

function kindOfName(name: string): RawKind | undefined {
  if (isStringType(name)) return "string";
  const kind = KINDS.get(name);
  if (kind !== undefined) return kind;
  if (name.endsWith("[]")) return "list";
  const synonym = synonymOf(name);
  return synonym === undefined || synonym === name ? undefined : kindOfName(synonym);
}

/** The declaration that a type leads to by names; the type itself where it is no name. */
export function resolveRawType(raw: unknown, { types }: Mapping): unknown {
  let type = raw;
  for (let hops = 0; hops < MAX_NAMES; hops++) {
    const name = nameIn(type);
    if (name === undefined || !isMapping(types) || !Object.hasOwn(types, name)) return type;
    type = types[name];
  }
  return undefined;
}

/** Whether a value has the form of a type: in short, or at length. */
export function isInFormOfType(value: unknown): boolean {
  return typeof value === "string" || isMapping(value);
}

/** A type at length, whose only keyword is its name where it is in short. */
export function longType(type: unknown): Mapping {
  return isMapping(type) ? type : { type };
}

/** The name that a type consists of. */
function nameIn(type: unknown): string | undefined {
  if (typeof type === "string") return type;
  if (!isMapping(type)) return undefined;
  if (typeof type.$ref === "string") return lastName(type.$ref);
  return typeof type.type === "string" ? type.type : undefined;
}

/** The values that a type lists. */
export function rawLiterals(type: Mapping): readonly unknown[] {
  if (Object.hasOwn(type, "const")) return [type.const];
  return Array.isArray(type.enum) ? type.enum : [];
}

/** Whether a name is that of a type, here or in another language. */
export function isKnownType(name: unknown, { types }: Mapping): name is string {
  if (typeof name !== "string") return false;
  const items = name.replace(/(?:\[\])+$/, "");
  return (isMapping(types) && Object.hasOwn(types, items)) || kindOfName(items) !== undefined;
}
