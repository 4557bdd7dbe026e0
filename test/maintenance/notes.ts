import type { Descriptor } from "ddb-pattern-runtime/maintenance";

/** Notes with one lookup, and no stream under its own key. */
export const NOTES_1: Descriptor = {
  codegen: 1,
  name: "Notes",
  events: {
    TAKEN: {
      data: { note_id: "string", user_id: "string", "tag_id?": "string", "text?": "string" },
      lookups: [["note_id"]],
    },
    DROPPED: { data: { note_id: "string", "text?": "string" }, lookups: [["note_id"]] },
  },
  streams: { note: { name: "note", by: ["note_id"], events: ["TAKEN", "DROPPED"] } },
};

/** The same with further lookups, a materialized and a consistent stream. */
export const NOTES_2: Descriptor = {
  ...NOTES_1,
  events: {
    TAKEN: {
      data: { note_id: "string", user_id: "string", "tag_id?": "string", "text?": "string" },
      lookups: [["note_id"], ["user_id"], ["tag_id"]],
    },
    DROPPED: { data: { note_id: "string", "text?": "string" }, lookups: [["note_id"]] },
  },
  streams: {
    ...NOTES_1.streams,
    log: { name: "log", by: ["note_id"], events: ["TAKEN", "DROPPED"], materialized: true },
    order: { name: "order", by: ["note_id"], events: ["TAKEN", "DROPPED"], consistent: true },
  },
};

/** The same, with an event type that has copies in a consistent stream alone. */
export const NOTES_3: Descriptor = {
  ...NOTES_2,
  events: {
    ...NOTES_2.events,
    MOVED: { data: { note_id: "string" }, lookups: [] },
  },
  streams: {
    ...NOTES_2.streams,
    order: {
      name: "order",
      by: ["note_id"],
      events: ["TAKEN", "DROPPED", "MOVED"],
      consistent: true,
    },
  },
};
