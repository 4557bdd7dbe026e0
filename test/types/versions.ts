// Earlier versions of events, and the functions that convert them.
import type { DocumentClient } from "ddb-pattern-runtime/codegen/v1";
import {
  type BillingEventClient,
  type BillingUpcasters,
  createBillingEventClient,
  type SubscriptionStarted,
  type SubscriptionStartedV1,
  type SubscriptionStartedV2,
} from "../../schemas-example/billing/2026/events.generated.js";
import { exactly } from "./equal.js";

declare const client: DocumentClient;

const price = { amount: 990, currency: "EUR" } as const;

export function eachStepNeedsAnUpcaster(): void {
  const toV2 = ({ subscription_id, customer_id }: SubscriptionStartedV1["data"]) => {
    return { subscription_id, customer_id, price };
  };
  const toV3 = (data: SubscriptionStartedV2["data"]) => ({ ...data, months: 1 });
  const upcasters: BillingUpcasters = { SUBSCRIPTION_STARTED: { 1: toV2, 2: toV3 } };
  exactly<BillingEventClient>()(createBillingEventClient(client, "billing", { upcasters }));
  createBillingEventClient(client, "billing", { upcasters, consistentRead: true });
  // @ts-expect-error A client of this schema requires options.
  createBillingEventClient(client, "billing");
  // @ts-expect-error The options lack the upcasters.
  createBillingEventClient(client, "billing", { consistentRead: true });
  // @ts-expect-error The event type lacks its upcasters.
  createBillingEventClient(client, "billing", { upcasters: {} });
  createBillingEventClient(client, "billing", {
    // @ts-expect-error One step lacks its upcaster.
    upcasters: { SUBSCRIPTION_STARTED: { 1: toV2 } },
  });
  createBillingEventClient(client, "billing", {
    // @ts-expect-error The upcaster does not make data of the next version.
    upcasters: { SUBSCRIPTION_STARTED: { 1: toV2, 2: (data) => data } },
  });
  createBillingEventClient(client, "billing", {
    // @ts-expect-error An upcaster does not wait for anything.
    upcasters: { SUBSCRIPTION_STARTED: { 1: toV2, 2: async (data) => ({ ...data, months: 1 }) } },
  });
}

export function anUpcasterKnowsTheEvent(): BillingUpcasters {
  return {
    SUBSCRIPTION_STARTED: {
      1: (data, event) => {
        exactly<string>()(event.timestamp);
        exactly<number>()(data.price);
        return { ...data, price };
      },
      // A field with a default may be left out, as in a save.
      2: (data) => ({ ...data, months: 1, channel: "web" }),
    },
  };
}

export function theVersionsAreTypes(started: SubscriptionStarted, first: SubscriptionStartedV1) {
  exactly<string>()(started.data.channel);
  exactly<number>()(first.data.price);
}
