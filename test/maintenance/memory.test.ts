import { describe, expect, test } from "vitest";
import { Balance } from "../../runtime/src/maintenance/balance.js";
import { digestOf } from "../../runtime/src/maintenance/digest.js";
import { HashWindow } from "../../runtime/src/maintenance/hash-window.js";

describe("a window of groups", () => {
  const names = Array.from({ length: 200 }, (_, index) => `group ${index}`);

  /** The groups that each pass takes. */
  function passes(maxBytes: number, entries: number): ReadonlyMap<string, readonly number[]>[] {
    const window = new HashWindow<number>(maxBytes);
    const taken: ReadonlyMap<string, readonly number[]>[] = [];
    do {
      for (let entry = 0; entry < entries; entry++) {
        for (const name of names) window.add(name, 100, () => entry);
      }
      taken.push(new Map(window.take()));
    } while (window.next());
    return taken;
  }

  test.each([
    [1_000_000, 1],
    [20_000, 5],
    [2_000, 50],
    [1, 199],
  ])("of %i bytes takes each group once, as a whole", (maxBytes, atLeast) => {
    const taken = passes(maxBytes, 3);
    expect(taken.length).toBeGreaterThanOrEqual(atLeast);
    const groups = taken.flatMap((groups) => [...groups]);
    expect(groups.map(([name]) => name).sort()).toEqual(names.toSorted());
    for (const [, entries] of groups) expect(entries).toEqual([0, 1, 2]);
  });

  test("holds no more than its memory, but for a group that is larger", () => {
    for (const groups of passes(20_000, 3)) {
      const bytes = [...groups].map(([name]) => 200 + 2 * name.length + 300);
      expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(20_000);
    }
  });
});

describe("a balance", () => {
  const events = Array.from({ length: 500 }, (_, index) => `event ${index}`);

  test("is even if each required fact was seen once, in any order", () => {
    const balance = new Balance(1000);
    for (const event of events) balance.see(event, "a");
    for (const event of events) balance.require(event, "b");
    for (const event of [...events].reverse()) balance.require(event, "a");
    for (const event of events) balance.see(event, "b");
    expect(balance.hasSuspects).toBe(false);
    expect(events.some((event) => balance.isSuspect(event))).toBe(false);
  });

  test.each([
    ["misses a fact", (balance: Balance) => balance.require("event 7", "a")],
    ["sees a fact too many", (balance: Balance) => balance.see("event 7", "a")],
    ["is marked", (balance: Balance) => balance.mark("event 7")],
  ])("suspects an event that %s, and those that share its bucket", (_, fault) => {
    const balance = new Balance(9 * 100);
    for (const event of events) {
      balance.see(event, "a");
      balance.require(event, "a");
    }
    fault(balance);
    expect(balance.hasSuspects).toBe(true);
    expect(balance.isSuspect("event 7")).toBe(true);
    const suspects = events.filter((event) => balance.isSuspect(event));
    expect(suspects.length).toBeLessThan(50);
  });
});

test("equal values have one digest, and others have another", () => {
  const bytes = Uint8Array.from([1, 2]);
  const value = { a: [1, "1", null, true], b: { c: bytes, d: new Set(["x", "y"]) }, e: 2n ** 70n };
  const same = {
    e: 2n ** 70n,
    b: { d: new Set(["y", "x"]), c: Uint8Array.from([1, 2]) },
    a: [1, "1", null, true],
  };
  expect(digestOf(same)).toBe(digestOf(value));
  const others = [
    { ...value, a: ["1", 1, null, true] },
    { ...value, a: [1, "1", null, false] },
    { ...value, b: { ...value.b, c: Uint8Array.from([1, 3]) } },
    { ...value, b: { ...value.b, c: [1, 2] } },
    { ...value, b: { ...value.b, d: ["x", "y"] } },
    { ...value, e: 2n ** 70n + 1n },
    { ...value, f: undefined },
    {},
    [],
    "",
    null,
  ];
  const digests = others.map(digestOf);
  expect(new Set(digests).size).toBe(others.length);
  expect(digests).not.toContain(digestOf(value));
  expect(digestOf(5)).toBe(digestOf(5n));
});
