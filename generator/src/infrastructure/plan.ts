/** What `table` declares: a table of events, with all that surrounds it. Every format is made from it. */
export interface Plan {
  /** The name of the table of events. */
  readonly table: string;
  /**
   * Whether the tables have a KMS key of the account; otherwise a key that AWS owns. Zero-ETL integrations accept both,
   * and not the AWS managed key. Source: "DynamoDB zero-ETL integration with Amazon Redshift" and "Cross-account
   * integration considerations with CMK", developer guide.
   */
  readonly hasOwnKey: boolean;
  /** The name of a second table, for items of projections and for checkpoints; `undefined` for none. */
  readonly projections: string | undefined;
  readonly consumers: readonly ConsumerPlan[];
}

/** A Lambda function that handles the change stream of the table. */
export interface ConsumerPlan {
  /** The name of the function. */
  readonly name: string;
  /** The patterns of its event source mapping. */
  readonly filters: readonly string[];
}

/** The key of a table. */
export const KEY_SCHEMA = [
  { name: "pk", type: "S", role: "HASH" },
  { name: "sk", type: "S", role: "RANGE" },
] as const;

/**
 * The settings of each event source mapping. Records that cannot be handled are parked by the consumer, so Lambda drops
 * none; see docs/guide/reacting.md. Records that expire after 24 hours go to the queue.
 */
export const MAPPING = {
  batchSize: 100,
  batchingWindowSeconds: 1,
  retries: -1,
  startingPosition: "TRIM_HORIZON",
  responseType: "ReportBatchItemFailures",
} as const;

/** How long a queue keeps what a mapping gave up: 14 days, the most that SQS allows. */
export const RETENTION_SECONDS: number = 14 * 24 * 3600;
