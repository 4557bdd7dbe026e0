import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventContent } from "../../generator/src/cost/sample/sample-event.js";
import { typesByName } from "../../generator/src/model/aliases.js";
import type { EventModel, Model } from "../../generator/src/model/model.js";
import { checkSaves, checkStreams, meteredTable } from "../cost/saved.js";
import { skipReason } from "../engines/differences.js";
import { legalSchema } from "./emit-schemas.js";
import { modelOf } from "./modules.js";
import { validObject } from "./values.js";

const SCHEMAS = 300;

/** Random valid content of an event. */
function randomContent(model: Model, seed: number): (event: EventModel) => EventContent[] {
  const types = typesByName(model.types);
  return (event) => {
    const contents = fc.tuple(
      validObject(event.fields, event.isOpen, types),
      validObject(model.metadata, false, types),
    );
    return fc.sample(contents, { numRuns: 1, seed }).map(([data, metadata]) => {
      const about = Object.keys(metadata).length === 0 ? undefined : metadata;
      return { data, metadata: about } as EventContent;
    });
  };
}

test.skipIf(skipReason("consumed-capacity"))(
  "of random schemas, saves, reads and appends consume what `cost` says",
  { timeout: 600_000 },
  async () => {
    const table = await meteredTable();
    const total = { schemas: 0, saves: 0, streams: 0 };
    for (const [seed, document] of fc.sample(legalSchema, SCHEMAS).entries()) {
      const model = await modelOf(document);
      if (model === undefined) continue;
      total.schemas++;
      total.saves += await checkSaves(table, model, randomContent(model, seed));
      total.streams += await checkStreams(table, model);
    }
    expect(total.schemas).toBeGreaterThan(SCHEMAS / 2);
    expect(total.saves).toBeGreaterThan(4 * total.schemas);
    expect(total.streams).toBeGreaterThan(total.schemas / 4);
  },
);
