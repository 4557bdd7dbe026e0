import { describe, expect, test } from "vitest";
import {
  createOrdersEventClient,
  foldOrder,
} from "../../schemas-example/orders/events.generated.js";
import { TABLES } from "../client/support.js";
import { listen, messagesOf } from "../observing/support.js";
import { HANDLERS, ORDER, type Order, orderEvents } from "./orders.js";

const DECIDERS = 32;
const PAYMENT = 500;
/** The payments that an order of 10,000 cents takes. */
const PAYMENTS = 20;

const FOLDS = [
  ["without snapshots", ORDER],
  [
    "with snapshots",
    foldOrder<Order>({ ...HANDLERS, snapshots: { name: "order", version: 1, every: 4 } }),
  ],
] as const;

describe.each(TABLES)(
  "%i deciders at the same time, in %s".replace("%i", `${DECIDERS}`),
  (_, open) => {
    test.each(FOLDS)("keep the invariant, %s", async (_name, fold) => {
      const table = await open();
      const events = orderEvents();
      const { order_id } = events;
      const streamOf = () =>
        createOrdersEventClient(table.documents, table.tableName).streams.order({ order_id });
      await streamOf().decide(fold, () => [events.placed]);
      const heard = listen("ddb-pattern:decide");
      const written: Promise<void>[] = [];
      const results = await Promise.all(
        Array.from({ length: DECIDERS }, () =>
          streamOf().decide(
            fold,
            ({ owed }) => {
              expect(owed).toBeGreaterThanOrEqual(0);
              return owed >= PAYMENT ? [events.paid(PAYMENT)] : [];
            },
            { retries: PAYMENTS, waitUntil: (promise) => written.push(promise) },
          ),
        ),
      );
      await Promise.all(written);
      const saved = results.flatMap((result) => result.events);
      expect(saved).toHaveLength(PAYMENTS);
      const { state, revision } = await streamOf().state(ORDER);
      const revisions = Array.from({ length: PAYMENTS + 1 }, (_, index) => index + 1);
      expect(state).toEqual({ status: "paid", owed: 0, seen: revisions });
      expect(saved.map((event) => event.revision).sort((a, b) => a - b)).toEqual(
        revisions.slice(1),
      );
      expect((await streamOf().state(fold)).state).toEqual(state);
      for (const result of results) {
        expect(result.state.seen).toEqual(revisions.slice(0, result.revision));
      }
      expect(revision).toBe(PAYMENTS + 1);

      // A decider conflicts only with an event that was saved since it read, so its attempts are bounded.
      const attempts = messagesOf(heard, "ddb-pattern:decide").map((message) => message.attempts);
      expect(attempts).toHaveLength(DECIDERS);
      expect(Math.max(...attempts)).toBeLessThanOrEqual(PAYMENTS + 1);
      const sum = attempts.reduce((total, each) => total + each, 0);
      console.info(`${sum} attempts of ${DECIDERS} deciders for ${PAYMENTS} payments, ${_name}`);
    });
  },
);
