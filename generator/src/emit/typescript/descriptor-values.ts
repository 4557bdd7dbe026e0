import {
  type DataShape,
  type EventModel,
  fieldsOf,
  lookupPath,
  type Model,
  type NamedType,
  ownFields,
  type StreamModel,
} from "../../model/model.js";
import { DEFAULT_ID_SUFFIX, type IdSuffix } from "../../model/names.js";
import { reachableTypes } from "../../model/visit.js";
import { CODEGEN } from "./header.js";
import { memberName } from "./names.js";
import { fieldRules, metadataRules, typeRule, type Value, type Values } from "./rules.js";

/** The members of the runtime's `Descriptor`, of which the events are a list. */
export interface DescriptorValues extends Values {
  readonly groups: Entries | undefined;
  /** In the order of the schema, which an object would not keep for a stored type that is a number. */
  readonly events: readonly (readonly [storedType: string, event: Values])[];
  readonly types: Readonly<Record<string, Value>> | undefined;
  readonly metadata: Values | undefined;
  readonly streams: Entries | undefined;
}

type Entries = Readonly<Record<string, Values>>;

/** What describes a schema to the runtime, in the words of the schema. */
export function descriptorValues(model: Model): DescriptorValues {
  const { name, idSuffix, partition, metadata, groups, events, streams, retired } = model;
  const types = usedTypes(model);
  return {
    codegen: CODEGEN,
    name,
    idSuffix: idSuffix === DEFAULT_ID_SUFFIX ? undefined : idSuffix,
    partition,
    groups: entries(groups, (group) => [group.name, fieldRules(group.fields, idSuffix)]),
    events: events.map((event) => [event.storedType, eventValues(event, idSuffix)] as const),
    types: entries(types, (named) => [named.name, typeRule(named.type)]),
    metadata: metadata.length === 0 ? undefined : metadataRules(metadata),
    retired: retired.length === 0 ? undefined : retired.map(({ storedType }) => storedType),
    streams: entries(streams, (stream) => [memberName(stream), streamValues(stream)]),
  };
}

/** `undefined` for none. */
function entries<Part, Entry extends Value>(
  parts: readonly Part[],
  entryOf: (part: Part) => readonly [string, Entry],
): Readonly<Record<string, Entry>> | undefined {
  return parts.length === 0 ? undefined : Object.fromEntries(parts.map(entryOf));
}

function eventValues(event: EventModel, suffix: IdSuffix): Values {
  const { version, previous, aliases, lookups } = event;
  return {
    version: version > 1 ? version : undefined,
    aliases: aliases.length > 0 ? aliases : undefined,
    ...shapeValues(event, suffix),
    lookups: lookups.map(lookupPath),
    previous: entries(previous, (shape) => {
      const upcast = shape.needsUpcaster ? true : undefined;
      return [String(shape.version), { ...shapeValues(shape, suffix), upcast }];
    }),
  };
}

function shapeValues(shape: DataShape, suffix: IdSuffix): Values {
  const { groups, isOpen } = shape;
  return {
    include: groups.length > 0 ? groups : undefined,
    data: fieldRules(ownFields(shape), suffix),
    open: isOpen ? true : undefined,
  };
}

function streamValues({ name, lookup, events, isMaterialized, isConsistent }: StreamModel): Values {
  return {
    name,
    by: lookupPath(lookup),
    events: events.map(({ storedType }) => storedType),
    materialized: isMaterialized ? true : undefined,
    consistent: isConsistent ? true : undefined,
  };
}

/** The named types that fields refer to, directly or not, in the order of the schema. */
function usedTypes(model: Model): NamedType[] {
  return reachableTypes(
    model.types,
    fieldsOf(model).map(({ type }) => type),
  );
}
