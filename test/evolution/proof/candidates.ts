import { newEventId } from "ddb-pattern-runtime";
import type { EventModel, FieldType } from "../../../generator/src/model/model.js";
import { isIdField } from "../../../generator/src/model/names.js";
import type { Member } from "../../properties/values.js";
import type { Draws } from "./draws.js";
import { type Release, typesOf } from "./release.js";
import type { Data } from "./upgrader.js";
import { FOREIGN_VALUES, Variants } from "./variants.js";

/** An event to save. The writer refuses it if it is not valid. */
export interface Candidate {
  readonly type: string;
  readonly data: Data;
  readonly metadata?: Data;
}

/** What the candidates are aimed at. */
export interface Aim {
  /** Names of fields and types that the findings are about. */
  readonly names: ReadonlySet<string>;
  /** Names of members of the other schema, which open objects may have in any form. */
  readonly foreign: readonly string[];
  /** How many values of one field that they are about are tried. Of the others, only few are. */
  readonly count: number;
}

const FEW = 4;
const RANDOM = 4;

/** Events of a type at the limits of what its schema allows: the values of one field at a time vary. */
export function candidatesOf(
  release: Release,
  event: EventModel,
  aim: Aim,
  draws: Draws,
): Candidate[] {
  const { metadata: notes } = release.model;
  const { storedType: type, fields, isOpen } = event;
  const variants = new Variants(typesOf(release.model), aim, draws);
  const data = variants.plain(objectOf(fields, isOpen)) as Data;
  const metadata = variants.plain(objectOf(notes, false)) as Data;
  const candidate = (content: Data, about: Data = metadata): Candidate => {
    return { type, data: content, ...(notes.length > 0 && { metadata: about }) };
  };
  const values = new Map<Member, readonly unknown[]>(
    [...fields, ...notes].map((member) => {
      const count = isAimedAt(member, aim) ? aim.count : FEW;
      return [member, variants.all(member.type).slice(0, count)] as const;
    }),
  );
  const valuesOf = (member: Member) => values.get(member) ?? [];
  return [
    candidate(withIds(event, release, data)),
    ...varied(fields, withIds(event, release, data), valuesOf).map((one) => candidate(one)),
    ...(isOpen ? withForeign(data, aim) : []).map((one) => candidate(withIds(event, release, one))),
    ...varied(notes, metadata, valuesOf).map((one) =>
      candidate(withIds(event, release, data), one),
    ),
    ...Array.from({ length: RANDOM }, () =>
      candidate(
        withIds(event, release, mixed(fields, valuesOf, draws)),
        mixed(notes, valuesOf, draws),
      ),
    ),
  ];
}

/** A value of each field at a time, or none; and only what must be there. */
function varied(
  members: readonly Member[],
  whole: Data,
  valuesOf: (member: Member) => readonly unknown[],
): Data[] {
  if (members.length === 0) return [];
  const required = members.filter(({ isOptional }) => !isOptional);
  const least = Object.fromEntries(required.map(({ name }) => [name, whole[name]]));
  const others = members.flatMap((member) => {
    const { [member.name]: _, ...rest } = whole;
    const values = valuesOf(member).map((value) => ({ ...whole, [member.name]: value }));
    return member.isOptional ? [rest, ...values] : values;
  });
  return [least, ...others];
}

function withForeign(data: Data, { foreign }: Aim): Data[] {
  return foreign.flatMap((name) => FOREIGN_VALUES.map((value) => ({ [name]: value, ...data })));
}

/** Objects of which each member has any of its values, or none. */
function mixed(
  members: readonly Member[],
  valuesOf: (member: Member) => readonly unknown[],
  draws: Draws,
): Data {
  const present = members.filter(({ isOptional }) => !isOptional || draws.happens(0.5));
  const entries = present.map((member) => [member.name, draws.pick(valuesOf(member))] as const);
  return Object.fromEntries(entries);
}

function objectOf(members: readonly Member[], isOpen: boolean): FieldType {
  const properties = members.map((member) => {
    return { ...member, description: undefined, deprecated: undefined, examples: [] };
  });
  return { kind: "object", isNullable: false, properties, isOpen };
}

function isAimedAt({ name, type }: Member, { names }: Aim): boolean {
  // What a named type leads to is not known here.
  return names.has(name) || (names.has("types") && JSON.stringify(type).includes('"kind":"named"'));
}

/** The data with ids that no other event has, where any string will do. */
export function withIds(
  { fields }: EventModel,
  { model }: Release,
  data: Data,
  idOf: (type: FieldType) => string | undefined = freshId,
): Data {
  const ids = fields.flatMap(({ name, type }) => {
    if (!Object.hasOwn(data, name) || !isIdField(name, model.idSuffix)) return [];
    const id = idOf(type);
    return id === undefined ? [] : [[name, id] as const];
  });
  return { ...data, ...Object.fromEntries(ids) };
}

/** A new id; `undefined` for a type with rules that it may break. */
function freshId(type: FieldType): string | undefined {
  const format = idFormat(type);
  return format === "uuid" ? crypto.randomUUID() : format === "ulid" ? newEventId() : undefined;
}

/** The format of the ids of a type; `undefined` for a type with rules that they may break. */
export function idFormat(type: FieldType): "ulid" | "uuid" | undefined {
  if (type.kind !== "string" || type.pattern !== undefined) return undefined;
  if (type.minLength !== undefined || type.maxLength !== undefined) return undefined;
  const { format = "ulid" } = type;
  return format === "ulid" || format === "uuid" ? format : undefined;
}
