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
