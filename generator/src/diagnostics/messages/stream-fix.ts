/** How event types that lack the id of a stream can have it. */
export type StreamFix =
  /** Their fields have the name of the id after other words: `from_account_id`. */
  | {
      readonly kind: "roles";
      readonly entity: string;
      readonly fields: readonly string[];
      /** The type of the first field, if that is all the field says. */
      readonly shorthand: string | undefined;
    }
  /** They have the field with the entity of another id. */
  | { readonly kind: "entity"; readonly entity: string; readonly modelKey: string }
  /** They have the field with `lookup: false`. */
  | { readonly kind: "lookup-false" }
  /** They have the id inside another field. */
  | { readonly kind: "nested"; readonly field: string };

type Fix<Kind> = StreamFix & { readonly kind: Kind };

/** `Add "entity: account" to "from_account_id" and "to_account_id"`, with an example of a field without keys. */
export function addEntity({ entity, fields, shorthand }: Fix<"roles">): string {
  const [first] = fields;
  const example =
    shorthand === undefined ? "" : `, as in "${first}: { type: ${shorthand}, entity: ${entity} }"`;
  return `Add "entity: ${entity}" to ${joined(fields)}${example}`;
}

/** The fields that a sentence names; of more, it says the number. */
const MAX_FIELDS = 5;

function joined(names: readonly string[]): string {
  const quoted = names.slice(0, MAX_FIELDS).map((name) => `"${name}"`);
  const more = names.length - MAX_FIELDS;
  const last = more > 0 ? `${more} more` : quoted.pop();
  return quoted.length === 0 ? `${last}` : `${quoted.join(", ")} and ${last}`;
}

/** Why an id inside a field is none of the event type. */
export function nestedReason({ field }: Fix<"nested">): string {
  return `queries find no events by an id inside another field, such as "${field}"`;
}
