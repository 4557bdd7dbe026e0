import { isMapping } from "../language/mapping.js";
import type { EventModel, Field } from "../model/model.js";
import type { Analysis } from "./analysis.js";
import { fieldPath } from "./fields.js";

/** The type that the first of the fields with an id has in the document, without its rules; `ulid` if there is none. */
export function writtenIdType(
  events: readonly EventModel[],
  hasId: (field: Field) => boolean,
  { valueAt }: Analysis,
): string {
  for (const { type, fields } of events) {
    for (const field of fields) {
      const { kind } = field.type;
      if (!hasId(field) || (kind !== "string" && kind !== "named")) continue;
      const raw = valueAt(fieldPath(type, field));
      const written = isMapping(raw) ? raw.type : raw;
      if (typeof written === "string") return written;
    }
  }
  return "ulid";
}
