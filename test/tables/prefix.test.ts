import { MemoryTable } from "ddb-pattern-runtime/memory";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EventTable, TableProvider } from "../../runtime/src/storage/table.js";
import { bankClient, idsOf, NOTES, newTopic } from "./bank.js";
import { FOLLOWER_NAMES, type FollowerName, follow } from "./followers.js";

/**
 * A writer that saves events one after another, and followers that poll for new events. With
 * `consistentRead` no follower misses an event, even if its queries are slow.
 */

const typesOf = (count: number) => NOTES.slice(0, count);

describe.each([2, 5])("with a concurrent writer of %i event types and random latency", (count) => {
  const EVENTS = 500;

  test(`each kind of follower sees all of ${EVENTS} events, in order`, async () => {
    const table = new MemoryTable({ latencyMs: 4 });
    const writer = bankClient(table, "events");
    const topic = newTopic();
    const types = typesOf(count);
    const saved: string[] = [];
    const write = async () => {
      for (let turn = 0; turn < EVENTS; turn++) {
        const type = types[(turn * turn + (turn >> 3)) % count] as string;
        saved.push((await writer.saveEvent({ type, data: { ...topic, turn } })).id);
      }
    };
    const following = FOLLOWER_NAMES.map(async (name) => {
      const client = bankClient(table, "events", { consistentRead: true });
      const seen = await follow(name, client, { topic, types }, () => saved.length === EVENTS);
      return [name, idsOf(seen)] as const;
    });
    const [, ...all] = await Promise.all([write(), ...following]);
    for (const [name, seen] of all) expect({ name, seen }).toEqual({ name, seen: saved });
  });
});

describe("with concurrent calls executed in any order", () => {
  class LostEvents extends Error {}

  /** Executes each call when the scheduler runs it. */
  function scheduled(table: EventTable, scheduler: fc.Scheduler): TableProvider {
    const turn = (name: string) => scheduler.schedule(Promise.resolve(), name);
    const slow: EventTable = {
      limits: table.limits,
      write: async (...args) => {
        await turn("write");
        return table.write(...args);
      },
      queryPage: async (...args) => {
        await turn(`query ${args[0].pk.split("::").at(-1)}`);
        return table.queryPage(...args);
      },
    };
    return { openTable: () => slow };
  }

  /**
   * Reports the greatest possible id as the newest event of each key, which disables the common end
   * of reads.
   */
  function withoutBound(table: EventTable): EventTable {
    return {
      ...table,
      queryPage: (query, options) =>
        query.order === "desc" && query.limit === 1
          ? Promise.resolve({ items: [{ pk: query.pk, sk: "7".padEnd(26, "Z") }] })
          : table.queryPage(query, options),
      write: (...args) => table.write(...args),
    };
  }

  interface Trial {
    readonly name: FollowerName;
    readonly consistentRead?: boolean;
    readonly behaviour?: (table: EventTable) => EventTable;
  }

  /** Runs a writer and a follower concurrently. Throws if the follower misses an event. */
  const trial = ({ name, consistentRead = true, behaviour = (table) => table }: Trial) =>
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.nat(2), { minLength: 4, maxLength: 10 }),
      async (scheduler, turns) => {
        const inner = new MemoryTable().openTable("events");
        const writer = bankClient(scheduled(inner, scheduler), "events");
        const reader = bankClient(scheduled(behaviour(inner), scheduler), "events", {
          consistentRead,
        });
        const topic = newTopic();
        const types = typesOf(3);
        const saved: string[] = [];
        const write = async () => {
          for (const turn of turns) {
            const type = types[turn] as string;
            saved.push((await writer.saveEvent({ type, data: { ...topic } })).id);
          }
        };
        const isDone = () => saved.length === turns.length;
        const reading = follow(name, reader, { topic, types }, isDone);
        const [seen] = await scheduler.waitFor(Promise.all([reading, write()]));
        if (idsOf(seen).join() !== saved.join()) throw new LostEvents("The follower lost events.");
      },
    );

  test.each(FOLLOWER_NAMES)("a follower that uses %s loses no event", async (name) => {
    await fc.assert(trial({ name }), { numRuns: 150 });
  });

  // Without the common end the same run loses events, so the tests above can fail.
  test.each([
    ["without consistentRead", { consistentRead: false }],
    ["if reads were not bounded by the newest event", { behaviour: withoutBound }],
  ])("%s, the same followers lose events", async (_, mutation) => {
    for (const name of FOLLOWER_NAMES) {
      const result = await fc.check(trial({ name, ...mutation }), {
        numRuns: 1_000,
        endOnFailure: true,
      });
      expect({ name, error: result.errorInstance }).toEqual({
        name,
        error: expect.any(LostEvents),
      });
    }
  });
});
