import {
  BROKEN,
  type OrBroken,
  type RawField,
  type RawMetadataField,
  type RawType,
} from "../language/document.js";
import type { MetadataField } from "../model/model.js";
import type { Analysis } from "./analysis.js";
import { documentation } from "./type-reader.js";

/** Declares the fields of `metadata:`. Their names have no meaning: none of them is an id field. */
export function declareMetadata(analysis: Analysis): void {
  const { metadata = {} } = analysis.document;
  if (metadata === BROKEN) return;
  analysis.metadata = Object.entries(metadata).map(([name, raw]): MetadataField => {
    const type = typeOf(raw);
    return {
      name,
      type: analysis.reader.read(type, ["metadata", name]),
      isPii: isPii(raw),
      isOptional: !isRequired(raw),
      ...documentation(type),
    };
  });
}

function isRequired(raw: OrBroken<RawMetadataField>): boolean {
  return typeof raw === "object" && raw.required === true;
}

/** The type of a field: `required: true` is of the field, and a list is of an object. */
function typeOf(raw: OrBroken<RawMetadataField>): OrBroken<RawType> {
  if (typeof raw !== "object" || raw.required !== true) return raw as OrBroken<RawType>;
  const { required: _, ...type } = raw;
  return type as RawType;
}

/** Whether a field of `data` or of `metadata` holds personal data. */
export function isPii(raw: OrBroken<RawField | RawMetadataField>): boolean {
  return typeof raw === "object" && raw.pii === true;
}
