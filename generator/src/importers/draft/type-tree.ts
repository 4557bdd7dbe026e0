import { isFieldName } from "../names.js";
import { type Entry, entry, mapOf, type Tree, type TreeMap, treeOf } from "../yaml/tree.js";
import { type DraftFacts, type DraftMember, type DraftType, longForm } from "./draft.js";

/** The most examples of one type; see the limits of the language. */
const MAX_EXAMPLES = 20;
/** The longest description. */
const MAX_TEXT = 10_000;

/** A type with its documentation: the shorthand if that says all. */
export function typeTree(
  type: DraftType,
  facts: DraftFacts = {},
  more: readonly Entry[] = [],
): Tree {
  const words = typeof type.words === "string" ? [entry("type", type.words)] : type.words;
  const rest = [
    ...(type.isNullable ? [entry("nullable", true)] : []),
    ...factEntries(facts),
    ...more,
  ];
  if (typeof type.words === "string" && rest.length === 0) return type.words;
  return mapOf([...words, ...rest]);
}

/** The entries of the documentation of a part. */
export function factEntries(facts: DraftFacts): Entry[] {
  const { description, deprecated, examples = [], isPii } = facts;
  const some = examples.slice(0, MAX_EXAMPLES).map(treeOf);
  return mapOf([
    ["description", textOf(description)],
    ["default", facts.default === undefined ? undefined : treeOf(facts.default)],
    ["examples", some.length === 0 ? undefined : some],
    ["deprecated", textOf(deprecated)],
    ["pii", isPii ? true : undefined],
  ]).entries;
}

export function textOf(text: string | undefined): string | undefined {
  const trimmed = text?.trim().slice(0, MAX_TEXT);
  return trimmed === "" ? undefined : trimmed;
}

/** Fields of data, of metadata or of a group, with a "?" after the names of optional ones. */
export function fieldsTree(fields: readonly DraftMember[]): TreeMap {
  const tree: TreeMap = mapOf([]);
  for (const field of fields) {
    if (!isFieldName(field.name)) {
      tree.notes.push(`Not imported: no field can have the name ${JSON.stringify(field.name)}.`);
      continue;
    }
    const key = `${field.name}${field.isOptional ? "?" : ""}`;
    tree.entries.push(entry(key, typeTree(field.type, field, field.more), field.type.notes));
  }
  return tree;
}

/** The type of an object with members. Its properties have no defaults. */
export function objectType(
  members: readonly DraftMember[],
  isOpen: boolean,
  notes: readonly string[] = [],
): DraftType {
  const properties: TreeMap = mapOf([]);
  const required: string[] = [];
  for (const member of members) {
    if (!isFieldName(member.name)) {
      properties.notes.push(
        `Not imported: no property can have the name ${JSON.stringify(member.name)}.`,
      );
      continue;
    }
    const { default: _default, isPii: _isPii, ...facts } = member;
    properties.entries.push(entry(member.name, typeTree(member.type, facts), member.type.notes));
    if (!member.isOptional) required.push(member.name);
  }
  return longForm(
    [
      ["type", "object"],
      ["properties", properties],
      ["required", required.length === 0 ? undefined : required],
      ["additionalProperties", isOpen ? true : undefined],
    ],
    notes,
  );
}

/** A list. The notes of its items become its own, because a list has no other place for them. */
export function listType(
  items: DraftType,
  rules: readonly (readonly [key: string, value: Tree | undefined])[] = [],
): DraftType {
  const isShort = typeof items.words === "string" && !items.isNullable && items.words.length < 80;
  const hasRules = rules.some(([, value]) => value !== undefined);
  if (isShort && !hasRules) return { words: `${items.words}[]`, notes: items.notes };
  if (isShort) return longForm([["type", `${items.words}[]`], ...rules], items.notes);
  return longForm([["type", "array"], ["items", typeTree(items)], ...rules], items.notes);
}

/** A map from any strings to values. */
export function mapType(values: DraftType): DraftType {
  if (values.words === "json") return { words: "object", notes: values.notes };
  return longForm(
    [
      ["type", "object"],
      ["additionalProperties", typeTree(values)],
    ],
    values.notes,
  );
}

/** One of several literals, all of one kind. */
export function literalsType(values: readonly (string | number | boolean)[]): DraftType {
  const [first] = values;
  const type = typeof first;
  if (first === undefined || values.some((value) => typeof value !== type)) {
    const text = values.map((value) => JSON.stringify(value)).join(", ");
    return { words: "json", notes: [`Not imported: one of ${text}, which are of several types.`] };
  }
  if (values.length === 1)
    return longForm([
      ["type", type],
      ["const", first],
    ]);
  if (type === "boolean") return { words: "boolean", notes: [] };
  return longForm([
    ["type", type],
    ["enum", [...values]],
  ]);
}

/** One of several objects; the value of a property selects which. */
export function unionType(tag: string, branches: readonly DraftType[]): DraftType {
  return longForm(
    [
      ["oneOf", branches.map((branch) => typeTree(branch))],
      ["discriminator", mapOf([["propertyName", tag]])],
    ],
    branches.flatMap(({ notes }) => notes),
  );
}
