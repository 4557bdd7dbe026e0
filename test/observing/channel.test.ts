import { channel, subscribe, unsubscribe } from "node:diagnostics_channel";
import { InvalidArgumentError, observe } from "ddb-pattern-runtime";
import { expect, onTestFinished, test } from "vitest";
import { StorageError } from "../../runtime/src/errors.js";
import {
  isObserved,
  publish,
  startTiming,
  summarizeError,
} from "../../runtime/src/observing/channel.js";
import type { RetryMessage } from "../../runtime/src/observing/messages.js";

const RETRY: RetryMessage = {
  tableName: "orders",
  operation: "save",
  reason: "contention",
  attempt: 1,
};

test("a message is created only if a program listens", () => {
  let created = 0;
  const create = () => {
    created++;
    return RETRY;
  };
  publish("ddb-pattern:retry", create);
  expect(isObserved("ddb-pattern:retry")).toBe(false);
  expect(startTiming("ddb-pattern:retry")).toBeUndefined();
  expect(created).toBe(0);

  const seen: unknown[] = [];
  const listener = (message: unknown, name: unknown) => seen.push([name, message]);
  subscribe("ddb-pattern:retry", listener);
  onTestFinished(() => void unsubscribe("ddb-pattern:retry", listener));
  publish("ddb-pattern:retry", create);
  expect(seen).toEqual([["ddb-pattern:retry", RETRY]]);
  expect(created).toBe(1);
  expect(startTiming("ddb-pattern:retry")?.()).toEqual({
    startedAt: expect.any(Number),
    durationMs: expect.any(Number),
  });
});

test("observe of the built package hears messages until it is stopped", () => {
  const attempts: number[] = [];
  const stop = observe("ddb-pattern:retry", ({ attempt }) => attempts.push(attempt));
  publish("ddb-pattern:retry", () => RETRY);
  stop();
  publish("ddb-pattern:retry", () => ({ ...RETRY, attempt: 2 }));
  expect(attempts).toEqual([1]);
  expect(channel("ddb-pattern:retry").hasSubscribers).toBe(false);
});

test("observe refuses a channel that does not exist, and a listener that is no function", () => {
  expect(() => observe("ddb-pattern:saves" as never, () => {})).toThrow(InvalidArgumentError);
  expect(() => observe("toString" as never, () => {})).toThrow(/one of ddb-pattern:save, /);
  expect(() => observe("ddb-pattern:save", undefined as never)).toThrow(InvalidArgumentError);
});

test("a summary of an error has texts of this package alone", () => {
  const cause = new Error("secret");
  expect(summarizeError(new StorageError("No such table.", cause))).toEqual({
    name: "StorageError",
    code: "storage",
    message: "No such table.",
  });
  expect(summarizeError(Object.assign(new Error("secret"), { name: "a secret" }))).toEqual({
    name: "Error",
  });
  expect(summarizeError(new TypeError("secret"))).toEqual({ name: "TypeError" });
  expect(summarizeError("secret")).toEqual({ name: "string" });
});
