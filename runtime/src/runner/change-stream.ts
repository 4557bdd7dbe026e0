/**
 * The port of a change stream: what the runner needs of DynamoDB Streams.
 *
 * A shard holds the records of some partition keys. It ends when the table splits it, or after some
 * hours; its children go on. The records of an item are in the shards in order, if each shard is read
 * after its parent.
 */
export interface ChangeStream {
  /** Identifies the stream: its ARN. Another stream of the same table has another one. */
  readonly arn: string;
  /** All shards that have records, and the open ones. */
  shards(signal: AbortSignal): Promise<readonly Shard[]>;
  /**
   * A position in a shard.
   *
   * @param after - The sequence number after which to read; `undefined`: from the oldest record on.
   * @throws An error with the name `TrimmedDataAccessException` if records after it have expired.
   */
  iterator(shard: string, after: string | undefined, signal: AbortSignal): Promise<string>;
  /**
   * Reads the next records of a shard; often none.
   *
   * @throws An error with the name `TrimmedDataAccessException` or `ExpiredIteratorException`.
   */
  records(iterator: string, signal: AbortSignal): Promise<ShardPage>;
}

export interface Shard {
  readonly id: string;
  readonly parent?: string | undefined;
}

export interface ShardPage {
  /** As the SDK gives them. */
  readonly records: readonly unknown[];
  /**
   * The position after the records; `undefined` at the end of a shard that is closed. Nothing else shows
   * that a shard has been read to its end.
   */
  readonly next: string | undefined;
}
