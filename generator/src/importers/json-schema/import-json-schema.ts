import { basename } from "node:path";
import type { Json } from "../../util/json.js";
import type { Draft, DraftEvent, DraftMember } from "../draft/draft.js";
import { schemaTree } from "../draft/schema-tree.js";
import { ImportError, type Imported } from "../imported.js";
import type { Base, Documents } from "./documents.js";
import { eventFrom, type ReadEvent } from "./event-from.js";
import { isObject, listMember, memberOf, objectMember, textMember } from "./json-object.js";
import { SchemaConverter } from "./schema-converter.js";

const NO_EVENTS: Pick<Imported, "reasonForNone" | "helpForNone"> = {
  reasonForNone: "it describes no objects that could be events",
  helpForNone:
    "Give a document whose root, `oneOf` or `$defs` describes objects, or a folder of such documents.",
};

/** The line at the beginning of schemas that come from JSON Schema. */
export const CLOSED =
  "An object that does not say whether it has further members (additionalProperties) has none here.";

/**
 * The schema of events that JSON Schemas describe.
 *
 * @param files - Absolute paths.
 */
export function importJsonSchemas(
  files: readonly string[],
  folderName: string,
  documents: Documents,
): Imported {
  const bases = files.map((file) => opened(file, documents));
  const converter = new SchemaConverter(documents, new Set());
  const read = bases.flatMap((base) => eventsOf(base, converter));
  const [first] = bases;
  const only = bases.length === 1 && first !== undefined ? first : undefined;
  const title = only === undefined ? undefined : textMember(only.root, "title");
  const draft = draftOf(
    title ?? (only === undefined ? folderName : nameOfFile(only.file)),
    read,
    converter,
    only !== undefined && read.length > 1 ? textMember(only.root, "description") : undefined,
  );
  return { schema: schemaTree(draft), heading: [CLOSED], ...NO_EVENTS };
}

/** A draft of events with what they share. */
export function draftOf(
  name: string,
  read: readonly ReadEvent[],
  converter: SchemaConverter,
  description: string | undefined,
  notes: readonly string[] = [],
): Draft {
  const metadata = new Map<string, DraftMember>();
  for (const { metadata: fields } of read) {
    for (const field of fields) if (!metadata.has(field.name)) metadata.set(field.name, field);
  }
  const events: readonly DraftEvent[] = read.map(({ event }) => event);
  return {
    name,
    description,
    metadata: [...metadata.values()],
    types: converter.types,
    events,
    notes,
  };
}

function opened(file: string, documents: Documents): Base {
  const base = documents.open(file);
  if (base === undefined) {
    throw new ImportError(
      "it cannot be read",
      "Check that it is a file of UTF-8 of at most 4 MiB.",
      file,
    );
  }
  return base;
}

export function nameOfFile(file: string): string {
  return basename(file).replace(/\.(?:schema\.)?(?:json|ya?ml)$/, "");
}

/** The events of a document: the alternatives of its root, else the root itself, else its definitions. */
function eventsOf(base: Base, converter: SchemaConverter): ReadEvent[] {
  const { root } = base;
  if (!isObject(root)) return [];
  const alternatives = listMember(root, "oneOf") ?? listMember(root, "anyOf");
  if (alternatives !== undefined) {
    return alternatives.flatMap((one, index) => {
      const name = nameOfReference(one) ?? `${nameOfFile(base.file)}_${index + 1}`;
      return eventFrom(one, base, name, converter) ?? [];
    });
  }
  const hasOwn = ["properties", "allOf", "$ref", "type"].some(
    (key) => memberOf(root, key) !== undefined,
  );
  if (hasOwn) return [eventFrom(root, base, nameOfFile(base.file), converter) ?? []].flat();
  const definitions = objectMember(root, "$defs") ?? objectMember(root, "definitions") ?? {};
  return Object.entries(definitions).flatMap(
    ([name, value]) => eventFrom(value, base, name, converter) ?? [],
  );
}

function nameOfReference(value: Json): string | undefined {
  return textMember(value, "$ref")
    ?.split("/")
    .at(-1)
    ?.replace(/^event\./, "");
}
