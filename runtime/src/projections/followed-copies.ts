import { consistentStreamNames, type Interest } from "../consumers/copies.js";
import { InvalidArgumentError } from "../errors.js";
import { streamMembership } from "../keys/event-keys.js";
import type { Descriptor, StreamDescriptor } from "../schema/descriptor.js";
import { type Schema, schemaOf } from "../schema/schema.js";
import { quote } from "../util/quote.js";

/**
 * The copies by which a projection gets the events of its handlers. Revisions order the events of a consistent
 * stream, whichever of their copies is the canonical one: that can differ between event types, and between events of
 * one type that were saved before and after a change of the schema. So an event type of a stream is followed by its
 * copies there, and any other by its canonical copies.
 *
 * @param handled - The event types that have handlers.
 * @param named - The option `streams`, unchecked.
 * @throws InvalidArgumentError
 */
export function followedCopies(
  descriptor: Descriptor,
  handled: Iterable<string>,
  named: unknown,
): Interest {
  const schema = schemaOf(descriptor);
  const chosen = named === undefined ? undefined : namedStreams(schema, named);
  const types = new Set<string>();
  const streams = new Set<string>();
  for (const type of handled) {
    const own = consistentStreams(schema).filter(({ events }) => events.includes(type));
    const stream =
      chosen === undefined ? onlyStream(schema, type, own) : namedStream(schema, type, own, chosen);
    if (stream === undefined) types.add(type);
    else streams.add(stream.name);
  }
  const idle = [...(chosen ?? [])].find((name) => !streams.has(name));
  if (idle === undefined) return { types, streams };
  throw new InvalidArgumentError(
    `"streams" of the projection has ${quote(idle)}, and no handler is for an event type of that stream.`,
  );
}

function consistentStreams({ streams }: Schema): readonly StreamDescriptor[] {
  return Object.values(streams).filter(({ consistent }) => consistent === true);
}

/** The stream that a type is followed in if the definition names none. */
function onlyStream(
  schema: Schema,
  type: string,
  own: readonly StreamDescriptor[],
): StreamDescriptor | undefined {
  const [stream, ...others] = own;
  if (stream === undefined) return undefined;
  const { isCertain, isSingle } = streamMembership(schema, type, stream.by);
  if (others.length === 0 && isCertain && isSingle) return stream;
  const members = membersOf(schema, own);
  const reason =
    others.length > 0
      ? `is in the consistent streams ${members.map(quote).join(", ")}`
      : `can be in no stream ${quote(stream.name)}, or in several`;
  throw new InvalidArgumentError(
    `${quote(type)} ${reason}. Name the streams whose order the projection keeps, such as streams: ["${members[0]}"]. ` +
      "With streams: [], each event comes once, and the events of a stream in any order.",
  );
}

/** The stream that a type is followed in, of those that the definition names. */
function namedStream(
  schema: Schema,
  type: string,
  own: readonly StreamDescriptor[],
  chosen: ReadonlySet<string>,
): StreamDescriptor | undefined {
  const [stream, other] = own.filter(({ name }) => chosen.has(name));
  if (stream === undefined) return undefined;
  if (other !== undefined) {
    const names = membersOf(schema, [stream, other]).map(quote).join(" and ");
    throw new InvalidArgumentError(
      `${quote(type)} is in ${names} of "streams". Name one of them, or make two projections.`,
    );
  }
  // Items know the last event that changed them. An event that changed one twice would hide a conflict.
  if (streamMembership(schema, type, stream.by).isSingle) return stream;
  throw new InvalidArgumentError(
    `An event ${quote(type)} can be in several streams ${quote(stream.name)}, and a projection applies an event once. ` +
      'Leave the stream out of "streams".',
  );
}

/** The names in the schema of the streams that a definition names by their members of the client. */
function namedStreams(schema: Schema, named: unknown): ReadonlySet<string> {
  const names = consistentStreamNames(schema);
  if (!Array.isArray(named)) {
    throw new InvalidArgumentError('"streams" of the projection must be a list of streams.');
  }
  return new Set(
    named.map((member: unknown) => {
      const name = typeof member === "string" ? names.get(member) : undefined;
      if (name !== undefined) return name;
      const known = [...names.keys()].map(quote).join(", ");
      throw new InvalidArgumentError(
        `"streams" of the projection has ${typeof member === "string" ? quote(member) : "a value that is no string"}, and schema "${schema.name}" has ` +
          (known === "" ? "no consistent stream." : `the consistent streams ${known}.`),
      );
    }),
  );
}

function membersOf(schema: Schema, streams: readonly StreamDescriptor[]): string[] {
  const names = streams.map(({ name }) => name);
  return [...consistentStreamNames(schema)].flatMap(([member, name]) =>
    names.includes(name) ? [member] : [],
  );
}
