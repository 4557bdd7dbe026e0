import { DdbPatternError } from "../errors.js";
import type { JsonValue } from "../schema/json-value.js";
import { quoteUnlessWord } from "../util/quote.js";

/** The violated rule: a keyword of JSON Schema, or one of this package's own rules. */
export type EventRule =
  | "additionalProperties"
  | "const"
  | "enum"
  | "exclusiveMaximum"
  | "exclusiveMinimum"
  | "format"
  | "maxItems"
  | "maxLength"
  | "maximum"
  | "minItems"
  | "minLength"
  | "minimum"
  | "multipleOf"
  | "pattern"
  | "required"
  | "type"
  | "uniqueItems"
  /** Own rule: DynamoDB would change, lose or refuse the value. */
  | "storable"
  /** Own rule: the event has no id for any lookup or stream. */
  | "lookup"
  /**
   * Own rule, without a schema: an id field names no entity, or the same entity as another field.
   */
  | "entity"
  /** A keyword added to the schema language later. */
  | (string & Record<never, never>);

/** One error in an event. It contains no value of the event. */
export interface EventIssue {
  /**
   * The path from the event: `["data", "lines", 0, "price"]`. It ends at a field that the schema
   * marks as personal data, because member names below it can be personal data too.
   */
  readonly path: readonly (string | number)[];
  readonly rule: EventRule;
  /**
   * The value of the violated keyword, if one value expresses it: `"number"`, `["EUR", "USD"]`,
   * `0`, `"ulid"`.
   */
  readonly expected?: JsonValue;
  /** The error as a clause that follows the path: "must be a number". */
  readonly message: string;
}

/** An issue without its path. */
export type IssueReason = Omit<EventIssue, "path">;

/** Keeps messages short: a list of 100,000 invalid items would make a message of megabytes. */
const MAX_ISSUES = 100;

/** Identifies the event, unless the caller saved a single one. */
interface EventDetails {
  readonly eventId?: string | undefined;
  readonly eventIndex?: number | undefined;
  /** The number of issues besides those in the list. */
  readonly leftOut?: number;
}

/**
 * The event violates its schema, or DynamoDB cannot store it. Thrown by saves before any request,
 * and by reads with `validate: "read-and-write"`.
 */
export class EventValidationError extends DdbPatternError {
  override readonly name = "EventValidationError";
  /** The type of the event; `undefined` for a value that is no event of the schema. */
  readonly eventType: string | undefined;
  /** The id of the stored event, if a read threw the error; `undefined` if a save did. */
  readonly eventId: string | undefined;
  /**
   * The index of the first invalid event in the list given to `saveEvents`; `undefined` for
   * `saveEvent`.
   */
  readonly eventIndex: number | undefined;
  /** The first 100 issues: one for each failing path, in the order of the event's members. */
  readonly issues: readonly EventIssue[];
  /** The number of issues after the first 100. */
  readonly issuesLeftOut: number;

  constructor(
    eventType: string | undefined,
    issues: readonly EventIssue[],
    { eventId, eventIndex, leftOut: omitted = 0 }: EventDetails = {},
  ) {
    const shown = issues.slice(0, MAX_ISSUES);
    const leftOut = issues.length - shown.length + omitted;
    const lines = shown.map(({ path, message }) =>
      path.length === 0 ? message : `${formatPath(path)}: ${message}`,
    );
    if (leftOut > 0) lines.push(`and ${leftOut} more`);
    const subject = eventType === undefined ? "The value" : quoteUnlessWord(eventType);
    const which = eventIndex === undefined ? subject : `${subject} (events[${eventIndex}])`;
    const what =
      eventId === undefined
        ? `${which} cannot be saved`
        : `${which} ${quoteUnlessWord(eventId)} cannot be read`;
    super("event-validation", `${what}: ${lines.join("; ")}`);
    this.eventType = eventType;
    this.eventId = eventId;
    this.eventIndex = eventIndex;
    this.issues = shown;
    this.issuesLeftOut = leftOut;
  }
}

function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      return index === 0 ? step : `.${quoteUnlessWord(step)}`;
    })
    .join("");
}
