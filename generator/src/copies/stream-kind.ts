import type { StreamModel } from "../model/model.js";

/** How the events of a stream are stored and ordered. */
export type StreamKind = "plain" | "materialized" | "consistent";

export function streamKind({
  isConsistent,
  isMaterialized,
}: Pick<StreamModel, "isConsistent" | "isMaterialized">): StreamKind {
  if (isConsistent) return "consistent";
  return isMaterialized ? "materialized" : "plain";
}
