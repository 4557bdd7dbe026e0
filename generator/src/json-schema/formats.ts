/**
 * What the runtime takes for two formats that ajv-formats takes more texts for; see the runtime's `formats.ts`.
 * A test holds both sides together.
 */

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** No `urn:uuid:` in front. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** One space or `T` before the time, an offset with its colon, no hour over 23 and no minute over 59. */
const SHAPE =
  /^\d{4}-\d\d-\d\d[t ](?:[01]\d|2[0-3]):[0-5]\d:\d\d(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** What of a text that `isDateTime` of ajv-formats takes the runtime takes, too. */
export function hasShapeOfDateTime(text: string): boolean {
  return SHAPE.test(text);
}
