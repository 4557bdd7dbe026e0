import { ChangeStreamError } from "../errors.js";
import { checkedPositiveInteger, readMembers } from "../util/members.js";
import { LONGEST_TIMER_MS } from "../util/pause.js";
import { isPlainObject } from "../util/plain-object.js";
import { type ChangeRecord, kinesisRecord, streamRecord } from "./change-record.js";
import { checkedErrorListener } from "./error-listener.js";
import { checkConsumer, type EventConsumer } from "./event-consumer.js";
import { processBatch } from "./process-batch.js";

/**
 * The answer of a function to a batch of a stream. Lambda reads it only if the event source mapping has
 * `FunctionResponseTypes: ["ReportBatchItemFailures"]`. Source: "Configuring partial batch response with
 * DynamoDB and Lambda" in Lambda's developer guide.
 */
export interface StreamsEventResponse {
  /**
   * The sequence numbers of the records that were not handled, in the order of the batch. Lambda delivers
   * the batch again from the lowest of them on. Empty: all were handled.
   */
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

/** What handlers use of Lambda's context. */
export interface LambdaContext {
  readonly getRemainingTimeInMillis?: () => number;
}

/** A handler of AWS Lambda. */
export type LambdaHandler = (
  event: unknown,
  context?: LambdaContext,
) => Promise<StreamsEventResponse>;

export interface LambdaHandlerOptions {
  /**
   * Is called for each distinct error of a batch, because Lambda does not report errors of records.
   * Default: writes the error with `console.error`, so that it is in the function's log. Errors of this package hold no
   * payload; those of handlers may.
   */
  readonly onError?: (error: unknown) => unknown;
  /**
   * Milliseconds before the function's timeout at which the batch ends: no further event begins, and the
   * rest is reported as failed, instead of the whole batch. Default 1,000.
   */
  readonly reserveMs?: number;
}

const DEFAULT_RESERVE_MS = 1_000;

/**
 * Makes the Lambda function of a consumer or a projection for DynamoDB Streams.
 *
 * Create the event source mapping with `FunctionResponseTypes: ["ReportBatchItemFailures"]`: without it Lambda takes a
 * batch as handled although records failed. Filters are made by `eventSourceFilters`. The stream's view type is NEW_IMAGE or
 * NEW_AND_OLD_IMAGES.
 *
 * @throws InvalidArgumentError for invalid arguments.
 * @throws ChangeStreamError - from the handler, for records that are none of DynamoDB Streams, or have
 *   no new image.
 */
export function dynamoDBStreamHandler(
  consumer: EventConsumer,
  options: LambdaHandlerOptions = {},
): LambdaHandler {
  return lambdaHandler(consumer, options, "dynamodb", streamRecord);
}

/**
 * Makes the Lambda function of a consumer or a projection for Kinesis Data Streams for DynamoDB, as
 * {@link dynamoDBStreamHandler} does for DynamoDB Streams. Kinesis can deliver records twice and out of
 * order: give the consumer checkpoints.
 */
export function kinesisHandler(
  consumer: EventConsumer,
  options: LambdaHandlerOptions = {},
): LambdaHandler {
  return lambdaHandler(consumer, options, "kinesis", kinesisRecord);
}

function lambdaHandler(
  consumer: EventConsumer,
  options: LambdaHandlerOptions,
  source: "dynamodb" | "kinesis",
  recordOf: (record: unknown) => ChangeRecord,
): LambdaHandler {
  checkConsumer(consumer);
  const members = readMembers(options, "The options", ["onError", "reserveMs"]);
  const onError = checkedErrorListener(members.onError);
  const reserve = checkedPositiveInteger("reserveMs", members.reserveMs ?? DEFAULT_RESERVE_MS);
  return async (event, context) => {
    const records = recordsOf(event).map(recordOf);
    const end = endOf(context, reserve);
    try {
      const { failed } = await processBatch(consumer, records, { source, signal: end.signal });
      for (const error of new Set(failed.map((each) => each.error))) await onError(error);
      return {
        batchItemFailures: failed.map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })),
      };
    } finally {
      end.clear();
    }
  };
}

function recordsOf(event: unknown): readonly unknown[] {
  const records = isPlainObject(event) ? event.Records : undefined;
  if (Array.isArray(records)) return records;
  throw new ChangeStreamError(
    'The event has no "Records": invoke the function by an event source mapping of a stream.',
  );
}

/** Aborts shortly before the function's timeout. */
function endOf(context: LambdaContext | undefined, reserve: number) {
  const left = context?.getRemainingTimeInMillis?.();
  if (left === undefined) return { signal: undefined, clear: () => {} };
  const controller = new AbortController();
  const abort = () =>
    controller.abort(
      new ChangeStreamError(
        "The function's timeout is near, so the rest of the batch is delivered again. Give the function more time, or " +
          "the event source mapping a smaller batch size.",
      ),
    );
  const timer = setTimeout(abort, Math.min(Math.max(left - reserve, 0), LONGEST_TIMER_MS));
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}
