import type { Rule } from "../rule.js";

export const eventWithoutWire: Rule = {
  code: "event-without-wire",
  summary: 'Most event types have a "wire", and one is stored under its own name.',
  help: 'Add "wire" before the first event is saved: what is stored keeps its type',
  readsLookups: false,
  *check({ model: { events }, valueAt }) {
    const without = events.filter(({ type }) => valueAt(["events", type, "wire"]) === undefined);
    // Where many have none, old and new event types may differ on purpose.
    if (without.length * 4 > events.length) return;
    for (const { type, storedType } of without) {
      // An error says that two event types are stored alike.
      if (events.some((other) => other.type !== type && other.storedType === storedType)) continue;
      const message = `${type} has no "wire", as most event types have, so it is stored as "${type}".`;
      yield { path: ["events", type], message };
    }
  },
};
