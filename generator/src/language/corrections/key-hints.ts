import type { Mapping } from "../mapping.js";
import { inOneLine } from "./flow.js";
import type { PartKind } from "./parts.js";

/** A mapping with a key that it cannot have. */
export interface UnknownKey {
  readonly key: string;
  readonly value: unknown;
  readonly mapping: Mapping;
  /** The name that the schema gives the mapping. */
  readonly name: string;
}

/** The help for keys of other languages, or of other parts, in a kind of part. */
interface KeyHint {
  readonly kind: PartKind;
  readonly keys: readonly string[];
  readonly help: string | ((unknown: UnknownKey) => string | undefined);
}

const KEY_HINTS: readonly KeyHint[] = [
  {
    kind: "event",
    keys: ["extends", "allOf", "base", "inherits", "implements", "mixins", "parent", "traits"],
    help: ({ value }) => {
      const names = [value].flat();
      const known = names.filter(
        (name) => typeof name === "string" && /^[A-Z][A-Za-z0-9]{0,63}$/.test(name),
      );
      const groups = known.length === names.length ? known.join(", ") : "Base";
      return `Declare the shared fields under "groups:", and write "include: [${groups}]".`;
    },
  },
  {
    kind: "event",
    keys: ["version"],
    help: ({ value, name }) => {
      const isLater = Number.isInteger(value) && Number(value) > 1 && Number(value) < 1000;
      if (!isLater || /_V\d+$/.test(name)) return "Remove it: an event type has no version.";
      return `Remove it, and name the event type ${name}_V${value}.`;
    },
  },
  {
    kind: "event",
    keys: ["required"],
    help: ({ value, mapping: { data } }) => {
      const names = typeof data === "object" && data !== null ? Object.keys(data) : [];
      const required: readonly unknown[] = Array.isArray(value) ? value : names;
      const optional = names.filter((name) => !name.endsWith("?") && !required.includes(name));
      const listed = inOneLine(optional)?.slice(1, -1);
      return optional.length === 0 || listed === undefined
        ? 'Remove it: a field without "?" after its name is required.'
        : `Remove it, and put a "?" after the names of the other fields: "${listed.replaceAll(", ", '?", "')}?".`;
    },
  },
  {
    kind: "event",
    keys: ["metadata"],
    help: "Move it to the top of the schema: all event types have the same metadata.",
  },
  {
    kind: "event",
    keys: ["stream", "streams"],
    help: 'Declare the stream at the top of the schema, under "streams:", and list the event type under its "events:".',
  },
  {
    kind: "event",
    keys: ["partition"],
    help: "Move it to the top of the schema: all event types have the same partition.",
  },
  {
    kind: "document",
    keys: ["enums"],
    help: 'Declare each under "types:", such as "types: { Currency: { type: string, enum: [EUR, USD] } }".',
  },
];

/** The help for an unknown key of a kind of part. */
export function keyHint(kind: PartKind | undefined, unknown: UnknownKey): string | undefined {
  const hint = KEY_HINTS.find((row) => row.kind === kind && row.keys.includes(unknown.key));
  return typeof hint?.help === "function" ? hint.help(unknown) : hint?.help;
}
