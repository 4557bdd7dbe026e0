import type { EventItem } from "../events/event.js";
import { guardKey, LAST_REVISION, revisionKey, revisionOf } from "../keys/revision.js";
import type { ConsumedUnits } from "../storage/dynamodb/metered-sender.js";
import type { ItemKey, TableItem } from "../storage/table.js";
import type { ClassifiedItem } from "./classify.js";
import { CopyAdder, type MissingCopyProblem, streamEntry } from "./copy-adder.js";
import { type EventFault, type EventGroup, groupOf, type JudgedEvent } from "./event-faults.js";
import type { CopyPlace } from "./event-places.js";
import type { Finding } from "./finding.js";
import type { TableAccess } from "./table-access.js";

/** The table that is verified: reads again what was not found, and adds what is missing. */
export class VerifiedTable {
  /** Whether missing copies are added. */
  readonly repairs: boolean;
  readonly #table: TableAccess;

  constructor(table: TableAccess, repairs: boolean) {
    this.#table = table;
    this.repairs = repairs;
  }

  get consumed(): ConsumedUnits {
    return this.#table.consumed;
  }

  /** The revisions of a stream in ranges, read strongly consistently. */
  async revisionsIn(
    pk: string,
    ranges: readonly { readonly from: number; readonly to: number }[],
  ): Promise<readonly number[]> {
    const found: number[] = [];
    for (const range of ranges) {
      const [from, to] = [revisionKey(range.from), revisionKey(range.to)];
      const query = { pk, from, to, order: "asc", consistentRead: true } as const;
      for await (const items of this.#table.query(query)) {
        found.push(...items.flatMap(({ sk }) => revisionOf(sk) ?? []));
      }
    }
    return found;
  }

  /**
   * The items of an event, with those that a scan did not find: it is not isolated from the writes
   * of events, and not strongly consistent.
   */
  async completeGroup(
    { copies, guards, taken }: EventGroup,
    { reference, places }: JudgedEvent,
    classify: (item: TableItem) => ClassifiedItem,
  ): Promise<EventGroup> {
    const id = reference?.id ?? guards[0]?.eventId ?? "";
    const keys: ItemKey[] = [
      ...(places?.byId ?? []).map(({ pk }) => ({ pk, sk: id })),
      ...(places?.guard === undefined ? [] : [{ pk: places.guard, sk: guardKey(id) }]),
      ...guards.map(({ pk, revision }) => ({ pk, sk: revisionKey(revision) })),
    ];
    const items = await this.#table.readItems(distinct(keys), true);
    for (const { pk } of places?.streams ?? []) {
      if (copies.some((copy) => copy.pk === pk)) continue;
      items.push(...(await this.#findInStream(pk, id)));
    }
    const known = new Set([...copies, ...guards, ...taken].map(keyText));
    const others = groupOf(items.filter((item) => !known.has(keyText(item))).map(classify));
    return {
      copies: [...copies, ...others.copies.filter((copy) => copy.id === id)],
      guards: [...guards, ...others.guards],
      taken: [...taken, ...others.taken],
    };
  }

  async #findInStream(pk: string, id: string): Promise<readonly TableItem[]> {
    const [from, to] = [revisionKey(1), revisionKey(LAST_REVISION)];
    const query = { pk, from, to, order: "desc", consistentRead: true } as const;
    for await (const items of this.#table.query(query)) {
      const found = items.filter((item) => item.id === id);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** Adds the copies that an event lacks. Gives the findings, with whether they were repaired. */
  async repair({ reference, places, faults }: JudgedEvent): Promise<readonly Finding[]> {
    const missing = faults.filter(({ place }) => place !== undefined);
    const outcomes = new Map<EventFault, string | undefined>();
    const lost = faults.find(({ kind }) => kind === "no-canonical");
    // The first copy that is added is the canonical one: in a consistent stream, if there is one.
    let lacksCanonical = lost !== undefined;
    const streamsFirst = missing.sort((a, b) => rankOf(a) - rankOf(b));
    for (const fault of streamsFirst) {
      const isCanonical = lacksCanonical && !isGuard(fault);
      const problem = await this.#add(fault, reference as EventItem, places?.guard, isCanonical);
      outcomes.set(fault, problem);
      if (isCanonical && problem === undefined) lacksCanonical = false;
    }
    if (lost !== undefined) {
      const problem = lacksCanonical ? "no place for a canonical copy is free" : undefined;
      outcomes.set(lost, problem);
    }
    return faults.map((fault): Finding => {
      const { place: _, detail, ...finding } = fault;
      if (!outcomes.has(fault)) return { ...finding, detail, repaired: false };
      const problem = outcomes.get(fault);
      if (problem === undefined) return { ...finding, detail, repaired: true };
      return { ...finding, detail: `${detail}; not repaired: ${problem}`, repaired: false };
    });
  }

  /** Adds a copy or a guard. Gives the reason if it cannot be added. */
  async #add(
    fault: EventFault,
    reference: EventItem,
    guard: string | undefined,
    isCanonical: boolean,
  ): Promise<string | undefined> {
    const place = fault.place as CopyPlace;
    let problem: MissingCopyProblem | undefined;
    const adder = new CopyAdder(this.#table, {
      isDryRun: false,
      appendsLate: false,
      onProblem: (each) => {
        problem = each;
      },
    });
    if (fault.sk === reference.id) {
      await adder.addCopies([{ item: reference, place, isCanonical }]);
    } else {
      const entry = streamEntry(reference, place, guard);
      await adder.addToStream(place.pk, [{ ...entry, isCanonical }]);
    }
    return problem?.reason;
  }
}

function isGuard({ sk }: EventFault): boolean {
  return sk?.startsWith(guardKey("")) === true;
}

/** Copies in streams, then copies by event id, then guards, which follow their events. */
function rankOf(fault: EventFault): number {
  if (fault.sk === undefined) return 0;
  return isGuard(fault) ? 2 : 1;
}

function distinct(keys: readonly ItemKey[]): ItemKey[] {
  return [...new Map(keys.map((key) => [keyText(key), key])).values()];
}

function keyText({ pk, sk }: ItemKey): string {
  return JSON.stringify([pk, sk]);
}
