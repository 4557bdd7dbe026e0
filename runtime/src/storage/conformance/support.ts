import {
  type CallOptions,
  type ConditionFailedError,
  type ConditionFailure,
  type ContentionError,
  type EventTable,
  type KeyRangeQuery,
  type TableError,
  type TableFailure,
  type TableItem,
  tableErrorOf,
  type WriteAction,
} from "../table.js";

/** A test of one requirement of the storage port. */
export interface ConformanceTest {
  readonly name: string;
  /**
   * Resolves if the table meets the requirement, and rejects with an error that describes the
   * deviation.
   *
   * @param open - Opens a table of the kind under test. The table may contain items of other tests.
   */
  run(open: () => Promise<EventTable>): Promise<void>;
}

/** A deviation of a table from the storage port. */
class ConformanceError extends Error {
  override readonly name = "ConformanceError";
}

export function fail(message: string): never {
  throw new ConformanceError(message);
}

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) fail(message);
}

export function assertEqual(actual: unknown, expected: unknown, what: string): void {
  if (isEqual(actual, expected)) return;
  fail(`${what}: expected ${show(expected)}, got ${show(actual)}.`);
}

function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    return Object.is(a, b);
  }
  if (a instanceof Uint8Array || b instanceof Uint8Array) {
    if (!(a instanceof Uint8Array && b instanceof Uint8Array)) return false;
    return a.length === b.length && a.every((byte, index) => byte === b[index]);
  }
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isEqual(member(a, name), member(b, name)))
  );
}

function member(value: object, name: string): unknown {
  return (value as Record<string, unknown>)[name];
}

const MAX_SHOWN = 300;

function show(value: unknown): string {
  const text = JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === "bigint") return `${each}n`;
    if (Object.is(each, -0)) return "-0";
    return each instanceof Uint8Array ? `bytes ${[...each].join(" ")}` : each;
  });
  return text === undefined || text.length <= MAX_SHOWN
    ? String(text)
    : `${text.slice(0, MAX_SHOWN)}…`;
}

let partitions = 0;

/** Creates a partition key that no other test uses, in this process or another. */
export function newPartition(): string {
  return `conformance-${Date.now()}-${Math.random().toString(36).slice(2)}-${++partitions}`;
}

export function insert(item: TableItem): WriteAction {
  return { kind: "insert", item };
}

export function checkAbsent(pk: string, sk: string): WriteAction {
  return { kind: "check-absent", key: { pk, sk } };
}

/** The maximum attempts of a write that meets contention. */
const MAX_ATTEMPTS = 100;

export async function write(
  table: EventTable,
  actions: readonly WriteAction[],
  options: CallOptions = {},
): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await table.write(actions, options);
    } catch (error) {
      if (tableErrorOf(error)?.code !== "contention" || attempts === MAX_ATTEMPTS) throw error;
    }
  }
}

/** The storage port's error that a call rejects with. */
export async function errorOf(
  call: Promise<unknown>,
  what: string,
): Promise<ConditionFailedError | ContentionError | TableError> {
  const error: unknown = await call.then(
    () => fail(`${what} succeeded.`),
    (reason: unknown) => reason,
  );
  if (error instanceof ConformanceError) throw error;
  const known = tableErrorOf(error);
  if (known === undefined)
    fail(`${what} failed with ${String(error)}, which is not an error of the storage port.`);
  assert(
    Number.isInteger(known.requests) && known.requests >= 0,
    `${what} failed with "requests": ${String(known.requests)}.`,
  );
  return known;
}

/** The taken keys that a write reports, by index. */
export async function failuresOf(
  call: Promise<unknown>,
  what: string,
): Promise<readonly ConditionFailure[]> {
  const error = await errorOf(call, what);
  if (error.code !== "condition-failed") {
    fail(`${what} failed with ${error.name} (${error.message}), not with ConditionFailedError.`);
  }
  return error.failures.toSorted((a, b) => a.index - b.index);
}

/** Asserts that a write is refused permanently and reports that it wrote nothing. */
export async function assertRefused(
  call: Promise<unknown>,
  reason: TableFailure["reason"],
  what: string,
): Promise<void> {
  const error = await errorOf(call, what);
  if (error.code !== "table") {
    fail(`${what} failed with ${error.name}, not with TableError.`);
  }
  assertEqual(
    { reason: error.reason, mayBeWritten: error.mayBeWritten },
    { reason, mayBeWritten: false },
    `the error of ${what}`,
  );
}

/** The maximum number of pages, so that a table whose pages never end fails. */
const MAX_PAGES = 10_000;

/** Reads all items of a query, page by page. */
export async function readAll(
  table: EventTable,
  query: Partial<KeyRangeQuery> & { readonly pk: string },
): Promise<TableItem[]> {
  const items: TableItem[] = [];
  let { start } = query;
  for (let pages = 1; pages <= MAX_PAGES; pages++) {
    const page = await table.queryPage({ order: "asc", consistentRead: true, ...query, start }, {});
    if (query.limit !== undefined) {
      assert(
        page.items.length <= query.limit,
        `A page with limit ${query.limit} has ${page.items.length} items.`,
      );
    }
    items.push(...page.items);
    if (page.next === undefined) return items;
    start = page.next;
  }
  return fail(`A query has more than ${MAX_PAGES} pages.`);
}

/** Reads the sort keys of all items of a query. */
export async function readKeys(
  table: EventTable,
  query: Partial<KeyRangeQuery> & { readonly pk: string },
): Promise<string[]> {
  return (await readAll(table, query)).map(({ sk }) => sk);
}

/** Writes items with these sort keys, one by one. */
export async function fill(table: EventTable, pk: string, keys: readonly string[]): Promise<void> {
  for (const sk of keys) await write(table, [insert({ pk, sk })]);
}
