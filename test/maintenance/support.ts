import type { EventClientOptions } from "ddb-pattern-runtime";
import type { Descriptor } from "ddb-pattern-runtime/maintenance";
import { createClientOf } from "../client/descriptors.js";
import type { TestTable, UntypedClient } from "../client/support.js";

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

export function notesOf(
  descriptor: Descriptor,
  { documents, tableName }: Pick<TestTable, "documents" | "tableName">,
  options?: EventClientOptions,
): UntypedClient {
  return createClientOf(descriptor, documents, tableName, options);
}

let notes = 0;

export function taken(data: object = {}) {
  return { type: "TAKEN", data: { note_id: `n${++notes}`, user_id: "u", ...data } };
}

export function dropped(note_id: string) {
  return { type: "DROPPED", data: { note_id } };
}
