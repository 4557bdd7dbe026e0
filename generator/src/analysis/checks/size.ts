import type { RawStream } from "../../language/document.js";
import type { EventModel, FieldType, MetadataField, NamedType } from "../../model/model.js";
import type { Reporter } from "../reporter.js";
import type { DeclaredType } from "../types.js";

/** What is generated in a few seconds, and what editors and compilers still work with. */
export const MAX_PARTS = 8000;

/** Of one event type, or of one type under `types:`. */
export const MAX_PARTS_OF_ONE = 1000;

/**
 * Whether a module can be made of so much. Counts what code is generated for: event types, fields, properties,
 * items, branches, the values of enums, streams and what they list. What is too large is reported.
 */
export function checkSize(
  events: readonly EventModel[],
  metadata: readonly MetadataField[],
  types: readonly DeclaredType[],
  streams: readonly RawStream[],
  report: Reporter,
): boolean {
  const ofEvents = events.map(({ fields }) => 1 + partsOfAll(fields));
  const ofTypes = types.map(({ type }) => partsOf(type));
  events.forEach(({ type }, index) => {
    checkOne(`The event type ${type}`, ["events", type], ofEvents[index] as number, report);
  });
  types.forEach(({ name, context }, index) => {
    checkOne(`The type ${name}`, ["types", name], ofTypes[index] as number, context.report);
  });
  const ofStreams = streams.map(({ events: listed }) => 1 + listed.length);
  const all = [...ofEvents, partsOfAll(metadata), ...ofTypes, ...ofStreams];
  const count = all.reduce((sum, one) => sum + one, 0);
  if (count <= MAX_PARTS) return true;
  report.atKey("too-many-parts", [], { what: "The schema", count, limit: MAX_PARTS });
  return false;
}

function checkOne(what: string, path: readonly string[], count: number, report: Reporter): void {
  const limit = MAX_PARTS_OF_ONE;
  if (count > limit) report.atKey("too-many-parts", path, { what, count, limit });
}

function partsOfAll(members: readonly Pick<NamedType, "type">[]): number {
  return members.reduce((sum, { type }) => sum + partsOf(type), 0);
}

function partsOf(type: FieldType): number {
  switch (type.kind) {
    case "list":
      return 1 + partsOf(type.items);
    case "map":
      return 1 + partsOf(type.values);
    case "object":
      return 1 + partsOfAll(type.properties);
    case "union":
      return 1 + partsOfAll(type.branches.map((branch) => ({ type: branch })));
    case "literals":
      return type.values.length;
    case "named":
      // What may be null has a validator of its own.
      return type.isNullable ? 2 : 1;
    default:
      return 1;
  }
}
