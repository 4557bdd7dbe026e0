import type { DynamoDBSender } from "./sender.js";

/** The capacity that calls consumed, in units. */
export interface ConsumedUnits {
  readonly readUnits: number;
  readonly writeUnits: number;
}

interface Capacity {
  readonly CapacityUnits?: number | undefined;
}

interface MeteredAnswer {
  readonly ConsumedCapacity?: Capacity | readonly Capacity[] | undefined;
}

interface ConfiguredSender extends DynamoDBSender {
  readonly config?: { readonly requestHandler?: unknown };
}

const WRITES = new Set(["PutItemCommand", "TransactWriteItemsCommand"]);

/**
 * Sends through a client, and asks the table what each call consumed. A write that a condition
 * refused consumes units too, but DynamoDB does not report them.
 */
export function meteredSender(
  client: DynamoDBSender,
  onConsumed: (units: ConsumedUnits) => void,
): DynamoDBSender {
  const { config } = client as ConfiguredSender;
  const sender: ConfiguredSender = {
    // Calls through this sender and through the client share the client's sockets. Its other
    // settings are left out: the sender caches no middleware.
    config: { requestHandler: config?.requestHandler },
    async send(command, options) {
      Object.assign(command.input, { ReturnConsumedCapacity: "TOTAL" });
      const answer = await client.send(command, options);
      const { ConsumedCapacity } = (answer ?? {}) as MeteredAnswer;
      // Stubs, and some engines, report nothing.
      if (ConsumedCapacity === undefined) return answer;
      const units = [ConsumedCapacity]
        .flat()
        .reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      const isWrite = WRITES.has(command.constructor.name);
      onConsumed(
        isWrite ? { readUnits: 0, writeUnits: units } : { readUnits: units, writeUnits: 0 },
      );
      return answer;
    },
  };
  return sender;
}
