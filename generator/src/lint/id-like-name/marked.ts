import { isMapping } from "../../language/mapping.js";

/** Whether a field says, as the schema writes it, that no query finds events by it. */
export function isMarked(raw: unknown): boolean {
  return isMapping(raw) && "lookup" in raw;
}
