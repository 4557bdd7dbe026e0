import { entityName, entityWords, idFieldName, idWord, singular } from "../../analysis/id-names.js";
import { isMapping, type Mapping } from "../../language/mapping.js";
import { DEFAULT_ID_SUFFIX, type IdSuffix } from "../../model/names.js";
import type { Warning } from "../rule.js";
import { enumeration } from "../shared/enumeration.js";
import type { IdKind } from "../shared/id-kind.js";

type Words = Pick<Warning, "message" | "help">;

/** A field or a property that is named like an id. */
export interface IdLike {
  readonly name: string;
  readonly kind: IdKind;
  /** The name that says which entity it is, if its own name does not. */
  readonly owner: string | undefined;
}

/** A field of an event type or of a group. */
export interface IdLikeField extends IdLike {
  readonly isOptional: boolean;
  /** Its type, as the schema writes it. */
  readonly raw: unknown;
  /** Whether the id field exists that it should be. */
  readonly isDouble: boolean;
}

/** A name, and the name that says which entity it is the id of, if it does not. */
interface NameOfId {
  readonly name: string;
  readonly owner?: string | undefined;
}

/** How the ids of a schema are spelled. */
export interface IdSpelling {
  readonly suffix: IdSuffix;
  /** Whether the schema lacks its `id_suffix:`, and no other warning says so. */
  readonly isUnsaid: boolean;
}

const OR_MARK = 'or mark it with "lookup: false" if no query uses it';

/** A longer name is most likely not that of one entity. */
const MAX_EXAMPLE_WORDS = 3;

/** The one warning about all fields that would be ids with another `id_suffix:`. */
export function missingSuffixWords(suffix: IdSuffix, names: readonly string[]): Words {
  const quoted = names.map((name) => `"${name}"`);
  const [first = "", ...others] = quoted;
  const add = `Add "id_suffix: ${suffix}" at the top, so that`;
  if (others.length === 0) {
    return { message: oneId(first, DEFAULT_ID_SUFFIX), help: `${add} ${first} is an id field` };
  }
  const all = enumeration(quoted, "and", (count) => `${count} other fields`);
  return {
    message: `${all} look like ids, but no query finds events by them: they do not end in ${DEFAULT_ID_SUFFIX}.`,
    help: `${add} ${all} are id fields`,
  };
}

/** The words about a field that is no id field. */
export function fieldWords(field: IdLikeField, suffix: IdSuffix): Words {
  const { name, kind, isDouble } = field;
  if (kind.isList || idWord(name) === "ids") {
    const message = `"${name}" looks like a list of ids, but no query finds events by them.`;
    return { message, help: listHelp(field, suffix) };
  }
  const legal = legalName(field, suffix);
  const help = isDouble ? `Remove it: "${legal}" is a field, too` : renameHelp(field, suffix);
  return { message: oneId(`"${name}"`, suffix), help };
}

function oneId(quoted: string, suffix: IdSuffix): string {
  return `${quoted} looks like an id, but no query finds events by it: its name does not end in ${suffix}.`;
}

function renameHelp(field: IdLikeField, suffix: IdSuffix): string {
  const { kind } = field;
  const optional = kind.isNullable ? "?" : "";
  const legal = hasEntity(field) ? legalName(field, suffix) : undefined;
  const name =
    legal === undefined
      ? `"<entity>${suffix}${optional}", such as "${exampleFor(field, suffix)}${optional}"`
      : `"${legal}${optional}"`;
  const changes = [
    `Rename it to ${name}`,
    ...(kind.isNumber ? ["make it a string"] : []),
    ...(kind.isNullable ? ['remove "nullable"'] : []),
  ];
  return `${changes.join(", ")}, ${OR_MARK}`;
}

/** An id that a bare "id" can be: that of its owner, unless the owner's name is too long for one. */
function exampleFor({ owner = "" }: IdLike, suffix: IdSuffix): string {
  const words = entityWords(`${owner}_id`);
  const name = words.length > MAX_EXAMPLE_WORDS ? undefined : idFieldName(words, suffix);
  return name ?? `order${suffix}`;
}

function listHelp(field: IdLikeField, suffix: IdSuffix): string {
  const { name, kind, isOptional, raw } = field;
  const entity = entityOf(field, suffix);
  if (!kind.isList || kind.isNumber || kind.isNullable || !isMapping(raw) || !isListType(raw)) {
    const list = listOf(isOptional || kind.isNullable ? `${name}?` : name, entity, kind);
    return `Write '${list}', ${OR_MARK}`;
  }
  return raw.maxItems === undefined
    ? `Add "entity: ${entity}" and "maxItems: 20" to it, ${OR_MARK}`
    : `Add "entity: ${entity}" to it, ${OR_MARK}`;
}

/** Whether the list is written at the field, and not in a named type. */
function isListType({ type }: Mapping): boolean {
  return type === "array" || String(type).endsWith("[]");
}

/** The words about a property inside a field. `isRepeated`: one event can have several values of it. */
export function nestedWords(
  id: IdLike,
  isRepeated: boolean,
  { suffix, isUnsaid }: IdSpelling,
): Words {
  const { name, kind } = id;
  const message = `"${name}" is not directly under "data", so no query finds events by it.`;
  const legal = legalName(id, suffix);
  const isList = isRepeated || kind.isList || idWord(name) === "ids";
  const example = legal ?? (isList ? `product${suffix}` : `order${suffix}`);
  const added = isList
    ? `'${listOf(`${example}s`, entityOf(id, suffix), kind)}'`
    : `"${example}: ${kind.idType}"`;
  const what =
    legal !== undefined ? added : isList ? `a list such as ${added}` : `an id such as ${added}`;
  const also = isUnsaid ? `, and "id_suffix: ${suffix}" at the top` : "";
  return { message, help: `Add ${what} to the data of the event type${also}` };
}

function listOf(key: string, entity: string, { idType }: IdKind): string {
  return `${key}: { type: "${idType}[]", entity: ${entity}, maxItems: 20 }`;
}

function hasEntity({ name }: IdLike): boolean {
  return entityWords(name).length > 0;
}

/** The id field that it should be, by its name or by that of its owner. */
export function legalName(id: NameOfId, suffix: IdSuffix): string | undefined {
  return idFieldName(wordsOfEntity(id), suffix);
}

function entityOf(id: IdLike, suffix: IdSuffix): string {
  return legalName(id, suffix) === undefined ? "product" : entityName(wordsOfEntity(id), suffix);
}

function wordsOfEntity({ name, owner }: NameOfId): readonly string[] {
  const words = entityWords(name, owner);
  if (idWord(name) !== "ids") return words;
  // "purchasesIds" are those of a purchase.
  return words.map((word, index) => (index === words.length - 1 ? singular(word) : word));
}
