import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { CheckpointStore, EventConsumer } from "ddb-pattern-runtime/consumers";
import { createOrdersEventClient, createOrdersEventConsumer } from "./events.generated.js";
import { OrderError, order, ship } from "./order.js";
import { traced, traceMetadata } from "./tracing.js";

/** A company that brings parcels. */
export interface Carrier {
  /** Books a parcel. With a key that was used before, it gives the parcel of that time. */
  book(key: string, order_id: string): Promise<{ readonly parcel_id: string }>;
  /** Gives a parcel up; nothing happens if it was given up before. */
  giveUp(parcel_id: string): Promise<void>;
}

export interface ShippingOptions {
  readonly client: DynamoDBDocumentClient;
  /** The table of the events. */
  readonly tableName: string;
  readonly checkpoints: CheckpointStore;
}

/**
 * Books a parcel for each order that is paid, and saves that it is shipped. The events are the outbox: what
 * was saved reaches the carrier, also if this process dies in between. It may then be called again, so the
 * carrier gets the event's id as a key, and the order decides whether it is shipped already.
 */
export function createShipping(carrier: Carrier, options: ShippingOptions): EventConsumer {
  const orders = createOrdersEventClient(options.client, options.tableName);
  return createOrdersEventConsumer(
    {
      ORDER_PAID: traced(async (event, { effect }) => {
        const { order_id } = event.data;
        await effect(async () => {
          const { parcel_id } = await carrier.book(event.id, order_id);
          const { streams } = orders.causedBy(event).with({ metadata: traceMetadata() });
          try {
            await streams.order({ order_id }).decide(order, ship(order_id, parcel_id));
          } catch (error) {
            // The order was cancelled in the meantime.
            if (!(error instanceof OrderError)) throw error;
            await carrier.giveUp(parcel_id);
          }
        });
      }),
    },
    {
      ...options,
      name: "shipping",
      onParked: ({ id, type }, error) => console.error(`${type} ${id} needs a person:`, error),
    },
  );
}
