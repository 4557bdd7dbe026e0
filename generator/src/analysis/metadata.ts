import { BROKEN, type OrBroken, type RawField } from "../language/document.js";
import type { Analysis } from "./analysis.js";
import { documentation } from "./type-reader.js";

/** Declares the fields of `metadata:`. Their names have no meaning: none of them is an id field. */
export function declareMetadata(analysis: Analysis): void {
  const { metadata = {} } = analysis.document;
  if (metadata === BROKEN) return;
  analysis.metadata = Object.entries(metadata).map(([name, raw]) => ({
    name,
    type: analysis.reader.read(raw, ["metadata", name]),
    isPii: isPii(raw),
    ...documentation(raw),
  }));
}

/** Whether a field of `data` or of `metadata` holds personal data. */
export function isPii(raw: OrBroken<RawField>): boolean {
  return typeof raw === "object" && raw.pii === true;
}
