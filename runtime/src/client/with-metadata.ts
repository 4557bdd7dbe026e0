import { InvalidArgumentError } from "../errors.js";
import { isEventId } from "../events/event-id.js";
import { CAUSATION_FIELDS } from "../schema/causation.js";
import type { Schema } from "../schema/schema.js";
import { readMembers } from "../util/members.js";
import { isPlainObject } from "../util/plain-object.js";
import { storableCopy } from "../validation/storable.js";
import type { EventIssue } from "../validation/validation-error.js";

/** Metadata by field. */
export type Metadata = Readonly<Record<string, unknown>>;

/**
 * Adds metadata to the input of a save; that of the event wins. What is no event, or has metadata that
 * is none, stays as it is: the check of the event reports it.
 */
export function addMetadata(event: unknown, metadata: Metadata | undefined): unknown {
  if (metadata === undefined || !isPlainObject(event)) return event;
  if (!Object.hasOwn(event, "metadata")) return { ...event, metadata };
  const { metadata: own } = event;
  return isPlainObject(own) ? { ...event, metadata: { ...metadata, ...own } } : event;
}

/**
 * The metadata of the argument of `client.with`, added to that of the client.
 *
 * @throws InvalidArgumentError
 */
export function metadataOf(
  schema: Schema,
  before: Metadata | undefined,
  context: unknown,
): Metadata {
  const { metadata } = readMembers(context, "The argument of with", ["metadata"]);
  if (!isPlainObject(metadata)) {
    throw new InvalidArgumentError('"metadata" of with must be a plain object.');
  }
  const fields = fieldsOf(schema);
  const unknown = Object.keys(metadata).find((name) => !fields.has(name));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(
      `Schema "${schema.name}" declares no metadata ${JSON.stringify(unknown)}.`,
    );
  }
  const issues: EventIssue[] = [];
  // A copy, which the caller cannot change later.
  const { value } = storableCopy(metadata, "metadata", issues, Number.POSITIVE_INFINITY);
  const [issue] = issues;
  if (issue === undefined) return { ...before, ...(value as Metadata) };
  throw new InvalidArgumentError(`${issue.path.join(".")} ${issue.message}.`);
}

const CORRELATION = ["correlation_id", "correlationId"];

/**
 * The metadata of events that an event caused: its id, and its correlation id, or its id if it has
 * none.
 *
 * @throws InvalidArgumentError for a value that is not an event, and for a schema without such
 *   metadata.
 */
export function metadataOfCause(schema: Schema, event: unknown): Metadata {
  const fields = fieldsOf(schema);
  const causation = CAUSATION_FIELDS.find((name) => fields.has(name));
  const correlation = CORRELATION.find((name) => fields.has(name));
  if (causation === undefined) {
    throw new InvalidArgumentError(
      `Schema "${schema.name}" declares no metadata "causation_id" or "causationId".`,
    );
  }
  const { id, metadata } = Object(event) as { readonly id?: unknown; readonly metadata?: unknown };
  if (!isEventId(id)) {
    throw new InvalidArgumentError("causedBy takes an event, or an object with the id of one.");
  }
  if (correlation === undefined) return { [causation]: id };
  const given = isPlainObject(metadata) ? metadata[correlation] : undefined;
  return { [causation]: id, [correlation]: given ?? id };
}

function fieldsOf({ metadata }: Schema): ReadonlySet<string> {
  const names = Object.keys(metadata?.rule?.properties ?? {});
  return new Set(names.map((name) => name.replace(/\?$/, "")));
}
