import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { catchUp } from "../consumers/catch-up.js";
import type { CheckpointStore } from "../consumers/checkpoints.js";
import { checkedCheckpointStore, checkedConsumerName } from "../consumers/create-consumer.js";
import { checkedErrorListener } from "../consumers/error-listener.js";
import { checkConsumer, type EventConsumer } from "../consumers/event-consumer.js";
import { InvalidArgumentError } from "../errors.js";
import { checkedPositiveInteger, checkedSignal, readMembers } from "../util/members.js";
import { openChangeStream } from "./dynamodb-change-stream.js";
import { followStream } from "./follow-stream.js";

export interface RunConsumerOptions {
  /** The client of DynamoDB Streams, of `@aws-sdk/client-dynamodb-streams`. */
  readonly streams: DynamoDBStreamsClient;
  /** The client of the events' table. */
  readonly client: DynamoDBClient | DynamoDBDocumentClient;
  /** The events' table. */
  readonly tableName: string;
  /** The store of the positions in the change stream. It can be the one of the consumer. */
  readonly checkpoints: CheckpointStore;
  /** The name of the positions. Default: the consumer's. */
  readonly name?: string;
  /** Ends the run. The promise is then fulfilled, after what is under way. */
  readonly signal?: AbortSignal;
  /**
   * Ends the run when no shard has records any more: for tests and demos with a local engine. DynamoDB of
   * AWS can answer without records before the end. Default false.
   */
  readonly stopAtEnd?: boolean;
  /**
   * Milliseconds between two requests for records of a shard that had none. Default 500. DynamoDB Streams
   * allows 5 requests a second for a shard, and 2 readers.
   */
  readonly pollMs?: number;
  /**
   * Called with each error. The runner tries again, with pauses of up to 10 seconds. Default: writes the error
   * with `console.error`.
   */
  readonly onError?: (error: unknown) => unknown;
}

const DEFAULT_POLL_MS = 500;

const OPTIONS = [
  "checkpoints",
  "client",
  "name",
  "onError",
  "pollMs",
  "signal",
  "stopAtEnd",
  "streams",
  "tableName",
] as const;

/**
 * Runs a consumer or a projection in this process: reads the change stream of the table, shard by shard,
 * each after its parent, and handles its records as a Lambda function does. For development, tests and small
 * services. Run one process for each consumer.
 *
 * The first run begins at the oldest record, at most 24 hours ago; events of streams to which nothing was
 * appended since are handled by `catchUp`. Later runs go on where the last one stopped. If
 * records have expired in the meantime, their events are handled from the table. Those without a
 * revision are then handled from a minute before the last record on, if a consumer has handlers.
 *
 * A record that fails is tried again until it succeeds: give the consumer `onParked`.
 *
 * @returns When the signal aborts, or at the end of the stream with `stopAtEnd`.
 * @throws InvalidArgumentError for invalid arguments.
 * @throws ChangeStreamError if the table has no change stream with new images, or if another process runs the
 *   consumer.
 * @throws The SDK's errors, if the stream cannot be found.
 */
export async function runConsumer(
  consumer: EventConsumer,
  options: RunConsumerOptions,
): Promise<void> {
  checkConsumer(consumer);
  const members = readMembers(options, "The options", OPTIONS);
  const { stopAtEnd = false } = members;
  const onError = checkedErrorListener(members.onError);
  if (typeof stopAtEnd !== "boolean") {
    throw new InvalidArgumentError('"stopAtEnd" must be true or false.');
  }
  const streams = checkedClient<DynamoDBStreamsClient>("streams", members.streams);
  const client = checkedClient<DynamoDBDocumentClient>("client", members.client);
  const { tableName } = members;
  if (typeof tableName !== "string" || tableName === "") {
    throw new InvalidArgumentError('"tableName" must be a string that is not empty.');
  }
  const name = members.name ?? consumer.name;
  if (name === undefined) {
    throw new InvalidArgumentError(
      'The consumer has no name: give "name", under which its positions are stored.',
    );
  }
  const signal = checkedSignal(members.signal) ?? new AbortController().signal;
  const settings = {
    checkpoints: checkedCheckpointStore(members.checkpoints),
    name: members.name === undefined ? String(name) : checkedConsumerName(name),
    pollMs: checkedPositiveInteger("pollMs", members.pollMs ?? DEFAULT_POLL_MS),
    stopAtEnd,
    signal,
    onError,
    async catchUp(since: number | undefined) {
      if (consumer.table === undefined) return;
      await catchUp(consumer, {
        client,
        tableName,
        signal,
        ...(since === undefined || consumer.sink.knowsSingleEvents === true
          ? {}
          : { withoutRevisionSince: new Date(since - MARGIN_MS) }),
      });
    },
  };
  if (signal.aborted) return;
  const stream = await openChangeStream(streams, client, tableName, signal);
  await followStream(consumer, stream, settings);
}

/** The times of events are those of writers' clocks. */
const MARGIN_MS = 60_000;

function checkedClient<Client>(name: string, client: unknown): Client {
  const { send } = (client ?? {}) as { readonly send?: unknown };
  if (typeof send === "function") return client as Client;
  throw new InvalidArgumentError(`"${name}" must be a client of the AWS SDK.`);
}
