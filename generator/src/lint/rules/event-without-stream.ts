import type { Rule } from "../rule.js";

export const eventWithoutStream: Rule = {
  code: "event-without-stream",
  summary: "The schema has streams, and an event type is in none of them.",
  help: "Add the event type to a stream",
  readsLookups: true,
  *check({ model, events, streamsOf }) {
    if (model.streams.length === 0) return;
    for (const event of events) {
      if (streamsOf(event).length > 0) continue;
      yield { path: ["events", event.type], message: `${event.type} is in no stream.` };
    }
  },
};
