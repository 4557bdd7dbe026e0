import type { Json } from "../../util/json.js";
import type { Entry, Tree } from "../yaml/tree.js";

/** A type in the words of the schema language: the shorthand, or the entries of the long form. */
export interface DraftType {
  readonly words: string | readonly Entry[];
  /** What could not be imported of it, and why. */
  readonly notes: readonly string[];
  readonly isNullable?: boolean;
}

/** The documentation of a part. */
export interface DraftFacts {
  readonly description?: string | undefined;
  readonly deprecated?: string | undefined;
  readonly examples?: readonly Json[] | undefined;
  readonly default?: Json | undefined;
  readonly isPii?: boolean | undefined;
}

/** A field or a property. */
export interface DraftMember extends DraftFacts {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: DraftType;
  /** Further keys, such as `entity`. */
  readonly more?: readonly Entry[];
}

export interface DraftNamedType extends DraftFacts {
  readonly name: string;
  readonly type: DraftType;
}

export interface DraftEvent extends DraftFacts {
  /** As its source names it: `order.placed`. */
  readonly name: string;
  /** The text that is stored as its type, where that is known. */
  readonly storedType: string | undefined;
  readonly fields: readonly DraftMember[];
  readonly isOpen: boolean;
  readonly notes: readonly string[];
}

/** What an importer has read. The names are those of its source. */
export interface Draft {
  readonly name: string;
  readonly description?: string | undefined;
  readonly partition?: string | undefined;
  readonly metadata: readonly DraftMember[];
  readonly types: readonly DraftNamedType[];
  readonly events: readonly DraftEvent[];
  /** What could not be imported and has no place. */
  readonly notes: readonly string[];
}

/** A type whose every value is allowed, in place of one that cannot be said. */
export function anyJson(...notes: readonly string[]): DraftType {
  return { words: "json", notes };
}

export function shorthand(words: string): DraftType {
  return { words, notes: [] };
}

export function longForm(
  entries: readonly (readonly [key: string, value: Tree | undefined])[],
  notes: readonly string[] = [],
): DraftType {
  const words = entries.flatMap(([key, value]): Entry[] =>
    value === undefined ? [] : [{ key, value, notes: [] }],
  );
  return { words, notes };
}

/** A type that can also be null. Anything can be null already. */
export function nullable(type: DraftType): DraftType {
  return type.words === "json" ? type : { ...type, isNullable: true };
}
