import { InvalidArgumentError } from "../errors.js";
import type { ReadContext } from "../read/pages.js";
import type { CopyReader } from "./copies.js";
import type { Sink } from "./sink.js";

/**
 * A consumer of a table's change stream: what a generated `create…EventConsumer` and a projection give.
 * Pass it to `dynamoDBStreamHandler`, `kinesisHandler`, `runConsumer` or `catchUp`. Its members are
 * internal.
 */
export interface EventConsumer {
  /** The name of its checkpoints; `undefined` without checkpoints. */
  readonly name: string | undefined;
  readonly copies: CopyReader;
  /** The events' table. Without it there are no positions, and gaps are not filled. */
  readonly table: ReadContext | undefined;
  readonly sink: Sink;
  /** The number of streams of one batch that are handled at the same time. */
  readonly concurrency: number;
}

/** @throws InvalidArgumentError for a value that is neither a consumer nor a projection. */
export function checkConsumer(consumer: EventConsumer): void {
  const { copies, sink } = (consumer ?? {}) as Partial<EventConsumer>;
  if (typeof copies?.read === "function" && typeof sink?.deliver === "function") return;
  throw new InvalidArgumentError("The first argument must be a consumer or a projection.");
}
