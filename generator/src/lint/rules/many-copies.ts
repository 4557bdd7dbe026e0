import { type EventModel, maxCopies } from "../../model/model.js";
import type { Rule } from "../rule.js";

/** The copies of one event above which the rule warns: each costs write units, and storage for ever. */
export const MANY_COPIES = 10;

export const manyCopies: Rule = {
  code: "many-copies",
  summary: `An event has over ${MANY_COPIES} copies.`,
  help: 'Mark id fields that no query uses with "lookup: false"',
  readsLookups: true,
  *check({ events, streamsOf }) {
    for (const event of events) {
      const streams = streamsOf(event);
      if (maxCopies(withShortLists(event), streams) <= MANY_COPIES) continue;
      const copies = maxCopies(event, streams);
      const message = `Each ${event.type} is stored as up to ${copies} copies; more than ${MANY_COPIES} are rarely useful.`;
      yield { path: ["events", event.type], message };
    }
  },
};

/** The event type with one id in each list of ids: its author has chosen the other copies by "maxItems". */
function withShortLists(event: EventModel): EventModel {
  const fields = event.fields.map((field) =>
    field.type.kind === "list" ? { ...field, type: { ...field.type, maxItems: 1 } } : field,
  );
  return { ...event, fields };
}
