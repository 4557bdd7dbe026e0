import type { YamlPath } from "../../diagnostics/diagnostic.js";

/** A kind of part of a document, as far as corrections differ by it. */
export type PartKind =
  | "document"
  | "types"
  | "groups"
  | "metadata"
  | "events"
  | "streams"
  | "retired"
  | "reserved"
  | "allow"
  | "accept"
  | "event"
  | "previous"
  /** The data of an earlier version. */
  | "version"
  | "stream"
  /** The fields of an event type or of a group. */
  | "fields"
  /** A type: of a field, or under `types:`, or in another type. */
  | "type"
  | "properties"
  | "branches"
  | "discriminator";

/** The parts of a section's entry, by their keys; `"*"` is any. */
interface Inside {
  readonly kind: PartKind;
  readonly parts?: Readonly<Record<string, Inside>>;
}

const TYPE: Inside = {
  kind: "type",
  get parts() {
    return {
      properties: { kind: "properties", parts: { "*": TYPE } },
      items: TYPE,
      additionalProperties: TYPE,
      oneOf: { kind: "branches", parts: { "*": TYPE } },
      discriminator: { kind: "discriminator" },
    } as const;
  },
};
const FIELDS: Inside = { kind: "fields", parts: { "*": TYPE } };
const EVENT: Inside = {
  kind: "event",
  parts: {
    data: FIELDS,
    previous: {
      kind: "previous",
      parts: { "*": { kind: "version", parts: { data: FIELDS } } },
    },
  },
};

const DOCUMENT: Inside = {
  kind: "document",
  parts: {
    types: { kind: "types", parts: { "*": TYPE } },
    metadata: { kind: "metadata", parts: { "*": TYPE } },
    groups: { kind: "groups", parts: { "*": FIELDS } },
    events: { kind: "events", parts: { "*": EVENT } },
    streams: { kind: "streams", parts: { "*": { kind: "stream" } } },
    retired: { kind: "retired" },
    reserved: { kind: "reserved" },
    allow: { kind: "allow" },
    accept: { kind: "accept" },
  },
};

/** The kind of the part at a path; `undefined` for a part of which nothing is known. */
export function partKind(path: YamlPath): PartKind | undefined {
  return kindsAlong(path)[path.length];
}

/** The kinds of the parts on a path: of the document, of its section, and so on to the part at the path. */
export function kindsAlong(path: YamlPath): readonly (PartKind | undefined)[] {
  let part: Inside | undefined = DOCUMENT;
  const kinds: (PartKind | undefined)[] = [part.kind];
  for (const step of path) {
    part = part && insideOf(part, step);
    kinds.push(part?.kind);
  }
  return kinds;
}

function insideOf({ parts = {} }: Inside, step: string | number): Inside | undefined {
  return parts["*"] ?? (Object.hasOwn(parts, step) ? parts[step] : undefined);
}
