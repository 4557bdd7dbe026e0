import type { EventCost } from "../../cost/event-cost.js";
import { type Prices, writePrice } from "../../cost/prices/prices.js";
import type { SchemaCost } from "../../cost/schema-cost.js";
import { number, price, range } from "./numbers.js";
import type { Table } from "./tables.js";

const MILLION = 1_000_000;

/** The tables of a schema. */
export function schemaTables(cost: SchemaCost, prices: Prices, streamLength: number): Table[] {
  const events = [...cost.events.values()];
  return [
    savesTable(events, prices),
    copiesTable(events, prices),
    ...(cost.streams.length === 0 ? [] : [readsTable(cost, streamLength)]),
    ...appendsTable(cost),
    ...unreadTable(cost),
  ];
}

function savesTable(events: readonly EventCost[], prices: Prices): Table {
  const rows = events.map(({ copies, saves, plainUnits }) => {
    const { least, typical, most } = saves;
    const cost = writePrice(typical.writeUnits * MILLION, prices);
    const plain = writePrice(plainUnits * MILLION, prices);
    return [
      copies.event.type,
      range(least.items.length, most.items.length),
      number(typical.bytes),
      number(typical.writeUnits),
      least.writeUnits === most.writeUnits ? "" : range(least.writeUnits, most.writeUnits),
      price(cost, prices),
      price(plain, prices),
      `${number(typical.writeUnits / plainUnits)}x`,
    ];
  });
  const guarded = events.filter(({ guardUnits }) => guardUnits > 0);
  return {
    title: "Saving an event",
    head: [
      "event type",
      "items",
      "bytes",
      "write units",
      "from least to most",
      "a million",
      "stored once",
      "ratio",
    ],
    rows,
    notes:
      guarded.length === 0
        ? []
        : [
            `With an id of the caller, a save also writes a guard: ${guarded.map(({ copies, guardUnits }) => `${copies.event.type} ${number(guardUnits)}`).join(", ")} write units more.`,
          ],
  };
}

function copiesTable(events: readonly EventCost[], prices: Prices): Table {
  const rows = events.flatMap(({ copies, added }) =>
    added.map(({ copy, items, bytes, writeUnits }) => [
      copy.source.kind === "stream" ? `${copy.pk} (${copies.event.type})` : copy.pk,
      number(items),
      number(bytes),
      number(writeUnits),
      price(writePrice(writeUnits * MILLION, prices), prices),
    ]),
  );
  return {
    title: "What each lookup and stream adds to it",
    head: ["key", "items", "bytes", "write units", "a million"],
    rows,
    notes: [],
  };
}

function readsTable({ streams }: SchemaCost, length: number): Table {
  const rows = streams.map(({ stream, read, consistentRead }) => [
    stream.name,
    number(read.requests),
    number(read.units),
    number(consistentRead.requests),
    number(consistentRead.units),
  ]);
  return {
    title: `Reading a stream of ${number(length)} events`,
    head: ["stream", "requests", "read units", "consistent requests", "read units"],
    rows,
    notes: [],
  };
}

function appendsTable({ streams }: SchemaCost): Table[] {
  const rows = streams.flatMap(({ stream, appends }) =>
    appends.map(({ event, writeUnits, lastRevision, conflict, refusal }) => [
      `${stream.name} ${event.type}`,
      number(writeUnits),
      number(lastRevision.units),
      `${number(conflict.writeUnits)} + ${number(conflict.readUnits)}`,
      number(refusal.writeUnits),
    ]),
  );
  if (rows.length === 0) return [];
  return [
    {
      title: "Appending to a consistent stream",
      head: ["stream and event type", "write units", "first, reads", "conflict", "refused"],
      rows,
      notes: [
        "The first append of a client to a stream that it has not read asks for the last revision.",
        "Conflict: without `expect`, another writer took the revision: write and read units of the refused write, one read, and the write.",
        "Refused: with `expect`, another writer appended: the refused write alone.",
      ],
    },
  ];
}

function unreadTable({ unreadLookups }: SchemaCost): Table[] {
  if (unreadLookups.length === 0) return [];
  return [
    {
      title: "Lookups that no stream reads",
      head: ["key"],
      rows: unreadLookups.map(({ copy }) => [copy.pk]),
      notes: ["Queries of programs are not known here. A lookup without any can be removed."],
    },
  ];
}
