import type { KeyLoad, SchemaLoad } from "../../cost/load.js";
import type { Month } from "../../cost/month.js";
import type { Prices } from "../../cost/prices/prices.js";
import { number, price } from "./numbers.js";
import type { Table } from "./tables.js";

/** The table of the keys of a load. */
export function loadTable({ keys }: SchemaLoad): Table {
  return {
    title: "Load of the keys in a second",
    head: ["key", "write units", "read units", "keys needed"],
    rows: keys.map((load) => [
      load.pk,
      number(load.writeUnits),
      number(load.readUnits),
      number(load.leastKeys),
    ]),
    notes: keys.flatMap(warningOf),
  };
}

function warningOf({ pk, ids, leastKeys }: KeyLoad): string[] {
  if (leastKeys === 1) return [];
  if (ids.length === 0) {
    return [
      `${pk} is one key, and passes its limit of 1,000 write units and 3,000 read units a second.`,
    ];
  }
  return [
    `${pk} stays below the limit of a key only if the load is spread over ${number(leastKeys)} or more different ${ids.at(-1)}.`,
  ];
}

/** The table of a month of all schemas. */
export function monthTable(month: Month, prices: Prices): Table {
  const total = month.writePrice + month.readPrice + month.storagePrice;
  return {
    title: "A month of this load",
    head: ["", "amount", "price"],
    rows: [
      ["write units", number(month.writeUnits), price(month.writePrice, prices)],
      ["read units", number(month.readUnits), price(month.readPrice, prices)],
      ["GB more, with their backup", number(month.newGb), price(month.storagePrice, prices)],
      ["together", "", price(total, prices)],
    ],
    notes: ["The GB are paid again in each month that follows."],
  };
}
