import type { DocumentClient, WithRevision } from "ddb-pattern-runtime/codegen/v1";
import { createBillingEventClient as createClientOf2024 } from "./2024/events.generated.js";
import { createBillingEventClient as createClientOf2025 } from "./2025/events.generated.js";
import {
  type BillingSubscriptionEvents,
  type BillingUpcasters,
  createBillingEventClient,
} from "./2026/events.generated.js";

/** How events of earlier versions become events of today. */
export const upcasters: BillingUpcasters = {
  SUBSCRIPTION_STARTED: {
    1: ({ price, ...data }) => ({
      ...data,
      price: { amount: Math.round(price * 100), currency: "EUR" },
    }),
    2: (data) => ({ ...data, months: 1 }),
  },
};

/** Saves one subscription as the program of each year did. */
export async function threeYears(
  client: DocumentClient,
  tableName: string,
  { subscriptionIds, customerId }: { subscriptionIds: string[]; customerId: string },
): Promise<void> {
  const [first = "", second = "", third = ""] = subscriptionIds;
  const of = (subscription_id: string) => ({ subscription_id, customer_id: customerId });

  const in2024 = createClientOf2024(client, tableName);
  await in2024.saveEvents([
    { type: "TRIAL_STARTED", data: { ...of(first), days: 14 } },
    { type: "SUBSCRIPTION_STARTED", data: { ...of(first), price: 9.9 } },
    { type: "SUBSCRIPTION_ENDED", data: { ...of(first), why: "moved" } },
  ]);

  const in2025 = createClientOf2025(client, tableName, {
    upcasters: {
      SUBSCRIPTION_STARTED: {
        1: ({ price, ...data }) => ({
          ...data,
          price: { amount: Math.round(price * 100), currency: "EUR" },
        }),
      },
    },
  });
  await in2025.saveEvents([
    {
      type: "SUBSCRIPTION_STARTED",
      data: { ...of(second), price: { amount: 1200, currency: "USD" } },
    },
    { type: "SUBSCRIPTION_CANCELLED", data: { ...of(second), reason: "too dear" } },
  ]);

  const today = createBillingEventClient(client, tableName, { upcasters });
  await today.saveEvent({
    type: "SUBSCRIPTION_STARTED",
    data: { ...of(third), price: { amount: 9900, currency: "GBP" }, months: 12, channel: "shop" },
  });
}

/** The history of a subscription, whatever program saved its events. */
export async function historyOf(
  client: DocumentClient,
  tableName: string,
  subscription_id: string,
): Promise<WithRevision<BillingSubscriptionEvents>[]> {
  const billing = createBillingEventClient(client, tableName, { upcasters });
  const { events } = await billing.streams.subscription({ subscription_id }).read();
  return events;
}

/** The price of each subscription that a customer ever started, newest first. */
export async function pricesOf(client: DocumentClient, tableName: string, customerId: string) {
  const billing = createBillingEventClient(client, tableName, { upcasters });
  const started = await billing.getLatestEvents({
    eventType: "SUBSCRIPTION_STARTED",
    modelKey: "customer_id",
    modelId: customerId,
    order: "desc",
    consistentRead: true,
  });
  return started.map(({ data: { price, months } }) => ({ ...price, months }));
}

/** The reasons for which a customer's subscriptions were cancelled: one is stored under the former name. */
export async function reasonsOf(client: DocumentClient, tableName: string, customerId: string) {
  const billing = createBillingEventClient(client, tableName, { upcasters });
  const cancelled = await billing.getLatestEvents({
    eventType: "SUBSCRIPTION_CANCELLED",
    modelKey: "customer_id",
    modelId: customerId,
    consistentRead: true,
  });
  return cancelled.map(({ data }) => data.reason);
}
