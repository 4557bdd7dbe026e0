import type { YamlPath } from "../../../diagnostics/diagnostic.js";
import type { newDiagnostic } from "../../../diagnostics/messages.js";
import type { Mapping } from "../../mapping.js";
import { described } from "../described.js";
import type { PartKind } from "../parts.js";

/** A mapping of a document in which something is wrong. */
export interface Part {
  readonly value: Mapping;
  /** The key or the index of the part. */
  readonly name: string | number | undefined;
  readonly document: Mapping;
}

/** The codes of mistakes in the form of a part. */
type FormCode = "invalid-value" | "missing-key" | "union-branch" | "unknown-key" | "wrong-type";

type ParametersOf<C extends FormCode> = Parameters<typeof newDiagnostic<C>>[2];

type About = {
  [C in FormCode]: { readonly code: C; readonly parameters: ParametersOf<C> };
}[FormCode];

/** One mistake in the form of a part, which is reported instead of all errors that it causes. */
export type FormMistake = About & {
  /** The path from the part to what is reported: its key, or its value. */
  readonly at: YamlPath;
  readonly isAtKey: boolean;
  /** The keys of the part that the mistake explains, with all errors in their values. */
  readonly covers: readonly string[];
  /** Whether nothing else of the part can be read. Default: only what its errors break. */
  readonly breaksPart?: boolean;
};

/** A wrong form of a kind of part: that of another language, or with keys that belong elsewhere. */
export interface Habit {
  readonly kinds: readonly PartKind[];
  /** The mistake in a part that has the form; or several, of which each covers other keys. */
  readonly recognise: (part: Part) => FormMistake | readonly FormMistake[] | undefined;
}

/** A key that the part cannot have; with it, the other keys that it explains. */
export function foreignKey(key: string, hint: string, covers: readonly string[] = []): FormMistake {
  const parameters = { key, allowed: [], suggestion: undefined, isNoPair: false, hint };
  return { code: "unknown-key", parameters, at: [key], isAtKey: true, covers: [key, ...covers] };
}

/** A key with a value of the wrong type. */
export function wrongType(
  key: string,
  value: unknown,
  { expected, hint }: { readonly expected: string; readonly hint: string },
  covers: readonly string[],
): FormMistake {
  const parameters = { expected, actual: described(value), isEmpty: false, hint };
  return { code: "wrong-type", parameters, at: [key], isAtKey: false, covers };
}
