import { interfaceName, moduleNames, versionNames } from "../../emit/typescript/names.js";
import { ID_SUFFIXES, type IdSuffix, isIdField, isLegalIdField } from "../../model/names.js";
import { eventTypeName, isStoredType, MAX_NAME, schemaName } from "../names.js";
import { type Entry, entry, mapOf, type TreeMap } from "../yaml/tree.js";
import type { Draft, DraftEvent, DraftMember, DraftType } from "./draft.js";
import { fieldsTree, textOf, typeTree } from "./type-tree.js";

/** The tree of a draft, under legal names. What cannot be said is in notes. */
export function schemaTree(draft: Draft): TreeMap {
  const suffix = commonSuffix(draft);
  const partition = draft.partition ?? undefined;
  const partitionKey =
    partition !== undefined && isLegalIdField(partition, suffix) ? partition : undefined;
  const name = freeSchemaName(draft);
  const events = eventsTree(draft, { suffix, partition: partitionKey, name });
  const types = mapOf(
    draft.types.map((type) =>
      entry(type.name, typeTree(type.type, withoutFieldFacts(type)), type.type.notes),
    ),
  );
  const tree = mapOf([
    ["version", 1],
    ["name", name],
    ["description", textOf(draft.description)],
    ["id_suffix", suffix === "_id" ? undefined : suffix],
    ["partition", partitionKey],
    ["metadata", draft.metadata.length === 0 ? undefined : metadataTree(draft.metadata)],
    ["types", types.entries.length === 0 ? undefined : types],
    ["events", events],
  ]);
  tree.notes.push(...draft.notes);
  if (partition !== undefined && partitionKey === undefined) {
    tree.notes.push(`Not imported: the partition ${JSON.stringify(partition)} is no id field.`);
  }
  return tree;
}

/** A type under `types:` has no default and is not personal data; fields are. */
function withoutFieldFacts<Facts extends { readonly description?: string | undefined }>(
  facts: Facts,
) {
  return { ...facts, default: undefined, isPii: undefined };
}

/** The suffix that most fields of events with an id suffix have; `_id` where there are none. */
function commonSuffix({ events, partition }: Draft): IdSuffix {
  const names = events.flatMap(({ fields }) => fields.map(({ name }) => name));
  const all = partition === undefined ? names : [...names, partition];
  const counts = ID_SUFFIXES.map((suffix) => ({
    suffix,
    count: all.filter((name) => isLegalIdField(name, suffix)).length,
  }));
  const best = counts.reduce((most, one) => (one.count > most.count ? one : most));
  return best.count === 0 ? "_id" : best.suffix;
}

/** The name of the schema, with more of it where a type would have a name that it begins. */
function freeSchemaName({ name, types }: Draft): string {
  const declared = types.map((type) => type.name);
  const isTaken = (one: string) =>
    [...Object.values(moduleNames(one)), ...Object.values(versionNames(one))].some((generated) =>
      declared.includes(generated),
    );
  const wanted = schemaName(name);
  return [wanted, `${wanted}Schema`, `${wanted}Schema2`].find((one) => !isTaken(one)) ?? wanted;
}

interface Context {
  readonly suffix: IdSuffix;
  readonly partition: string | undefined;
  /** The name of the schema. */
  readonly name: string;
}

/** The name of an event type, whose interface and input have names that nothing else in the module has. */
function freeEventName(name: string, generated: Set<string>): string {
  const legal = eventTypeName(name);
  const namesOf = (type: string) => {
    const own = interfaceName({ type });
    return [type, own, `${own}Input`];
  };
  const withEnd = (end: string) => legal.slice(0, MAX_NAME - end.length).replace(/_$/, "") + end;
  let free = legal;
  for (let count = 1; namesOf(free).some((one) => generated.has(one)); count++) {
    free = withEnd(count === 1 ? "_EVENT" : `_${count}`);
  }
  for (const one of namesOf(free)) generated.add(one);
  return free;
}

function eventsTree(draft: Draft, { suffix, partition, name: schema }: Context): TreeMap {
  const generated = new Set([
    ...draft.types.map(({ name }) => name),
    ...Object.values(moduleNames(schema)),
    ...Object.values(versionNames(schema)),
  ]);
  const stored = new Set<string>();
  return mapOf(
    draft.events.map((event) => {
      const name = freeEventName(event.name, generated);
      const notes = [...event.notes];
      const wire = wireOf(event, name, stored, notes);
      const fields = event.fields.map((field) => withIdWords(field, suffix, partition));
      const tree = mapOf([
        ["description", textOf(event.description)],
        ["deprecated", textOf(event.deprecated)],
        ["wire", wire],
        ["data", fieldsTree(fields)],
        ["additionalProperties", event.isOpen ? true : undefined],
      ]);
      return entry(name, tree, notes);
    }),
  );
}

/** What is stored as the type of an event, if that is not its name. */
function wireOf(
  event: DraftEvent,
  name: string,
  stored: Set<string>,
  notes: string[],
): string | undefined {
  const text = event.storedType ?? event.name;
  if (text === name && !stored.has(name)) {
    stored.add(name);
    return undefined;
  }
  if (!isStoredType(text)) {
    notes.push(`Not imported: no event can be stored as ${JSON.stringify(text.slice(0, 100))}.`);
    return undefined;
  }
  if (stored.has(text)) {
    notes.push(`Not imported: another event type is stored as ${JSON.stringify(text)}, too.`);
    return undefined;
  }
  stored.add(text);
  return text;
}

/** The words by which a field that has the name of an id, and cannot be one, is none. */
function withIdWords(
  field: DraftMember,
  suffix: IdSuffix,
  partition: string | undefined,
): DraftMember {
  const { name, type, isOptional } = field;
  if (!isIdField(name, suffix) || field.more?.some(({ key }) => key === "lookup")) return field;
  if (name === partition)
    return isOptional
      ? {
          ...field,
          isOptional: false,
          type: withNote(type, "Optional in its source; every event has a partition."),
        }
      : field;
  if (isLegalIdField(name, suffix) && canBeId(type)) return field;
  const reason = isLegalIdField(name, suffix)
    ? "No query finds events by this id: it is not a string, or can be null."
    : "No query finds events by this id: keys cannot have its name.";
  const more: Entry[] = [...(field.more ?? []), entry("lookup", false)];
  return { ...field, more, type: withNote(type, reason), default: undefined };
}

function withNote(type: DraftType, note: string): DraftType {
  return { ...type, notes: [...type.notes, note] };
}

/** The shorthand of types that no id has. Other names are those of types, which the generator checks. */
const NO_IDS = ["number", "integer", "boolean", "json", "object"];

function canBeId({ words, isNullable }: DraftType): boolean {
  if (isNullable) return false;
  const name = typeof words === "string" ? words : words.find(({ key }) => key === "type")?.value;
  return (
    typeof name === "string" && !NO_IDS.includes(name) && name !== "array" && !name.endsWith("[]")
  );
}

/** Metadata has no "?": a field is optional unless it says `required: true`. */
function metadataTree(metadata: readonly DraftMember[]): TreeMap {
  const tree = fieldsTree(
    metadata.map((field) => ({ ...field, isOptional: false, default: undefined })),
  );
  for (const field of metadata) {
    const found = tree.entries.find(({ key }) => key === field.name);
    if (found === undefined || field.isOptional) continue;
    const required = entry("required", true);
    found.value =
      typeof found.value === "string"
        ? mapOf([["type", found.value], required])
        : mapOf([
            ...(found.value as TreeMap).entries.filter(({ key }) => key !== "required"),
            required,
          ]);
  }
  return tree;
}
