import { ProjectionError } from "../errors.js";
import type { ItemCondition } from "../storage/dynamodb/conditional-writes.js";
import type { TableItem } from "../storage/table.js";
import { tableErrorOf } from "../storage/table.js";
import { quote } from "../util/quote.js";
import type { ItemStore } from "./item-store.js";
import { pointerKey, rebuildKey, type VersionName } from "./keys.js";

/** Which version of a projection readers get. */
export interface Pointer {
  readonly version: number;
  /** The version that was active before; `undefined` for the first one. */
  readonly previous: number | undefined;
}

/** @throws ProjectionError for an item that no projection wrote. */
export function pointerOf(
  projection: VersionName,
  item: TableItem | undefined,
): Pointer | undefined {
  if (item === undefined) return undefined;
  const { version, previous } = item;
  if (!isVersion(version) || !(previous === undefined || isVersion(previous))) {
    throw new ProjectionError(
      projection,
      `The item that says which version of projection ${quote(projection.name)} is active was changed by another program. Restore it.`,
    );
  }
  return { version, previous };
}

function isVersion(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

export async function readPointer(
  store: ItemStore,
  projection: VersionName,
  signal?: AbortSignal,
): Promise<Pointer | undefined> {
  const key = pointerKey(projection.name);
  const found = await store.read([key], true, signal);
  return pointerOf(projection, found.get(key));
}

/**
 * The pointer of a projection. The version that is the first to write becomes active, because no
 * other has items; but not while it is rebuilt. `undefined` until then.
 */
export async function ensurePointer(
  store: ItemStore,
  projection: VersionName,
  signal?: AbortSignal,
): Promise<Pointer | undefined> {
  const { name, version } = projection;
  const key = pointerKey(name);
  const rebuilt = rebuildKey(projection);
  const found = await store.read([key, rebuilt], true, signal);
  const before = pointerOf(projection, found.get(key));
  if (before !== undefined || found.get(rebuilt)?.isDone === false) return before;
  try {
    const item = { ...key, version };
    await store.write([{ kind: "put", item, condition: { kind: "absent" } }], signal);
    return { version, previous: undefined };
  } catch (error) {
    if (tableErrorOf(error)?.code !== "condition-failed") throw error;
    // Written by another process or, if an answer was lost, by this one.
    return readPointer(store, projection, signal);
  }
}

/**
 * Makes a version active, if the pointer is still the one that was read.
 *
 * @throws ProjectionError if another process has switched to a third version.
 */
export async function switchPointer(
  store: ItemStore,
  projection: VersionName,
  from: Pointer | undefined,
  signal?: AbortSignal,
): Promise<void> {
  const { name, version } = projection;
  if (from?.version === version) return;
  const item = {
    ...pointerKey(name),
    version,
    ...(from === undefined ? {} : { previous: from.version }),
  };
  const condition: ItemCondition =
    from === undefined
      ? { kind: "absent" }
      : { kind: "equals", attribute: "version", value: from.version };
  try {
    await store.write([{ kind: "put", item, condition }], signal);
  } catch (error) {
    if (tableErrorOf(error)?.code !== "condition-failed") throw error;
    const found = await readPointer(store, projection, signal);
    if (found?.version === version) return;
    throw new ProjectionError(
      projection,
      `Version ${version} of projection ${quote(name)} was built beside ${from === undefined ? "none" : `version ${from.version}`}, but ` +
        `version ${found?.version} has become active in the meantime. If version ${version} is to be active, run the rebuild again.`,
    );
  }
}
