import { InvalidArgumentError } from "../errors.js";
import type { Descriptor, StreamDescriptor } from "../schema/descriptor.js";
import { schemaOf } from "../schema/schema.js";
import { fingerprintOf } from "../snapshots/fingerprint.js";
import type { FoldCode, PlainAccess, RevisionAccess } from "../streams/fold.js";
import { isPromise } from "../util/is-promise.js";
import { readMembers } from "../util/members.js";
import { describeKind, quote, quoteUnlessWord } from "../util/quote.js";
import { decide } from "./decide.js";
import type { CheckedDefinition } from "./definition.js";
import { revisionState } from "./state.js";

/** Runs the handlers of one fold. */
export class FoldRunner implements FoldCode {
  readonly descriptor: Descriptor;
  readonly stream: StreamDescriptor;
  readonly definition: CheckedDefinition;
  #fingerprint: string | undefined;

  constructor(descriptor: Descriptor, stream: StreamDescriptor, definition: CheckedDefinition) {
    this.descriptor = descriptor;
    this.stream = stream;
    this.definition = definition;
  }

  /** What snapshots of the fold depend on, besides its code. */
  get fingerprint(): string {
    this.#fingerprint ??= fingerprintOf(this.descriptor, this.stream);
    return this.#fingerprint;
  }

  initial(): unknown {
    return this.definition.initial();
  }

  apply(state: unknown, events: Iterable<object>): unknown {
    if (
      typeof (events as Partial<Iterable<object>> | null | undefined)?.[Symbol.iterator] !==
      "function"
    ) {
      throw new InvalidArgumentError(
        `A fold is applied to a list of events, not to ${describeKind(events)}.`,
      );
    }
    let next = state;
    for (const event of events) next = this.#applyOne(next, event);
    return next;
  }

  #applyOne(state: unknown, event: object): unknown {
    const { handlers, what, allowsUndefined } = this.definition;
    const { type } = Object(event) as { readonly type?: unknown };
    if (typeof type !== "string") {
      throw new InvalidArgumentError(
        `${what} is applied to events, and ${describeKind(event)} without a "type" is none.`,
      );
    }
    const handler = handlers.get(type);
    if (handler === undefined) {
      throw new InvalidArgumentError(`${what} has no handler of ${quote(type)}.`);
    }
    const next = handler(state, event);
    const of = `${what}: the handler of ${quoteUnlessWord(type)} returned`;
    if (isPromise(next)) {
      // Its rejection would end the process.
      next.then(undefined, () => {});
      throw new InvalidArgumentError(`${of} a promise. A handler returns the state itself.`);
    }
    if (next !== undefined || allowsUndefined) return next;
    throw new InvalidArgumentError(`${of} undefined. A handler returns the state after the event.`);
  }

  async plainState(access: PlainAccess, options: unknown): Promise<unknown> {
    this.#checkStream(access);
    const given = readMembers(options, "The options", STATE_OPTIONS);
    const { events } = await access.read(given);
    return { state: this.apply(this.initial(), events) };
  }

  async revisionState(access: RevisionAccess, options: unknown): Promise<unknown> {
    this.#checkStream(access);
    return revisionState(this, access, options);
  }

  async decide(access: RevisionAccess, decider: unknown, options: unknown): Promise<unknown> {
    this.#checkStream(access);
    if (typeof decider !== "function") {
      throw new InvalidArgumentError(
        `decide takes a function that returns events, not ${describeKind(decider)}.`,
      );
    }
    return decide(this, access, decider as (state: unknown) => unknown, options);
  }

  /** @throws InvalidArgumentError if the fold is of another stream, or of another schema. */
  #checkStream({ schema, stream }: Pick<PlainAccess, "schema" | "stream">): void {
    const own = schemaOf(this.descriptor);
    if (own === schema && this.stream === stream) return;
    throw new InvalidArgumentError(
      `The fold is of stream ${quote(this.stream.name)} of schema "${own.name}", not of stream ` +
        `${quote(stream.name)} of schema "${schema.name}".`,
    );
  }
}

const STATE_OPTIONS = ["consistentRead", "signal", "unknownEvents"] as const;
