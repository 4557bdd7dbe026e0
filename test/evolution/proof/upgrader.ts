import type { Descriptor } from "ddb-pattern-runtime/codegen/v1";
import { typesByName } from "../../../generator/src/model/aliases.js";
import type { DataShape, EventModel, Field, Model } from "../../../generator/src/model/model.js";
import { type Schema, schemaOf } from "../../../runtime/src/schema/schema.js";
import { schemaIssues } from "../../../runtime/src/validation/rules/schema-issues.js";
import { Draws } from "./draws.js";
import { Variants } from "./variants.js";

export type Data = Readonly<Record<string, unknown>>;

/** Data in its newest version, with the fields whose values an upcaster made up. */
export interface Upgraded {
  readonly data: Data;
  readonly filled: ReadonlySet<string>;
  /** The parts of the data that upcasters got although the version that they convert does not allow them. */
  readonly unexpected: readonly Unexpected[];
}

export interface Unexpected {
  readonly version: number;
  /** Steps into the data. */
  readonly path: readonly (string | number)[];
  /** Whether it is a member that the version does not list; readers ignore it. */
  readonly isUnlisted: boolean;
}

/** The rule of a member that no schema lists. */
const UNLISTED = "additionalProperties";

type Upcaster = (data: Data) => Data;

/**
 * Converts data of earlier versions as readers of a schema see it. Upcasters keep each value that the next
 * version allows, and make up a valid one for each field that it lacks.
 */
export class Upgrader {
  readonly #model: Model;
  readonly #schema: Schema;
  readonly #isGenerous: boolean;
  readonly #fillings = new Map<string, unknown>();

  /** @param isGenerous - Whether upcasters also make up values of new fields that can be missing. */
  constructor(model: Model, descriptor: Descriptor, isGenerous: boolean) {
    this.#model = model;
    this.#isGenerous = isGenerous;
    this.#schema = schemaOf(withVersions(descriptor));
  }

  /** The option of clients that has the upcasters; none if the schema needs none. */
  get options(): { readonly upcasters?: Readonly<Record<string, Record<number, Upcaster>>> } {
    const needed = this.#model.events.filter(({ previous }) =>
      previous.some((one) => one.needsUpcaster),
    );
    if (needed.length === 0) return {};
    const entries = needed.map((event) => [event.storedType, this.#upcastersOf(event)] as const);
    return { upcasters: Object.fromEntries(entries) };
  }

  #upcastersOf(event: EventModel): Record<number, Upcaster> {
    const steps = event.previous.filter(({ needsUpcaster }) => needsUpcaster);
    return Object.fromEntries(
      steps.map(({ version }): [number, Upcaster] => [
        version,
        (data) => this.#upcast(event, version, data).data,
      ]),
    );
  }

  /** What a reader sees of data that was saved with a version. */
  upgrade(event: EventModel, version: number, stored: Data): Upgraded {
    const shapes: readonly DataShape[] = [...event.previous, event];
    let upgraded: Upgraded = { data: stored, filled: new Set(), unexpected: [] };
    for (let from = version; from <= event.version; from++) {
      const shape = shapes[from - 1] as DataShape;
      upgraded = { ...upgraded, data: inShape(upgraded.data, shape) };
      if (event.previous[from - 1]?.needsUpcaster !== true) continue;
      const { data, filled } = this.#upcast(event, from, upgraded.data);
      upgraded = {
        data,
        filled: new Set([...upgraded.filled, ...filled]),
        unexpected: [...upgraded.unexpected, ...this.#unexpected(event, from, upgraded.data)],
      };
    }
    return upgraded;
  }

  #unexpected({ storedType }: EventModel, version: number, data: Data): Unexpected[] {
    const type = versionName(storedType, version);
    const { issues } = schemaIssues(this.#schema, type, { data });
    return issues.map(({ path: [, ...path], rule }) => {
      return { version, path: path as string[], isUnlisted: rule === UNLISTED };
    });
  }

  #upcast(event: EventModel, from: number, data: Data): Pick<Upgraded, "data" | "filled"> {
    const to = from + 1;
    const before: DataShape = event.previous[from - 1] ?? event;
    const next: DataShape = event.previous[to - 1] ?? event;
    const names = new Set(next.fields.map(({ name }) => name));
    const renamed = withRenamedIds(data, before, next);
    const moved = inShape(renamed, { ...next, fields: next.fields.map(withoutDefault) });
    const own = Object.entries(moved).filter(([name]) => next.isOpen || names.has(name));
    const result: Record<string, unknown> = Object.fromEntries(own);
    const filled = new Set<string>();
    const { issues } = schemaIssues(this.#schema, versionName(event.storedType, to), {
      data: result,
    });
    const wrong = new Set(issues.map(({ path }) => String(path[1])));
    for (const field of next.fields) {
      const isMissing = !Object.hasOwn(result, field.name);
      // Readers see its default.
      if (isMissing && field.default !== undefined) continue;
      const isNew = this.#isGenerous && isMissing && !hasField(before, field);
      if (!wrong.has(field.name) && !isNew) continue;
      result[field.name] = this.#filling(event, to, field);
      filled.add(field.name);
    }
    return { data: result, filled };
  }

  /** A valid value of a field, always the same. */
  #filling({ storedType }: EventModel, version: number, { name, type }: Field): unknown {
    const key = JSON.stringify([storedType, version, name]);
    if (!this.#fillings.has(key)) {
      const types = typesByName(this.#model.types);
      const variants = new Variants(types, { foreign: [], count: 20 }, new Draws(key.length));
      this.#fillings.set(key, variants.plain(type));
    }
    return this.#fillings.get(key);
  }
}

/** Data in which an id under a new name, of the same entity, has the value of the former id. */
function withRenamedIds(data: Data, before: DataShape, next: DataShape): Data {
  const removed = before.fields.filter((field) => !hasField(next, field));
  const added = next.fields.filter((field) => {
    return field.modelKey !== undefined && !hasField(before, field);
  });
  const result: Record<string, unknown> = { ...data };
  for (const { name, modelKey } of added) {
    const index = removed.findIndex((field) => field.modelKey === modelKey);
    const [source] = index === -1 ? [] : removed.splice(index, 1);
    if (source === undefined || !Object.hasOwn(data, source.name)) continue;
    result[name] = data[source.name];
  }
  return result;
}

/** Whether a version has a field, under any of its names. */
function hasField({ fields }: DataShape, { name, aliases }: Field): boolean {
  const names = [name, ...aliases];
  return fields.some((field) => [field.name, ...field.aliases].some((one) => names.includes(one)));
}

function withoutDefault(field: Field): Field {
  return { ...field, default: undefined };
}

/** Data with the names and the defaults of a version. */
function inShape(data: Data, { fields }: DataShape): Data {
  const result: Record<string, unknown> = { ...data };
  for (const { name, aliases, default: value } of fields) {
    const alias = aliases.find((former) => Object.hasOwn(data, former));
    if (!Object.hasOwn(result, name) && alias !== undefined) {
      result[name] = data[alias];
      delete result[alias];
    }
    if (!Object.hasOwn(result, name) && value !== undefined) result[name] = value;
  }
  return result;
}

function versionName(storedType: string, version: number): string {
  return `${storedType}\n${version}`;
}

/** The descriptor of a schema in which each version of an event type is an event type of its own. */
function withVersions(descriptor: Descriptor): Descriptor {
  const events = Object.entries(descriptor.events).flatMap(([type, event]) => {
    const { version = 1, previous = {}, include, data, open } = event;
    const newest = { data, lookups: [], ...(include && { include }), ...(open && { open }) };
    const shapes = Object.entries(previous).map(([number, { upcast: _, ...shape }]) => {
      return [versionName(type, Number(number)), { ...shape, lookups: [] }] as const;
    });
    return [...shapes, [versionName(type, version), newest] as const];
  });
  return { ...descriptor, events: Object.fromEntries(events), streams: {} };
}
