import { newEvent, TYPES } from "./model.mjs";

/** The measured cases: the number of items under each key, and one call. */
export const CASES = {
  save: {
    itemsPerKey: 0,
    call: (contender) => contender.save(newEvent(TYPES[0])),
  },
  read: {
    itemsPerKey: 1000,
    call: async (contender) => expectCount(await contender.read(TYPES[0]), 1000),
  },
  stream: {
    itemsPerKey: 400,
    call: async (contender) => expectCount(await contender.readStream(TYPES), 5 * 400),
  },
};

function expectCount(events, count) {
  if (events.length !== count) throw new Error(`Read ${events.length} events, not ${count}.`);
}
