import { DdbPatternError } from "../errors.js";
import type { JsonValue } from "../schema/json-value.js";
import { quoteUnlessWord } from "../util/quote.js";

/** The rule that is broken: a keyword of JSON Schema, or a word of ours where it has none. */
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
  /** Ours: DynamoDB would change the value, lose it, or refuse it. */
  | "storable"
  /** Ours: the event has no id to be found by. */
  | "lookup"
  /** Ours, without a schema: an id field names no entity, or one that another field names, too. */
  | "entity"
  /** A keyword that came into the language later. */
  | (string & Record<never, never>);

/** One thing that is wrong with an event. It holds no value of the event. */
export interface EventIssue {
  /**
   * Where it is, from the event down: `["data", "lines", 0, "price"]`. Ends at a field that the schema
   * marks as personal data: the names of what is below it are personal data, too.
   */
  readonly path: readonly (string | number)[];
  readonly rule: EventRule;
  /** What the schema wants there, where one value says it: `"number"`, `["EUR", "USD"]`, `0`, `"ulid"`. */
  readonly expected?: JsonValue;
  /** What is wrong, as a clause that goes on after the path. */
  readonly message: string;
}

/** An issue that is nowhere yet. */
export type IssueReason = Omit<EventIssue, "path">;

/** More would tell nothing more, and a list of 100,000 wrong items would make a message of megabytes. */
const MAX_ISSUES = 100;

/** Which event it is, where that is not the one that the caller gave. */
interface EventDetails {
  readonly eventId?: string | undefined;
  readonly eventIndex?: number | undefined;
  /** The number of issues beyond those that are given. */
  readonly leftOut?: number;
}

/**
 * The event is not as its schema says, or cannot be stored as it is. Thrown by saves before any call,
 * and by reads under `validate: "read-and-write"`.
 */
export class EventValidationError extends DdbPatternError {
  override readonly name = "EventValidationError";
  readonly eventType: string;
  /** The stored event that was read; `undefined` for one that was to be saved. */
  readonly eventId: string | undefined;
  /** Which of the events of one `saveEvents` it is, from 0: the first that is wrong; `undefined` for a single one. */
  readonly eventIndex: number | undefined;
  /** One issue for each failing path, in the order in which the data came; the first 100. */
  readonly issues: readonly EventIssue[];
  /** How many issues there are beyond those. */
  readonly issuesLeftOut: number;

  constructor(
    eventType: string,
    issues: readonly EventIssue[],
    { eventId, eventIndex, leftOut: notGiven = 0 }: EventDetails = {},
  ) {
    const told = issues.slice(0, MAX_ISSUES);
    const leftOut = issues.length - told.length + notGiven;
    const lines = told.map(({ path, message }) => `${formatPath(path)}: ${message}`);
    if (leftOut > 0) lines.push(`and ${leftOut} more`);
    const which = eventIndex === undefined ? eventType : `${eventType} (events[${eventIndex}])`;
    const what =
      eventId === undefined
        ? `${which} cannot be saved`
        : `${which} ${quoteUnlessWord(eventId)} cannot be read`;
    super("event-validation", `${what}: ${lines.join("; ")}`);
    this.eventType = eventType;
    this.eventId = eventId;
    this.eventIndex = eventIndex;
    this.issues = told;
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
