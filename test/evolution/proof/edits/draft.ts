import type { Json, SchemaDocument } from "../../../../generator/src/language/document.js";
import type { Draws } from "../draws.js";

/** A schema that edits change. */
export interface Draft {
  version: 1;
  name: string;
  id_suffix?: string;
  partition?: string;
  lookups?: string[];
  metadata?: Record<string, Type>;
  types?: Record<string, Type>;
  groups?: Record<string, Fields>;
  events: Record<string, Event>;
  streams?: Record<string, Stream>;
  retired?: Record<string, string | { wire: string; reason: string }>;
  reserved?: Record<string, string[]>;
}

export type Fields = Record<string, Type>;

export interface Shape {
  include?: string[];
  data: Fields;
  additionalProperties?: boolean;
}

export interface Event extends Shape {
  deprecated?: string;
  stability?: "draft" | "stable";
  wire?: string;
  aliases?: string[];
  lookups?: string[];
  version?: number;
  previous?: Record<string, Shape>;
}

export interface Stream {
  by: string;
  events: string[];
  across_partitions?: boolean;
  materialized?: boolean;
  consistent?: boolean;
}

export type Type = string | LongType;

/** A type with all that a type, a field of `data` or a field of `metadata` can say. */
export interface LongType {
  type?: string;
  enum?: Json[];
  const?: Json;
  items?: Type;
  properties?: Record<string, Type>;
  /** `true` at a field of metadata. */
  required?: string[] | true;
  additionalProperties?: boolean | Type;
  nullable?: boolean;
  format?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  oneOf?: Type[];
  discriminator?: { propertyName: string };
  default?: Json;
  pii?: boolean;
  lookup?: false;
  entity?: string;
  aliases?: string[];
  description?: string;
  deprecated?: string;
}

/** A change that a user makes to a schema. */
export interface Edit {
  readonly name: string;
  /** Whether it is meant to keep stored events readable and findable; only the share of clean pairs depends on it. */
  readonly isCareful: boolean;
  readonly weight: number;
  /** Changes the draft. @returns Whether there was anything to change. */
  readonly apply: (draft: Draft, draws: Draws) => boolean;
}

/** An edit that any user might make, whatever comes of it. */
export function bold(name: string, weight: number, apply: Edit["apply"]): Edit {
  return { name, isCareful: false, weight, apply };
}

/** An edit of a user who wants stored events to stay readable. */
export function careful(name: string, weight: number, apply: Edit["apply"]): Edit {
  return { name, isCareful: true, weight, apply };
}

export function draftOf(document: SchemaDocument): Draft {
  return structuredClone(document) as unknown as Draft;
}

/** The long form of a type, a copy. */
export function long(type: Type): LongType {
  return typeof type === "string" ? { type } : structuredClone(type);
}

export function bareName(key: string): string {
  return key.replace(/\?$/, "");
}

/** Renames a member of a mapping, which keeps its position; `value` replaces its value. */
export function replaceMember<Value>(
  mapping: Record<string, Value>,
  key: string,
  newKey: string,
  value: NoInfer<Value> = mapping[key] as Value,
): void {
  const entries = Object.entries(mapping);
  for (const [name, old] of entries) {
    delete mapping[name];
    if (name === key) mapping[newKey] = value;
    else mapping[name] = old;
  }
}

/** A set of fields: those of an event type, or of a group. */
export interface FieldSet {
  /** The name of the event type or group, which `reserved` uses. */
  readonly owner: string;
  readonly fields: Fields;
}

export function fieldSets(draft: Draft): FieldSet[] {
  return [
    ...Object.entries(draft.events).map(([owner, { data }]) => ({ owner, fields: data })),
    ...Object.entries(draft.groups ?? {}).map(([owner, fields]) => ({ owner, fields })),
  ];
}

/** One field of an event type or of a group. */
export interface FieldPick extends FieldSet {
  readonly key: string;
  readonly name: string;
}

/** A field of which a condition is true. */
export function pickField(
  draft: Draft,
  draws: Draws,
  isWanted: (pick: FieldPick) => boolean,
): FieldPick | undefined {
  const all = fieldSets(draft).flatMap(({ owner, fields }) =>
    Object.keys(fields).map((key) => ({ owner, fields, key, name: bareName(key) })),
  );
  const wanted = all.filter(isWanted);
  return wanted.length === 0 ? undefined : draws.pick(wanted);
}

export function suffixOf({ id_suffix = "_id" }: Draft): string {
  return id_suffix;
}

/** Whether a name is that of an id field; lists of ids have `entity`, and other names. */
export function isId(draft: Draft, name: string): boolean {
  return name.endsWith(suffixOf(draft));
}

export function namesEntity(draft: Draft, { fields, key, name }: FieldPick): boolean {
  return isId(draft, name) || long(fields[key] as Type).entity !== undefined;
}

/** A name that nothing in the schema has yet. */
export function freshName(draft: Draft, make: (number: number) => string): string {
  const text = JSON.stringify(draft);
  for (let number = 1; ; number++) {
    const name = make(number);
    if (!text.includes(`"${name}`)) return name;
  }
}

export function storedType(type: string, { wire = type }: Event): string {
  return wire;
}

export function pickEvent(
  draft: Draft,
  draws: Draws,
  isWanted: (event: Event, type: string) => boolean = () => true,
): [type: string, event: Event] | undefined {
  const wanted = Object.entries(draft.events).filter(([type, event]) => isWanted(event, type));
  return wanted.length === 0 ? undefined : draws.pick(wanted);
}

export function pickStream(
  draft: Draft,
  draws: Draws,
  isWanted: (stream: Stream) => boolean = () => true,
): [name: string, stream: Stream] | undefined {
  const wanted = Object.entries(draft.streams ?? {}).filter(([, stream]) => isWanted(stream));
  return wanted.length === 0 ? undefined : draws.pick(wanted);
}

/** Adds a name to those that are reserved for an event type, a group or a type. */
export function reserve(draft: Draft, owner: string, name: string): void {
  draft.reserved ??= {};
  const names = draft.reserved[owner] ?? [];
  draft.reserved[owner] = [...new Set([...names, name])];
}

/** Takes an event type out of all streams; those without others disappear. */
export function leaveStreams(draft: Draft, type: string): void {
  for (const [name, stream] of Object.entries(draft.streams ?? {})) {
    stream.events = stream.events.filter((other) => other !== type);
    if (stream.events.length === 0) delete draft.streams?.[name];
  }
  if (draft.streams !== undefined && Object.keys(draft.streams).length === 0) delete draft.streams;
}

/** Changes an optional flag to its opposite; `false` is left out. */
export function toggle<Key extends string>(part: { [K in Key]?: boolean }, key: Key): void {
  if (part[key] === true) delete part[key];
  else part[key] = true;
}
