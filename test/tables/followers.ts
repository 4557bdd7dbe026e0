import type { EventBase } from "ddb-pattern-runtime";
import { type BankClient, collect, notesOf, type TopicIds } from "./bank.js";

/** The source and the position of a follower. */
interface Position {
  readonly topic: TopicIds;
  readonly types: readonly string[];
  readonly after?: string;
}

/** More events than any test saves. */
const MAX_EVENTS = 10_000;

/**
 * All ways to follow events of several types, by name. Each returns the events after a position.
 */
export const FOLLOWERS = {
  getEventStream: (client, at) => client.getEventStream(queryAt(at)),
  getEventPage: async (client, at) => {
    const events: EventBase[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.getEventPage({
        ...queryAt(at),
        limit: 3,
        ...(cursor === undefined ? {} : { cursor }),
      });
      events.push(...page.events);
      cursor = page.cursor;
      if (events.length > MAX_EVENTS) throw new Error("The pages do not end.");
    } while (cursor !== undefined);
    return events;
  },
  iterateEventStream: (client, at) => collect(client.iterateEventStream(queryAt(at))),
  "read of a stream": async (client, at) =>
    (await client.streams.talk(at.topic).read(optionsAt(at))).events,
  "iterate of a stream": (client, at) =>
    collect(client.streams.talk(at.topic).iterate(optionsAt(at))),
} as const satisfies Record<string, (client: BankClient, at: Position) => Promise<EventBase[]>>;

export type FollowerName = keyof typeof FOLLOWERS;

export const FOLLOWER_NAMES = Object.keys(FOLLOWERS) as FollowerName[];

function queryAt({ topic, types, after }: Position) {
  return { ...notesOf(topic, types), ...optionsAt({ after }) };
}

function optionsAt({ after }: { readonly after?: string | undefined }) {
  return after === undefined ? {} : { after };
}

/** Polls for new events until the writer is done and no event is new. */
export async function follow(
  name: FollowerName,
  client: BankClient,
  at: Omit<Position, "after">,
  isDone: () => boolean,
): Promise<EventBase[]> {
  const seen: EventBase[] = [];
  for (;;) {
    // Checked before the read, so that events saved during the last read are not missed.
    const isLast = isDone();
    const last = seen.at(-1);
    const position = last === undefined ? at : { ...at, after: last.id };
    const events = await FOLLOWERS[name](client, position);
    // Otherwise the follower would never end.
    if (last !== undefined && events.some(({ id }) => id <= last.id)) {
      throw new Error("An event came twice.");
    }
    seen.push(...events);
    if (isLast && events.length === 0) return seen;
  }
}
