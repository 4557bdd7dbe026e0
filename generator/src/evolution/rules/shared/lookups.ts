import type { Lookup, Model } from "../../../model/model.js";
import type { MissingCopies } from "../../missing.js";

/** Lookups of one kind that one event type, or all of them, lack. */
export interface MissingLookups {
  readonly kind: Lookup["kind"];
  /** The one event type; `undefined` for all event types that have the lookup. */
  readonly missing: MissingCopies | undefined;
  readonly ids: readonly string[];
}

/**
 * The lookups that are missing, by event type and kind. What the schema says once for all event types is one
 * change.
 *
 * @param model - The schema that has the lookups.
 * @param typeOf - The name that an event type has in it.
 */
export function missingLookups(
  all: readonly MissingCopies[],
  model: Model,
  typeOf: (missing: MissingCopies) => string,
): MissingLookups[] {
  const missing = all.filter(({ cause }) => cause.is === "lookup");
  const kinds = new Set(missing.map(({ template }) => template.lookup.kind));
  return [...kinds].flatMap((kind) => {
    const ofKind = missing.filter(({ template }) => template.lookup.kind === kind);
    const types = new Set(ofKind.map(typeOf));
    const owners = model.events.filter((event) =>
      event.lookups.some((lookup) => lookup.kind === kind),
    );
    if (types.size > 1 && types.size === owners.length) {
      return [{ kind, missing: undefined, ids: idsOf(ofKind) }];
    }
    return [...types].map((type) => {
      const own = ofKind.filter((one) => typeOf(one) === type);
      return { kind, missing: own[0], ids: idsOf(own) };
    });
  });
}

/** `"entity" by product_id`, for a message. */
export function lookupName(kind: Lookup["kind"], ids: readonly string[]): string {
  return ids.length === 0 ? `"${kind}"` : `"${kind}" by ${ids.join(", ")}`;
}

function idsOf(missing: readonly MissingCopies[]): string[] {
  const ids = missing.flatMap(({ template: { lookup } }) =>
    "modelKey" in lookup ? [lookup.modelKey] : [],
  );
  return [...new Set(ids)];
}
