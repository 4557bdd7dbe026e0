import type { EventItem } from "./event.js";
import type { AppendCondition } from "./head.js";
import type { PreparedEvent } from "./prepare.js";
import type { HeadCondition, WriteAction } from "./storage/table.js";

/** What one transaction is to do. */
export interface WritePlan {
  readonly events: readonly PreparedEvent[];
  /** The copies first, then the heads. */
  readonly actions: readonly WriteAction[];
  /** The copy that each action inserts, and whose it is; shorter than `actions` by the heads. */
  readonly copies: readonly { readonly owner: PreparedEvent; readonly copy: EventItem }[];
}

/** The inserts of all copies, one move for each consistent stream, and a check for each other condition. */
export function planWrite(
  events: readonly PreparedEvent[],
  expect: readonly AppendCondition[],
): WritePlan {
  const copies = events.flatMap((owner) => owner.copies.map((copy) => ({ owner, copy })));
  const inserts = copies.map(({ copy }): WriteAction => ({ kind: "insert", item: copy }));
  const expected = new Map(expect.map((condition) => [condition.key, condition.expected]));

  const idsByHead = new Map<string, string[]>();
  for (const { checked, event } of events) {
    for (const pk of checked.keys.heads) {
      idsByHead.set(pk, [...(idsByHead.get(pk) ?? []), event.id]);
    }
  }
  const moves = Array.from(idsByHead, ([pk, ids]): WriteAction => {
    const sorted = ids.sort();
    const condition: HeadCondition = expected.has(pk)
      ? { kind: "is", lastEventId: expected.get(pk)?.lastEventId }
      : { kind: "before", eventId: sorted[0] as string };
    const lastEventId = sorted.at(-1) as string;
    return { kind: "advance-head", pk, condition, lastEventId, added: ids.length };
  });
  const checks = Array.from(expected)
    .filter(([pk]) => !idsByHead.has(pk))
    .map(([pk, { lastEventId }]): WriteAction => {
      return { kind: "check-head", pk, condition: { kind: "is", lastEventId } };
    });
  return { events, actions: [...inserts, ...moves, ...checks], copies };
}
