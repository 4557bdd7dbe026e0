import { checkConsumer, type EventConsumer } from "./event-consumer.js";
import { eventSourcePatterns } from "./event-source-patterns.js";

/**
 * The patterns of an event source mapping for DynamoDB Streams that lets pass what a consumer or a
 * projection handles: the canonical copies of its event types, under all names that they are stored as, and all events of
 * its streams, and of other consistent streams of the same entities. Other records are not delivered, so they cost
 * nothing.
 *
 * Give them to the mapping as `Filters: patterns.map((Pattern) => ({ Pattern }))`, and change them when the
 * handlers or the schema change. If 5 patterns cannot hold all names, a pattern lets all canonical copies, or all
 * events, pass; the consumer ignores those that it does not handle.
 *
 * A consumer with checkpoints that handles some types of a consistent stream reads the events between
 * them from the table.
 *
 * @returns 1 to 5 patterns of up to 4,096 characters, as JSON.
 */
export function eventSourceFilters(consumer: EventConsumer): string[] {
  checkConsumer(consumer);
  return eventSourcePatterns(consumer.copies);
}

/**
 * The patterns of an event source mapping for Kinesis Data Streams for DynamoDB; see
 * {@link eventSourceFilters}.
 */
export function kinesisEventSourceFilters(consumer: EventConsumer): string[] {
  checkConsumer(consumer);
  return eventSourcePatterns(consumer.copies, (conditions) => ({
    data: { dynamodb: { NewImage: conditions } },
  }));
}
