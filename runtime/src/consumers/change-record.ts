import { ChangeStreamError } from "../errors.js";
import { isPlainObject } from "../util/plain-object.js";

/** A record of a change stream, of whatever source. */
export interface ChangeRecord {
  /** Identifies the record within its batch. */
  readonly sequenceNumber: string;
  /**
   * The item that was inserted, plain or as attribute values; `undefined` for any other change. No
   * event is ever changed or deleted by this package.
   */
  readonly image: object | undefined;
  /** When the change happened, in milliseconds since 1970; `undefined` if the record does not say. */
  readonly createdAt: number | undefined;
}

/**
 * The record of DynamoDB Streams, as Lambda delivers it (bytes in base64, times in seconds) or as the
 * SDK does (`Uint8Array`, `Date`). Source: "StreamRecord" in the API reference of DynamoDB Streams.
 *
 * @throws ChangeStreamError for a value that is not such a record, and if the stream has no new images.
 */
export function streamRecord(record: unknown): ChangeRecord {
  const { SequenceNumber } = changeOf(record);
  if (typeof SequenceNumber !== "string" || SequenceNumber === "") throw notARecord();
  return changeRecord(record, SequenceNumber);
}

/**
 * A record of a change stream in Kinesis Data Streams, as Lambda delivers it: `kinesis.data` is the
 * change as JSON, in base64. Source: "Working with DynamoDB and Kinesis Data Streams" in DynamoDB's
 * developer guide.
 *
 * @throws ChangeStreamError for a value that is not such a record, and if the stream has no new images.
 */
export function kinesisRecord(record: unknown): ChangeRecord {
  const { data, sequenceNumber } = memberOf(record, "kinesis");
  if (typeof data !== "string" || typeof sequenceNumber !== "string") throw notARecord();
  return changeRecord(parseBase64(data), sequenceNumber);
}

function changeRecord(record: unknown, sequenceNumber: string): ChangeRecord {
  const { eventName } = record as { readonly eventName?: unknown };
  const { NewImage, ApproximateCreationDateTime, ApproximateCreationDateTimePrecision } =
    changeOf(record);
  if (typeof eventName !== "string") throw notARecord();
  const createdAt = timeOf(ApproximateCreationDateTime, ApproximateCreationDateTimePrecision);
  if (eventName !== "INSERT") return { sequenceNumber, image: undefined, createdAt };
  if (typeof NewImage !== "object" || NewImage === null) {
    throw new ChangeStreamError(
      "A record of the change stream has no new image. Create the table's stream with the view type " +
        "NEW_IMAGE or NEW_AND_OLD_IMAGES.",
    );
  }
  return { sequenceNumber, image: NewImage, createdAt };
}

function changeOf(record: unknown): Readonly<Record<string, unknown>> {
  return memberOf(record, "dynamodb");
}

function memberOf(record: unknown, name: string): Readonly<Record<string, unknown>> {
  const member = isPlainObject(record) ? record[name] : undefined;
  if (!isPlainObject(member)) throw notARecord();
  return member;
}

function notARecord(): ChangeStreamError {
  return new ChangeStreamError(
    "A record is none of a DynamoDB change stream. Check the event source of the function: " +
      "dynamoDBStreamHandler takes DynamoDB Streams, kinesisHandler takes Kinesis Data Streams for DynamoDB.",
  );
}

function parseBase64(data: string): unknown {
  try {
    const binary = atob(data);
    // Not Uint8Array.from with a function, which takes ten times as long.
    const bytes = new Uint8Array(binary.length);
    for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // The cause would quote the data.
    throw notARecord();
  }
}

/** The units of Kinesis Data Streams for DynamoDB; without one, Lambda gives seconds. */
const MS_PER_UNIT = new Map<unknown, number>([
  [undefined, 1000],
  ["MILLISECOND", 1],
  ["MICROSECOND", 0.001],
]);

function timeOf(time: unknown, precision: unknown): number | undefined {
  if (time instanceof Date) return time.getTime();
  const unit = MS_PER_UNIT.get(precision);
  const ms = Number(time) * (unit ?? Number.NaN);
  return time !== null && Number.isFinite(ms) ? ms : undefined;
}
