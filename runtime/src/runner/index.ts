/**
 * A local runner of consumers, over the API of DynamoDB Streams.
 *
 * @module
 */
export {};
