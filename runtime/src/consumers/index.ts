/**
 * Consumers of a table's change stream: handlers for AWS Lambda, checkpoints, catching up.
 *
 * @module
 */
export { type CatchUpOptions, type CatchUpResult, catchUp } from "./catch-up.js";
export { type CheckpointStore, MemoryCheckpoints } from "./checkpoints.js";
export type {
  CheckpointedConsumerOptions,
  CommonConsumerOptions,
  ConsumerOptions,
  PlainConsumerOptions,
} from "./create-consumer.js";
export { dynamoDBCheckpoints } from "./dynamodb/checkpoints.js";
export type { EventConsumer } from "./event-consumer.js";
export { eventSourceFilters, kinesisEventSourceFilters } from "./event-source-filters.js";
export type { ConsumerHandlers } from "./handler-types.js";
export type { HandledStream, HandlerContext, StreamHandlerContext } from "./handlers-sink.js";
export {
  dynamoDBStreamHandler,
  kinesisHandler,
  type LambdaContext,
  type LambdaHandler,
  type LambdaHandlerOptions,
  type StreamsEventResponse,
} from "./lambda.js";
