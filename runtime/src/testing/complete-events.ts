import type { FoldRunner } from "../deciding/fold-runner.js";
import { InvalidArgumentError } from "../errors.js";
import { withDefaults } from "../events/decode.js";
import type { PlainEvent } from "../events/event.js";
import { generateEventId, timestampOf } from "../events/event-id.js";
import { decodeKey, streamMarker } from "../keys/key.js";
import { type Schema, schemaOf } from "../schema/schema.js";
import { DYNAMODB_LIMITS } from "../storage/dynamodb/limits.js";
import { describeKind, quoteUnlessWord } from "../util/quote.js";
import { type CheckedEvent, checkEvent } from "../validation/check-event.js";

/** An event that a test gives or expects, or that a decider returned. */
export interface CompletedEvent {
  readonly input: { readonly id?: string };
  /** The event as readers would get it. */
  readonly event: PlainEvent;
}

/** Makes events of inputs, as a client would store and read them. */
export class EventCompleter {
  readonly #runner: FoldRunner;
  readonly #schema: Schema;
  #revision = 0;
  /** The keys of the streams that all events so far belong to. */
  #streams: readonly string[] | undefined;

  constructor(runner: FoldRunner) {
    this.#runner = runner;
    this.#schema = withOptionalMetadata(schemaOf(runner.descriptor));
  }

  /** A completer of other events that follow the same events. */
  fork(): EventCompleter {
    const fork = new EventCompleter(this.#runner);
    fork.#revision = this.#revision;
    fork.#streams = this.#streams;
    return fork;
  }

  /**
   * Completes the next events of the stream.
   *
   * @param what - The list as the subject of a message.
   */
  complete(inputs: unknown, what: string): CompletedEvent[] {
    if (!Array.isArray(inputs)) {
      throw new InvalidArgumentError(`${what} must be a list, not ${describeKind(inputs)}.`);
    }
    const context = {
      schema: this.#schema,
      checksContent: true,
      limits: DYNAMODB_LIMITS,
      now: Date.now,
    };
    const checked = inputs.map((input, index) => checkEvent(context, input, index));
    checked.forEach((event, index) => {
      this.#checkStream(event, `${what}: events[${index}]`);
    });
    return checked.map((event) => this.#completed(event));
  }

  #completed({ type, content, givenId }: CheckedEvent): CompletedEvent {
    const id = givenId ?? generateEventId("save");
    const defaults = this.#schema.events.get(type)?.defaults ?? [];
    const data = withDefaults(content.data, defaults) as PlainEvent["data"];
    const event = { id, type, timestamp: timestampOf(id), ...content, data };
    const input = givenId === undefined ? {} : { id: givenId };
    if (this.#runner.stream.consistent !== true) return { input, event };
    this.#revision++;
    return { input, event: { ...event, revision: this.#revision } as PlainEvent };
  }

  /** @throws InvalidArgumentError for an event of another stream than the events before it. */
  #checkStream({ type, keys }: CheckedEvent, what: string): void {
    const { name, events, consistent } = this.#runner.stream;
    const of = `${what}, of type ${quoteUnlessWord(type)}, does not belong to`;
    if (!events.includes(type)) {
      throw new InvalidArgumentError(`${of} stream "${name}", which does not list its type.`);
    }
    if (consistent !== true) return;
    const marker = streamMarker(name);
    const own = keys.streams.filter((key) => decodeKey(key)?.type === marker);
    const common = this.#streams?.filter((key) => own.includes(key)) ?? own;
    if (common.length === 0) {
      throw new InvalidArgumentError(
        `${of} the stream "${name}" of the events before it: its ids differ.`,
      );
    }
    this.#streams = common;
  }
}

/** The schema without requirements on metadata, which the client of `client.with` may add. */
function withOptionalMetadata(schema: Schema): Schema {
  const { metadata } = schema;
  const { properties } = metadata?.rule ?? {};
  if (metadata === undefined || properties === undefined) return schema;
  const optional = Object.entries(properties).map(([name, rule]) => {
    return [name.endsWith("?") ? name : `${name}?`, rule] as const;
  });
  const rule = { ...metadata.rule, properties: Object.fromEntries(optional) };
  return { ...schema, metadata: { ...metadata, rule } };
}
