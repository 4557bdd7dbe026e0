import type { Model } from "../model/model.js";

/** A schema without its drafts: nothing depends on the stored events of a draft yet. */
export function releasedPart(model: Model): Model {
  const events = model.events.filter(({ isDraft }) => !isDraft);
  if (events.length === model.events.length) return model;
  const streams = model.streams
    .map((stream) => ({ ...stream, events: stream.events.filter(({ isDraft }) => !isDraft) }))
    .filter((stream) => stream.events.length > 0);
  return { ...model, events, streams };
}
