import type { StreamKind } from "./catalogue.js";

/** What a kind of stream is, in one sentence. */
export const STREAM_KINDS: Readonly<Record<StreamKind, string>> = {
  consistent: "Its events have revisions, and a save can depend on the last one.",
  materialized: "Each event has a copy under the key of the stream, so one query reads it.",
  plain: "It stores nothing of its own: one query for each event type reads it.",
};
