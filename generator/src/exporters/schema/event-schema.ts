import { defined, type JsonSchema } from "../../json-schema/json-schema.js";
import {
  type DataShape,
  type EventModel,
  type Field,
  type FieldType,
  type Model,
  type NamedType,
  streamsByEvent,
} from "../../model/model.js";
import { reachableTypes } from "../../model/visit.js";
import { documentation, withFacts } from "./facts.js";
import { EXPORTED_FORMATS } from "./string-patterns.js";
import { type Dialect, membersSchema, valueSchema } from "./value-schema.js";

/** One version of the data of an event type. */
export interface EventVersion extends DataShape {
  readonly event: EventModel;
  readonly version: number;
  /** Whether it is the version that is saved, and that readers see. */
  readonly isNewest: boolean;
}

/** All versions of an event type, the newest first. */
export function versionsOf(event: EventModel): EventVersion[] {
  const { groups, fields, isOpen, version } = event;
  return [
    { event, version, groups, fields, isOpen, isNewest: true },
    ...event.previous.toReversed().map((shape) => ({ ...shape, event, isNewest: false })),
  ];
}

/** The newest version of each event type. */
export function newestVersions({ events }: Model): EventVersion[] {
  return events.flatMap((event) => versionsOf(event).slice(0, 1));
}

/** The data of a version. Readers of the newest one always see a field with a default. */
export function dataSchema(
  { fields, isOpen, isNewest }: EventVersion,
  dialect: Dialect,
): JsonSchema {
  const read = (field: Field): Field =>
    field.default === undefined ? field : { ...field, isOptional: false };
  return membersSchema(
    { properties: isNewest ? fields.map(read) : fields, isOpen },
    false,
    dialect,
  );
}

/** The metadata of events; `undefined` where the schema declares none. */
export function metadataSchema({ metadata }: Model, dialect: Dialect): JsonSchema | undefined {
  if (metadata.length === 0) return undefined;
  return membersSchema({ properties: metadata, isOpen: false }, false, dialect);
}

/** The named types that a version and the metadata refer to, in the order of the schema. */
export function typesOf(versions: readonly EventVersion[], model: Model): NamedType[] {
  const fields = versions.flatMap((version) => version.fields);
  const types: FieldType[] = [...fields, ...model.metadata].map(({ type }) => type);
  return reachableTypes(model.types, types);
}

/** The named types by their names, each with its documentation. */
export function typeSchemas(
  types: readonly NamedType[],
  dialect: Dialect,
): Record<string, JsonSchema> {
  return Object.fromEntries(
    types.map((named) => {
      const facts = { title: named.name, ...documentation(named, dialect) };
      return [named.name, withFacts(valueSchema(named.type, dialect), facts)];
    }),
  );
}

/** The parts of an event's schema that a document may hold elsewhere. */
export interface EventParts {
  readonly data: JsonSchema;
  readonly metadata: JsonSchema | undefined;
}

/**
 * An event as readers see it, with `id`, `type`, `timestamp`, `data` and, in a consistent stream, `revision`. An earlier
 * version is an event as it is stored, with its version as `v`. Other members are allowed, so that the schema still
 * fits when events get more of them.
 */
export function eventSchema(
  version: EventVersion,
  { data, metadata }: EventParts,
  model: Model,
): JsonSchema {
  const { event, isNewest } = version;
  const isMetadataRequired = model.metadata.some(({ isOptional }) => !isOptional);
  const storedTypes = isNewest ? [event.storedType] : [event.storedType, ...event.aliases];
  const types = storedTypes.length === 1 ? { const: event.storedType } : { enum: storedTypes };
  return defined({
    type: "object",
    properties: defined({
      id: {
        description:
          "A ULID. Events are ordered by it, except in consistent streams, which have revisions.",
        type: "string",
        ...EXPORTED_FORMATS.ulid,
      },
      type: { description: "The stored type of the event.", type: "string", ...types },
      timestamp: {
        description: "The time in `id`, as ISO 8601 in UTC with milliseconds.",
        type: "string",
        ...EXPORTED_FORMATS["date-time"],
      },
      data,
      metadata:
        metadata &&
        withFacts(metadata, { description: "The metadata that the event was saved with." }),
      revision: isNewest ? revisionSchema(event, model) : undefined,
      v:
        isNewest || version.version === 1 ? undefined : { type: "integer", const: version.version },
    }),
    required: [
      "id",
      "type",
      "timestamp",
      "data",
      ...(metadata && isMetadataRequired ? ["metadata"] : []),
    ],
  });
}

function revisionSchema(event: EventModel, { streams }: Model): JsonSchema | undefined {
  const consistent = (streamsByEvent(streams).get(event.type) ?? []).filter(
    ({ isConsistent }) => isConsistent,
  );
  if (consistent.length === 0) return undefined;
  const names = consistent.map(({ name }) => `\`${name}\``).join(", ");
  return {
    description: `The number of the event in a consistent stream: ${names}. Missing where the event was not read from such a stream.`,
    type: "integer",
    minimum: 1,
  };
}

/** The title and the documentation of a version of an event type. */
export function eventFacts(
  { event, version, isNewest }: EventVersion,
  dialect: Dialect,
): JsonSchema {
  const documented = documentation(event, dialect);
  if (isNewest) return { title: event.type, ...documented };
  const description = `Version ${version} of the data, as it is stored. Readers see the newest version, ${event.version}.`;
  return { title: `${event.type}, version ${version}`, ...documented, description };
}
