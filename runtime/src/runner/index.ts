/**
 * A local runner of consumers, over the API of DynamoDB Streams.
 *
 * @module
 */
export { type RunConsumerOptions, runConsumer } from "./run-consumer.js";
