import { expect, test } from "vitest";
import { conformanceTests } from "../../runtime/src/storage/conformance.js";
import { MemoryTable } from "../../runtime/src/storage/memory/memory-table.js";
import {
  type CallOptions,
  ConditionFailedError,
  type EventTable,
  type ItemKey,
  type ItemPage,
  type KeyRangeQuery,
  TableError,
  type TableItem,
  type WriteAction,
} from "../../runtime/src/storage/table.js";

// A suite that passes everything proves nothing: each of these tables violates one requirement, and
// must fail.

type Fault = (right: EventTable) => Partial<EventTable>;

type Write = EventTable["write"];
type QueryPage = EventTable["queryPage"];

function writing(fault: (right: Write, ...call: Parameters<Write>) => Promise<void>): Fault {
  return (right) => ({
    write: (...call) => fault((...each) => right.write(...each), ...call),
  });
}

function reading(
  fault: (right: QueryPage, ...call: Parameters<QueryPage>) => Promise<ItemPage>,
): Fault {
  return (right) => ({
    queryPage: (...call) => fault((...each) => right.queryPage(...each), ...call),
  });
}

/** Changes what a failed write reports. */
function reporting(change: (error: Error) => unknown): Fault {
  return writing((write, ...call) =>
    write(...call).catch((error: Error) => {
      throw change(error);
    }),
  );
}

/** Changes every item that is read. */
function giving(change: (item: TableItem) => TableItem): Fault {
  return reading(async (queryPage, ...call) => {
    const page = await queryPage(...call);
    return { ...page, items: page.items.map(change) };
  });
}

const keyOf = (action: WriteAction): ItemKey =>
  action.kind === "insert" ? action.item : action.key;

const FAULTS: Readonly<Record<string, Fault>> = {
  "reports success for a taken key": writing((write, ...call) =>
    write(...call).catch((error: unknown) => {
      if (!(error instanceof ConditionFailedError)) throw error;
    }),
  ),
  "writes one action after the other": writing(async (write, actions, options) => {
    for (const action of actions) await write([action], options);
  }),
  "reports the first taken key only": reporting((error) =>
    error instanceof ConditionFailedError
      ? new ConditionFailedError(error.failures.slice(0, 1))
      : error,
  ),
  "counts actions from 1": reporting((error) =>
    error instanceof ConditionFailedError
      ? new ConditionFailedError(error.failures.map((each) => ({ ...each, index: each.index + 1 })))
      : error,
  ),
  "reports its own item instead of the existing one": writing((write, actions, options) =>
    write(actions, options).catch((error: unknown) => {
      if (!(error instanceof ConditionFailedError)) throw error;
      throw new ConditionFailedError(
        error.failures.map(({ index }) => {
          const action = actions[index];
          return { index, item: action?.kind === "insert" ? action.item : undefined };
        }),
      );
    }),
  ),
  "ignores absence checks": writing((write, actions, options) => {
    const inserts = actions.filter(({ kind }) => kind === "insert");
    return inserts.length === 0 ? Promise.resolve() : write(inserts, options);
  }),
  "writes keys that it should check": writing((write, actions, options) =>
    write(
      actions.map((action) => ({ kind: "insert", item: { ...keyOf(action), ...itemOf(action) } })),
      options,
    ),
  ),
  "looks first and writes later": (right) => {
    const seen = new Set<string>();
    return {
      async write(actions, options) {
        const keys = actions.map((action) => JSON.stringify([keyOf(action).pk, keyOf(action).sk]));
        const failures = keys.flatMap((key, index) =>
          seen.has(key) ? [{ index, item: undefined }] : [],
        );
        if (failures.length > 0) throw new ConditionFailedError(failures);
        await Promise.resolve();
        await right.write(actions, options).catch((error: unknown) => {
          if (!(error instanceof ConditionFailedError)) throw error;
        });
        for (const key of keys) seen.add(key);
      },
    };
  },
  "throws errors of other classes": reporting((error) => new Error(error.message)),
  "reports refusals as possibly written": reporting((error) =>
    error instanceof TableError
      ? new TableError(error.message, { ...error, mayBeWritten: true })
      : error,
  ),
  "calls every refusal unavailable": reporting((error) =>
    error instanceof TableError
      ? new TableError(error.message, { ...error, reason: "unavailable" })
      : error,
  ),
  "reads without the newest item": (right) => {
    let newest: TableItem | undefined;
    return {
      async write(actions, options) {
        await right.write(actions, options);
        const last = actions.at(-1);
        newest = last?.kind === "insert" ? last.item : undefined;
      },
      async queryPage(query, options) {
        const page = await right.queryPage(query, options);
        const { pk, sk } = newest ?? {};
        newest = undefined;
        return { ...page, items: page.items.filter((item) => item.pk !== pk || item.sk !== sk) };
      },
    };
  },
  "orders by UTF-16": reading(async (queryPage, query, options) => {
    const page = await queryPage(query, options);
    const sign = query.order === "asc" ? 1 : -1;
    return { ...page, items: page.items.toSorted((a, b) => (a.sk < b.sk ? -sign : sign)) };
  }),
  "has one order": withQuery((query) => ({ ...query, order: "asc" })),
  "ignores the beginning of a range": withQuery((query) => ({ ...query, from: undefined })),
  "ignores the end of a range": withQuery((query) => ({ ...query, to: undefined })),
  "leaves out the end of a range": reading(async (queryPage, query, options) => {
    const page = await queryPage(query, options);
    return { ...page, items: page.items.filter(({ sk }) => sk !== query.to) };
  }),
  "ignores the limit": withQuery((query) => ({ ...query, limit: undefined })),
  "has one item more than the limit": withQuery(({ limit, ...query }) => {
    return limit === undefined ? query : { ...query, limit: limit + 1 };
  }),
  "returns only the first page": reading(async (queryPage, ...call) => {
    const { items } = await queryPage(...call);
    return { items };
  }),
  "repeats the item that a page begins after": reading(async (queryPage, query, options) => {
    const page = await queryPage(query, options);
    const { start } = query;
    return start === undefined ? page : { ...page, items: [{ ...start }, ...page.items] };
  }),
  "forgets the range on the second page": withQuery(({ start, ...query }) =>
    start === undefined ? query : { ...query, start, from: undefined, to: undefined },
  ),
  "mixes partitions up": (right) => {
    const cut = (pk: string) => pk.replace(/::.*$/, "");
    return {
      queryPage: (query, options) => right.queryPage({ ...query, pk: cut(query.pk) }, options),
      write: (actions, options) =>
        right.write(
          actions.map((action) =>
            action.kind === "insert"
              ? { ...action, item: { ...action.item, pk: cut(action.item.pk) } }
              : action,
          ),
          options,
        ),
    };
  },
  "stores JSON": giving((item) => JSON.parse(JSON.stringify(item))),
  "returns bytes as a Buffer in base64": giving((item) =>
    item.bytes instanceof Uint8Array
      ? { ...item, bytes: Buffer.from(item.bytes).toString("base64") }
      : item,
  ),
  "keeps -0": giving((item) => (item.zero === 0 ? { ...item, zero: -0 } : item)),
  "returns its stored objects": (right) => {
    const given = new Map<string, TableItem>();
    return {
      write: right.write.bind(right),
      async queryPage(query, options) {
        const page = await right.queryPage(query, options);
        const items = page.items.map((item) => {
          const key = JSON.stringify([item.pk, item.sk]);
          given.set(key, given.get(key) ?? item);
          return given.get(key) ?? item;
        });
        return { ...page, items };
      },
    };
  },
  "accepts items of any size": splitting(
    (action) => action.kind === "insert" && isLarge(action.item),
  ),
  "accepts any number of actions": splitting((_, actions) => actions.length > 100),
  "accepts writes of any size": splitting(
    (_, actions) => actions.filter(({ kind }) => kind === "insert").length > 10,
  ),
  "accepts a key twice in a write": writing((write, actions, options) => {
    const first = new Map(
      actions.map((action) => [JSON.stringify([keyOf(action).pk, keyOf(action).sk]), action]),
    );
    return write([...first.values()], options);
  }),
  "accepts empty sort keys": writing((write, actions, options) => {
    const named = actions.filter((action) => keyOf(action).sk !== "");
    return named.length === 0 ? Promise.resolve() : write(named, options);
  }),
  "does not look at its signal": (right) => ({
    write: (actions) => right.write(actions, {}),
    queryPage: (query) => right.queryPage(query, {}),
  }),
  "reports a write as not written": (right) => ({
    async write(actions, { signal, ...options }: CallOptions) {
      await right.write(actions, options);
      if (signal?.aborted) {
        throw new TableError("Ended.", { reason: "unavailable", mayBeWritten: false, requests: 1 });
      }
    },
  }),
};

function itemOf(action: WriteAction): object {
  return action.kind === "insert" ? action.item : {};
}

function isLarge(item: TableItem): boolean {
  return String(item.text).length > 409_000;
}

function withQuery(change: (query: KeyRangeQuery) => KeyRangeQuery): Fault {
  return reading((queryPage, query, options) => queryPage(change(query), options));
}

/** Ignores the limits: drops a write that should be refused, as if it had been written. */
function splitting(
  isConcerned: (action: WriteAction, actions: readonly WriteAction[]) => boolean,
): Fault {
  return writing((write, actions, options) =>
    write(actions, options).catch((error: unknown) => {
      const isRefusal = error instanceof TableError && error.reason !== "unavailable";
      if (!isRefusal || !actions.some((action) => isConcerned(action, actions))) throw error;
    }),
  );
}

test.each(Object.entries(FAULTS))(
  "a table that %s fails the conformance tests",
  async (_, fault) => {
    const failed: string[] = [];
    for (const { name, run } of conformanceTests) {
      const right = new MemoryTable().openTable("events");
      const wrong: EventTable = {
        limits: right.limits,
        write: right.write.bind(right),
        queryPage: right.queryPage.bind(right),
        ...fault(right),
      };
      await run(async () => wrong).catch(() => failed.push(name));
    }
    expect(failed).not.toEqual([]);
  },
);
