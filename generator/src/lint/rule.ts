import type { YamlPath } from "../diagnostics/diagnostic.js";
import type { EventModel, Field, Model, StreamModel } from "../model/model.js";

/**
 * One warning: a schema that is legal, and most likely not what its author wants. A rule is a file in
 * `rules/`, a line in `rules/index.ts`, and a section in docs/reference/codes.md.
 */
export interface Rule {
  /** The code of its diagnostics, and the key under `allow:`. In kebab-case, and stable. */
  readonly code: string;
  /** The case in one sentence; the description of the key under `allow:`. */
  readonly summary: string;
  /** What to do in most cases: a clause that begins with an imperative verb, without a full stop. */
  readonly help: string;
  /** Whether it reads lookups or streams. It does not run where an error makes these incomplete. */
  readonly readsLookups: boolean;
  /** All cases in a schema. It knows nothing of `allow:`. */
  check(schema: LintedSchema): Iterable<Warning>;
}

/** A schema as rules see it. */
export interface LintedSchema {
  readonly model: Model;
  /** The value at a path of the document, as its author wrote it; `undefined` where there is none. */
  readonly valueAt: (path: YamlPath) => unknown;
  /** The fields of all groups and event types, each once, with their paths. */
  readonly fields: readonly { readonly field: Field; readonly path: YamlPath }[];
  /** The event types of the model that have no error of their own. */
  readonly events: readonly EventModel[];
  /** The streams that an event type is in. */
  readonly streamsOf: (event: EventModel) => readonly StreamModel[];
  /** Whether the event type or the field at a path has an error itself. */
  readonly hasError: (path: YamlPath) => boolean;
}

/** One case that a rule has found. */
export interface Warning {
  readonly path: YamlPath;
  /** The imported type that the path leads into; by default, the path is of the schema's own document. */
  readonly within?: string;
  /** The part at the path that is underlined; `key` by default. */
  readonly at?: "key" | "value";
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** The help for this case; the rule's own by default. */
  readonly help?: string;
  /** Another part that the case is about: its path, and a word about it. */
  readonly related?: { readonly path: YamlPath; readonly message: string };
}
