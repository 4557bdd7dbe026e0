import type { LintedSchema, Rule } from "../rule.js";

export const eventWithoutWire: Rule = {
  code: "event-without-wire",
  summary: 'Most event types have a "wire", and one is stored under its own name.',
  help: 'Add "wire" before the first event is saved: what is stored keeps its type',
  readsLookups: false,
  *check({ model, valueAt }: LintedSchema) {
    const without = model.events.filter(
      ({ type }) => valueAt(["events", type, "wire"]) === undefined,
    );
    // Where many have none, old and new event types may differ on purpose.
    if (without.length * 4 > model.events.length) return;
    for (const { type } of without) {
      const message = `${type} has no "wire", as most event types have, so it is stored as "${type}".`;
      yield { path: ["events", type], message };
    }
  },
};
