import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { newEventId } from "ddb-pattern-runtime";
import { type Finding, type MaintenanceClient, verifyTable } from "ddb-pattern-runtime/maintenance";
import { expect, test } from "vitest";
import { billingDescriptor as descriptorOf2024 } from "../../schemas-example/billing/2024/events.generated.js";
import { billingDescriptor as descriptorOf2025 } from "../../schemas-example/billing/2025/events.generated.js";
import { billingDescriptor } from "../../schemas-example/billing/2026/events.generated.js";
import {
  historyOf,
  pricesOf,
  reasonsOf,
  threeYears,
  upcasters,
} from "../../schemas-example/billing/program.js";
import { run, temporaryFolder } from "../cli/support.js";
import { TABLES } from "../client/support.js";
import { ROOT } from "../emit/support.js";

const BILLING = "schemas-example/billing";

test.each(TABLES)("events of three years are read as of today: %s", async (_, open) => {
  const { documents: client, tableName } = await open();
  const subscriptionIds = [newEventId(), newEventId(), newEventId()];
  const customerId = newEventId();
  await threeYears(client, tableName, { subscriptionIds, customerId });

  const of = (index: number) => {
    return { subscription_id: subscriptionIds[index], customer_id: customerId };
  };
  const histories = await Promise.all(
    subscriptionIds.map((id) => historyOf(client, tableName, id)),
  );
  expect(
    histories.map((events) => events.map(({ type, data, revision }) => ({ type, data, revision }))),
  ).toEqual([
    // Revision 1 is a trial, which is retired.
    [
      {
        type: "SUBSCRIPTION_STARTED",
        data: { ...of(0), price: { amount: 990, currency: "EUR" }, months: 1, channel: "web" },
        revision: 2,
      },
      { type: "SUBSCRIPTION_CANCELLED", data: { ...of(0), reason: "moved" }, revision: 3 },
    ],
    [
      {
        type: "SUBSCRIPTION_STARTED",
        data: { ...of(1), price: { amount: 1200, currency: "USD" }, months: 1, channel: "web" },
        revision: 1,
      },
      { type: "SUBSCRIPTION_CANCELLED", data: { ...of(1), reason: "too dear" }, revision: 2 },
    ],
    [
      {
        type: "SUBSCRIPTION_STARTED",
        data: { ...of(2), price: { amount: 9900, currency: "GBP" }, months: 12, channel: "shop" },
        revision: 1,
      },
    ],
  ]);
  expect(await pricesOf(client, tableName, customerId)).toEqual([
    { amount: 9900, currency: "GBP", months: 12 },
    { amount: 1200, currency: "USD", months: 1 },
    { amount: 990, currency: "EUR", months: 1 },
  ]);
  expect(await reasonsOf(client, tableName, customerId)).toEqual(["moved", "too dear"]);
});

test.each(TABLES)(
  "the events of three years have all copies, and are valid: %s",
  async (_, open) => {
    const { documents, tableName } = await open();
    const subscriptionIds = [newEventId(), newEventId(), newEventId()];
    await threeYears(documents, tableName, { subscriptionIds, customerId: newEventId() });
    const findings: Finding[] = [];
    const { events } = await verifyTable(
      documents as MaintenanceClient,
      tableName,
      billingDescriptor,
      {
        released: [descriptorOf2024, descriptorOf2025, billingDescriptor],
        upcasters,
        onFinding: (finding) => findings.push(finding),
      },
    );
    expect(findings).toEqual([]);
    // Without the trial, which is retired.
    expect(events).toBeGreaterThanOrEqual(5);
  },
);

test("the lock has the release of each year, and today's schema breaks none of them", async () => {
  const today = join(BILLING, "2026", "events.yaml");
  expect(await run(["breaking", today], ROOT)).toMatchObject({ exit: 0, stdout: "" });
  const folder = temporaryFolder();
  for (const year of ["2024", "2025", "2026"]) {
    copyFileSync(join(ROOT, BILLING, year, "events.yaml"), join(folder, "events.yaml"));
    expect(await run(["release", "events.yaml"], folder)).toMatchObject({ exit: 0 });
  }
  const lock = "events.lock.yaml";
  expect(readFileSync(join(ROOT, BILLING, "2026", lock), "utf8")).toBe(
    readFileSync(join(folder, lock), "utf8"),
  );
});
