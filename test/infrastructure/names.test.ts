import { expect, test } from "vitest";
import { queueName } from "../../generator/src/infrastructure/names.js";

test("each consumer of a table has a queue of its own, whose name SQS takes", () => {
  const table = "a.b".repeat(85);
  const consumers = ["x", "y", `${"f".repeat(63)}1`, `${"f".repeat(63)}2`];
  const names = consumers.map((consumer) => queueName(table, consumer));
  expect(new Set(names).size).toBe(consumers.length);
  for (const name of names) expect(name).toMatch(/^[\w-]{1,80}$/);
  expect(queueName("shop.events", "mail")).toBe("shop-events-mail-failed");
});
