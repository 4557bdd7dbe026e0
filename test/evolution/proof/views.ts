import { isDeepStrictEqual } from "node:util";
import { resolve } from "../../../generator/src/model/aliases.js";
import type {
  DataShape,
  EventModel,
  Field,
  FieldType,
  MetadataField,
  Model,
  ObjectType,
} from "../../../generator/src/model/model.js";
import { branchObjects, tagValues } from "../../../generator/src/model/unions.js";
import { typesOf } from "./release.js";
import type { Data, Upgraded } from "./upgrader.js";

/** What a reader of the new schema sees otherwise than a reader of the old one. */
export interface ViewChange {
  readonly kind: "changed" | "lost" | "appeared";
  /** Steps into the data or the metadata of the event, as the old schema names them. */
  readonly path: readonly (string | number)[];
  readonly part: "data" | "metadata";
}

/** What a reader sees of an event: the schema's model, the event type, and the data. */
export interface View {
  readonly model: Model;
  readonly event: EventModel;
  readonly upgraded: Upgraded;
}

/**
 * How the view of the new schema differs from that of the old one. Names that are reserved are lost on
 * purpose, and what upcasters make up is not compared.
 */
export function viewChanges(old: View, next: View): ViewChange[] {
  const steps = next.event.previous.filter(({ version }) => version >= old.event.version);
  // Code of the user's decides about the fields that it converts.
  const isUpcast = steps.some(({ needsUpcaster }) => needsUpcaster);
  const isNewVersion = steps.length > 0;
  const changes: ViewChange[] = [];
  for (const field of old.event.fields) {
    const { name } = field;
    if (!Object.hasOwn(old.upgraded.data, name) || old.upgraded.filled.has(name)) continue;
    const after = laterField(name, old.event.version, next.event);
    if (after === undefined) {
      // A new version that is open has the value still, as a member that it does not list.
      if (isUpcast || isReserved(next, field) || (isNewVersion && next.event.isOpen)) continue;
      changes.push({ kind: "lost", path: [name], part: "data" });
    } else if (!next.upgraded.filled.has(after.name) && (!isUpcast || after.name === name)) {
      const [value, now] = [old.upgraded.data[name], next.upgraded.data[after.name]];
      if (!isDeepStrictEqual(value, now))
        changes.push({ kind: "changed", path: [name], part: "data" });
      const walk = new LostMembers(old.model, next.model, isNewVersion);
      const lost = isUpcast ? [] : walk.find(field.type, after.type, value, [name]);
      changes.push(...lost.map((path) => ({ kind: "lost", path, part: "data" }) as const));
    }
  }
  // A new version says what its defaults are.
  if (!isNewVersion) changes.push(...appeared(old, next));
  return changes;
}

/** The newest field that has the values of a field of an earlier version, under any of its names. */
function laterField(name: string, version: number, event: EventModel): Field | undefined {
  const shapes: readonly DataShape[] = [...event.previous, event];
  let [field, current]: [Field | undefined, string] = [undefined, name];
  for (const shape of shapes.slice(Math.min(version, event.version) - 1)) {
    field = shape.fields.find((other) => [other.name, ...other.aliases].includes(current));
    if (field === undefined) return undefined;
    current = field.name;
  }
  return field;
}

function isReserved({ model, event }: View, { name, group }: Field): boolean {
  return model.reserved.some(
    ({ owner, names }) => (owner === event.type || owner === group) && names.includes(name),
  );
}

/** Fields that a reader of the old schema saw missing, and that have values now. */
function appeared(old: View, next: View): ViewChange[] {
  return next.event.fields.flatMap(({ name, aliases }): ViewChange[] => {
    if (!Object.hasOwn(next.upgraded.data, name) || next.upgraded.filled.has(name)) return [];
    const before = old.event.fields.filter((field) => [name, ...aliases].includes(field.name));
    const wasSeen = before.some((field) => Object.hasOwn(old.upgraded.data, field.name));
    if (wasSeen) return [];
    const [first] = before;
    if (first !== undefined) return [{ kind: "appeared", path: [first.name], part: "data" }];
    // A value that an earlier release stored under a name that the old schema had no field for.
    const isOfThePast = !old.event.isOpen && Object.hasOwn(old.upgraded.data, name);
    return isOfThePast ? [{ kind: "appeared", path: [name], part: "data" }] : [];
  });
}

/** Metadata that the new schema does not know. */
export function lostMetadata(old: Model, next: Model, metadata: Data): ViewChange[] {
  const walk = new LostMembers(old, next, false);
  return Object.entries(metadata).flatMap(([name, value]) => {
    const [before, after] = [old, next].map((model) => fieldOf(model.metadata, name));
    if (before === undefined) return [];
    const lost = after === undefined ? [[name]] : walk.find(before.type, after.type, value, [name]);
    return lost.map((path): ViewChange => ({ kind: "lost", path, part: "metadata" }));
  });
}

function fieldOf(fields: readonly MetadataField[], name: string): MetadataField | undefined {
  return fields.find((field) => field.name === name);
}

type ValuePath = readonly (string | number)[];

/**
 * Finds members of values that the old schema lists and the new one does not. Those that no schema lists are read as they
 * are, whether the schema still allows them or not.
 */
class LostMembers {
  readonly #old: Model;
  readonly #next: Model;
  readonly #isNewVersion: boolean;

  constructor(old: Model, next: Model, isNewVersion: boolean) {
    this.#old = old;
    this.#next = next;
    this.#isNewVersion = isNewVersion;
  }

  find(old: FieldType, next: FieldType, value: unknown, path: ValuePath): ValuePath[] {
    if (typeof value !== "object" || value === null) return [];
    const owners = namesOf(next, this.#next);
    const before = resolve(old, typesOf(this.#old));
    const after = resolve(next, typesOf(this.#next));
    if (Array.isArray(value)) {
      if (before.kind !== "list" || after.kind !== "list") return [];
      return value.flatMap((item, index) =>
        this.find(before.items, after.items, item, [...path, index]),
      );
    }
    const members = value as Data;
    if (before.kind === "map" && after.kind === "map") {
      return Object.entries(members).flatMap(([name, member]) =>
        this.find(before.values, after.values, member, [...path, name]),
      );
    }
    const [known, listed] = [
      objectFor(before, members, this.#old),
      objectFor(after, members, this.#next),
    ];
    if (known === undefined || listed === undefined) return [];
    return Object.entries(members).flatMap(([name, member]) => {
      const inner = [...path, name];
      const [was, is] = [known, listed].map((object) =>
        object.properties.find((one) => one.name === name),
      );
      if (was !== undefined && is !== undefined) return this.find(was.type, is.type, member, inner);
      if (was === undefined || is !== undefined) return [];
      // A new version that is open has the value still, as a member that it does not list.
      if (this.#isNewVersion && listed.isOpen) return [];
      return owners.some((owner) => isReservedProperty(this.#next, owner, name)) ? [] : [inner];
    });
  }
}

function isReservedProperty({ reserved }: Model, type: string, name: string): boolean {
  return reserved.some(({ owner, names }) => owner === type && names.includes(name));
}

/** The names that a type leads through. */
function namesOf(type: FieldType, model: Model): string[] {
  const names: string[] = [];
  for (let part: FieldType | undefined = type; part?.kind === "named" && names.length < 50; ) {
    const { name }: { name: string } = part;
    names.push(name);
    part = typesOf(model).get(name)?.type;
  }
  return names;
}

/** The object type that a value is of: of a union, the branch that its tag selects. */
export function objectFor(type: FieldType, value: Data, model: Model): ObjectType | undefined {
  if (type.kind === "object") return type;
  if (type.kind !== "union") return undefined;
  return branchObjects(type, typesOf(model)).find((branch) =>
    tagValues(branch, type.tag).includes(value[type.tag] as string),
  );
}
