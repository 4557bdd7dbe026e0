import { keysOf } from "ddb-pattern-runtime/rules";
import { hasOwnCopies, lookupPath, type Model, type StreamModel } from "../../model/model.js";
import { readsLookup, streamCall } from "../calls.js";
import type { Copy } from "../copy.js";
import { copiesOf } from "../event-copies.js";
import { unknownId } from "../given-ids.js";
import { type Statements, statementsOf } from "../statements.js";
import { type StreamKind, streamKind } from "../stream-kind.js";
import type { ExplainOptions } from "./event.js";

/** What `explain` says of a stream, as its JSON has it. */
export interface StreamExplanation {
  readonly kind: "stream";
  readonly schema: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly type: StreamKind;
  readonly by: readonly string[];
  readonly call: string;
  readonly events: readonly string[];
  /** The keys that a read queries. Names in braces are for ids that were not given. */
  readonly keys: readonly (StreamKey & Statements)[];
  /** The queries of a read of up to 1 MB under each key. */
  readonly requests: number;
  /** The same with `consistentRead`. */
  readonly consistentRequests: number;
}

interface StreamKey {
  readonly pk: string;
  readonly sk: Copy["sk"];
  /** The event types under the key. */
  readonly events: readonly string[];
}

/** Explains a stream; a message if the ids are not those that it has. */
export function explainStream(
  stream: StreamModel,
  model: Model,
  { ids, table, quote }: ExplainOptions,
): StreamExplanation | string {
  const by = lookupPath(stream.lookup);
  const wrong =
    unknownId(ids, by, `The stream ${stream.name}`) ??
    by
      .filter((modelKey) => (ids.get(modelKey)?.length ?? 0) > 1)
      .map((modelKey) => `One stream has one ${modelKey}, got ${ids.get(modelKey)?.length}.`)[0];
  if (wrong !== undefined) return wrong;
  const given = Object.fromEntries(by.map((name) => [name, ids.get(name)?.[0] ?? `{${name}}`]));
  const keys = streamKeys(stream, model, given);
  const isSingle = keys.length === 1;
  return {
    kind: "stream",
    schema: model.name,
    name: stream.name,
    description: stream.description,
    type: streamKind(stream),
    by,
    call: streamCall(stream).code,
    events: stream.events.map(({ type }) => type),
    keys: keys.map((key) => ({ ...key, ...statementsOf(table, key.pk, key.sk, quote) })),
    requests: keys.length,
    // A read of several keys first asks for the newest event of each.
    consistentRequests: isSingle ? 1 : 2 * keys.length,
  };
}

/** The keys that a read of a stream queries: its own, or those of the lookups of its types and of their aliases. */
function streamKeys(
  stream: StreamModel,
  model: Model,
  ids: Readonly<Record<string, string>>,
): StreamKey[] {
  const copies = copiesOf(model);
  const events = stream.events.map(({ type }) => type);
  const keyOf = ({ steps }: Copy, name: string) =>
    keysOf(
      [{ name, steps: steps.map(({ entity, modelKey }) => ({ entity, fields: [modelKey] })) }],
      ids,
    )[0] ?? "";
  const found = stream.events.flatMap((event) =>
    (copies.get(event.type)?.copies ?? [])
      .filter(({ source }) =>
        source.kind === "stream"
          ? source.stream.name === stream.name
          : readsLookup(stream, event, source.lookup),
      )
      .map((copy) => ({ event, copy })),
  );
  const [first] = found;
  if (first !== undefined && hasOwnCopies(stream)) {
    return [{ pk: keyOf(first.copy, first.copy.ending), sk: first.copy.sk, events }];
  }
  return found.flatMap(({ event, copy }) =>
    [copy.ending, ...event.aliases].map((name) => ({
      pk: keyOf(copy, name),
      sk: copy.sk,
      events: [event.type],
    })),
  );
}
