import type { EventCost, SaveCost } from "../../cost/event-cost.js";
import type { SchemaLoad } from "../../cost/load.js";
import type { Month } from "../../cost/month.js";
import { type Prices, writePrice } from "../../cost/prices/prices.js";
import type { SchemaCost } from "../../cost/schema-cost.js";
import type { StreamCost } from "../../cost/stream-cost.js";
import { jsonText } from "../../diagnostics/render/json.js";

const MILLION = 1_000_000;

/** A schema of a report. */
export interface ReportedSchema {
  readonly file: string;
  readonly cost: SchemaCost;
  /** `undefined` if no rates are given. */
  readonly load: SchemaLoad | undefined;
}

/** All figures for programs. */
export function costJson(
  schemas: readonly ReportedSchema[],
  prices: Prices,
  streamLength: number,
  month: Month | undefined,
): string {
  const document = {
    version: 1,
    prices,
    streamLength,
    schemas: schemas.map(({ file, cost, load }) => ({
      schema: cost.model.name,
      file,
      events: [...cost.events.values()].map((event) => eventJson(event, prices)),
      streams: cost.streams.map(streamJson),
      unreadLookups: cost.unreadLookups.map(({ event, copy }) => ({
        event: event.copies.event.type,
        pk: copy.pk,
      })),
      load,
    })),
    month,
  };
  return jsonText(document);
}

function eventJson(
  { copies, dataBytes, saves, plainUnits, guardUnits, added }: EventCost,
  prices: Prices,
) {
  const saveJson = ({ items, bytes, writeUnits }: SaveCost) => ({
    items: items.length,
    bytes,
    writeUnits,
    pricePerMillion: writePrice(writeUnits * MILLION, prices),
  });
  return {
    event: copies.event.type,
    dataBytes,
    least: saveJson(saves.least),
    typical: saveJson(saves.typical),
    most: saveJson(saves.most),
    storedOnce: {
      writeUnits: plainUnits,
      pricePerMillion: writePrice(plainUnits * MILLION, prices),
    },
    guardWriteUnits: guardUnits,
    copies: added.map(({ copy, items, bytes, writeUnits }) => ({
      pk: copy.pk,
      items,
      bytes,
      writeUnits,
      pricePerMillion: writePrice(writeUnits * MILLION, prices),
    })),
  };
}

function streamJson({ stream, read, consistentRead, appends }: StreamCost) {
  return {
    stream: stream.name,
    read,
    consistentRead,
    appends: appends.map(({ event, ...units }) => ({ event: event.type, ...units })),
  };
}
