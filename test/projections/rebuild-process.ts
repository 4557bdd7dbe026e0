import { writeSync } from "node:fs";
import { createProjection } from "ddb-pattern-runtime/codegen/v1";
import { rebuild } from "ddb-pattern-runtime/projections";
import { connect } from "../engines/connect.js";
import { CUSTOMERS, type CustomerView, SHOP, type ShopEventMap } from "./definitions.js";

// A process that rebuilds a projection. It prints a line for each page, until it is done, or waits to be killed.

const settings: RebuildSettings = JSON.parse(process.argv[2] as string);

export interface RebuildSettings {
  readonly endpoint: string;
  readonly events: string;
  readonly items: string;
  readonly version: number;
  readonly segments: number;
  /** The number of lines after which it does nothing more; 0: never. */
  readonly stopAfter: number;
}

const { documents } = connect(settings.endpoint);
const projection = createProjection<ShopEventMap, CustomerView>(SHOP, {
  ...CUSTOMERS,
  version: settings.version,
}).connect(documents, settings.items, { events: { tableName: settings.events } });
let lines = 0;
const result = await rebuild(projection, {
  segments: settings.segments,
  onProgress: ({ phase, items }) => {
    writeSync(1, `${phase} ${items}\n`);
    if (++lines === settings.stopAfter)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
});
writeSync(1, `done ${result.items} ${result.events}\n`);
