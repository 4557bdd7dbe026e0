import {
  CONTRACT_KEY,
  type Contract,
  contractItem,
  contractOf,
  contractQuery,
} from "../contract/contract.js";
import { nextContract, type Release } from "../contract/next-contract.js";
import type { Descriptor } from "../schema/descriptor.js";
import type { ItemKey } from "../storage/table.js";
import { isSameValue } from "../validation/storable.js";
import { type MaintenanceClient, TableAccess } from "./table-access.js";

/** The options of `readContract`. */
export interface ReadContractOptions {
  /** Aborts the call with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The options of `releaseContract`. */
export interface ReleaseOptions extends Release, ReadContractOptions {}

/** The result of a release. */
export interface ReleaseResult {
  /**
   * `"written"`: the contract was appended to the table. `"unchanged"`: the table had the same
   * contract already. `"overtaken"`: another process appended a contract meanwhile, so that nothing
   * was written; compare with it, and release again.
   */
  readonly status: "written" | "unchanged" | "overtaken";
  /** The table's contract after the call. */
  readonly contract: Contract;
}

/**
 * Reads the contract of a schema in a table; `undefined` if it has none. Costs one strongly
 * consistent query of one item.
 *
 * @param schema - The schema's name.
 * @throws ContractError if a later version of this package wrote the contract.
 * @throws StorageError, RetriesExhaustedError
 */
export function readContract(
  client: MaintenanceClient,
  tableName: string,
  schema: string,
  { signal }: ReadContractOptions = {},
): Promise<Contract | undefined> {
  return newestContract(new TableAccess(client, tableName, { signal }), schema);
}

export async function newestContract(
  table: TableAccess,
  schema: string,
): Promise<Contract | undefined> {
  const [item] = (await table.queryPage(contractQuery(schema))).items;
  return item && contractOf(item, table.tableName);
}

/**
 * Appends the contract of a released schema to a table. Lookups and streams that were complete stay
 * complete. New ones are complete if the table has no events that they could lack: of event types
 * that the contract did not have or, without a contract, in a table without events. The others are
 * incomplete until `reindex` has completed them.
 *
 * Release before the writers of this schema are deployed. Reindex after those of earlier schemas have
 * stopped: an event that an earlier schema saves later lacks the new copies.
 *
 * Costs a query of one item and a write of one item; without an earlier contract, also a scan up to
 * the first event.
 *
 * @throws ContractError if a later version of this package wrote the contract.
 * @throws StorageError, RetriesExhaustedError
 */
export async function releaseContract(
  client: MaintenanceClient,
  tableName: string,
  descriptor: Descriptor,
  { release, shapes, signal }: ReleaseOptions,
): Promise<ReleaseResult> {
  const table = new TableAccess(client, tableName, { signal });
  const previous = await newestContract(table, descriptor.name);
  const isEmpty = previous === undefined && (await hasNoEvents(table));
  const time = new Date().toISOString();
  const contract = nextContract(previous, descriptor, { release, shapes }, time, isEmpty);
  if (previous !== undefined && isSameContract(previous, contract)) {
    return { status: "unchanged", contract: previous };
  }
  return appendContract(table, contract);
}

/** Appends a contract, unless another process has appended one with its number. */
export async function appendContract(
  table: TableAccess,
  contract: Contract,
): Promise<ReleaseResult> {
  const taken = await table.insert(contractItem(contract));
  if (taken === undefined) return { status: "written", contract };
  const found = (await newestContract(table, contract.schema)) as Contract;
  return { status: isSameContract(found, contract) ? "unchanged" : "overtaken", contract: found };
}

/** Whether two contracts promise the same. */
function isSameContract(a: Contract, b: Contract): boolean {
  const { number: _a, time: _c, ...promised } = a;
  const { number: _b, time: _d, ...others } = b;
  return isSameValue(promised, others);
}

/** Whether the table has no items but contracts. */
async function hasNoEvents(table: TableAccess): Promise<boolean> {
  let start: ItemKey | undefined;
  do {
    const query = { segment: 0, segments: 1, consistentRead: true, limit: FIRST_ITEMS, start };
    const { items, next } = await table.scanPage(query);
    if (items.some(({ pk }) => pk !== CONTRACT_KEY)) return false;
    start = next;
  } while (start !== undefined);
  return true;
}

const FIRST_ITEMS = 10;
