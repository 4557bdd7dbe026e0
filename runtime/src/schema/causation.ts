/** The metadata fields that hold the id of the event that caused another one. */
export const CAUSATION_FIELDS: readonly string[] = ["causation_id", "causationId"];
