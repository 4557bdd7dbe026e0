import {
  type DynamoDBClient,
  ScanCommand,
  type ScanCommandInput,
  type ScanCommandOutput,
} from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { EventIdReusedError, EventTooLargeError, StorageError } from "../../errors.js";
import { encodePart } from "../../keys/key.js";
import { readPage } from "../../read/pages.js";
import { decodeItemValues } from "../../storage/dynamodb/attribute-value.js";
import { dynamoDBTable } from "../../storage/dynamodb/table.js";
import { checkedRetryPolicy } from "../../storage/retry.js";
import type { EventTable, TableItem } from "../../storage/table.js";
import { checksum } from "../../util/checksum.js";
import { mapBounded } from "../../util/map-bounded.js";
import { checkedSignal, readMembers } from "../../util/members.js";
import { isPlainObject } from "../../util/plain-object.js";
import { quote, quoteUnlessWord } from "../../util/quote.js";
import { EventValidationError } from "../../validation/validation-error.js";
import { checkedIdKey, copyKeys } from "./keys.js";
import { eventJson, insertCopy } from "./transact.js";
import type { IdKeyName } from "./types.js";

/** The counts of a migration, so far or in total. */
export interface MigrationProgress {
  /** Events found, each counted once. */
  readonly events: number;
  /** Copies that were missing and have been added. */
  readonly added: number;
  /** Copies that existed already. */
  readonly present: number;
  /** Events that cannot have the missing copies; `onProblem` reports each with its reason. */
  readonly skipped: number;
}

/** An event that cannot have the missing copies. */
export interface MigrationProblem {
  /** The key of one of the event's items. */
  readonly pk: string;
  /** The event's id. */
  readonly sk: string;
  readonly type: string;
  /** The reason, without any value of the event: "data.product_id must be a string, not number". */
  readonly reason: string;
}

export interface MigrationOptions {
  /**
   * Called after each page of the scan, and awaited. An error that it throws ends the migration.
   */
  readonly onProgress?: (progress: MigrationProgress) => unknown;
  /**
   * Called for each skipped event, and awaited. An error that it throws ends the migration. Without
   * the callback, skipped events are only counted.
   */
  readonly onProblem?: (problem: MigrationProblem) => unknown;
  /** Aborts the migration with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The number of items processed in parallel. */
const PARALLEL = 8;

const OPTIONS = ["onProgress", "onProblem", "signal"] as const;

/**
 * Adds the copies that 0.1.1 of the source library did not write: copies for an entity within a
 * partition, for ids and event types with `%` or `:`, and those that `ddbItemsFrom(event, partitionKey)` left out.
 * It reads the whole table once, and neither changes nor removes items. So it can run while others
 * write, and can be repeated after it was aborted. Run it before the first client with a schema
 * writes to the table, because it also adds copies for all four kinds of lookup to the events of
 * such clients.
 *
 * The migration skips and reports an event that cannot have the copies, and continues. Examples are
 * an event with a number as an id field, and an event whose key is taken by an event with the same
 * id and other data. It ignores streams, their guards, and items that are not events of 0.1.1.
 * Added copies have no canonical mark, because items of 0.1.1 have none.
 *
 * Costs a strongly consistent scan; a request and half a read unit for each item that is not the
 * copy for its event type alone; and, for each copy that an event should have, a request and 1
 * write unit for each KB, even if the copy exists. The item by which the scan found the event costs
 * nothing more.
 *
 * @throws InvalidArgumentError for invalid arguments, which only JavaScript callers can pass.
 * @throws RetriesExhaustedError, StorageError - the copies added so far remain. Run the migration
 *   again.
 */
export async function addMissingCopies(
  ddbClient: DynamoDBDocumentClient,
  tableName: string,
  partitionKey: IdKeyName,
  options: MigrationOptions = {},
): Promise<MigrationProgress> {
  const members = readMembers(options, "The options", OPTIONS) as MigrationOptions;
  const signal = checkedSignal(members.signal);
  const migration = new Migration(
    dynamoDBTable(ddbClient, tableName),
    checkedIdKey("partitionKey", partitionKey),
    { ...members, signal },
  );
  try {
    for await (const items of scan(ddbClient, tableName, signal)) await migration.addTo(items);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
  return migration.progress;
}

interface MigrationContext extends Omit<MigrationOptions, "signal"> {
  readonly signal: AbortSignal | undefined;
}

class Migration {
  progress: MigrationProgress = { events: 0, added: 0, present: 0, skipped: 0 };
  readonly #table: EventTable;
  readonly #partitionKey: IdKeyName;
  readonly #context: MigrationContext;
  /** Events without a copy for their type alone that another item represents. */
  readonly #withoutTypeCopy = new Set<string>();

  constructor(table: EventTable, partitionKey: IdKeyName, context: MigrationContext) {
    this.#table = table;
    this.#partitionKey = partitionKey;
    this.#context = context;
  }

  async addTo(items: readonly object[]): Promise<void> {
    await mapBounded(items.filter(isEventCopy), PARALLEL, async (item) => {
      this.#context.signal?.throwIfAborted();
      if (await this.#isRepresentative(item)) await this.#addCopies(item);
    });
    await this.#context.onProgress?.(this.progress);
  }

  /**
   * Whether the event is counted and copied when the scan finds this item: the copy for the event
   * type alone or, if there is none, the first copy that the scan finds.
   */
  async #isRepresentative(item: EventCopy): Promise<boolean> {
    const { pk, sk, type } = item;
    const text = eventJson(item);
    const event = `${checksum(text)} ${sk}`;
    if (this.#withoutTypeCopy.has(event)) return false;
    const { signal } = this.#context;
    const context = { table: this.#table, retry: checkedRetryPolicy(undefined) };
    const range = { from: sk, to: sk, order: "asc", consistentRead: false } as const;
    for (const typeKey of spellingsOf(type)) {
      if (pk === typeKey) return true;
      const [typeCopy] = (await readPage(context, { pk: typeKey, ...range }, signal)).items;
      if (typeCopy !== undefined && eventJson(typeCopy) === text) return false;
    }
    if (this.#withoutTypeCopy.has(event)) return false;
    this.#withoutTypeCopy.add(event);
    return true;
  }

  async #addCopies(item: EventCopy): Promise<void> {
    this.#count({ events: 1 });
    const { pk, canonical, ...content } = item;
    try {
      for (const key of copyKeys(item.type, item.data, this.#partitionKey)) {
        const copy = { ...content, pk: key } as EventCopy;
        const isAdded = key !== pk && (await insertCopy(this.#table, copy, this.#context.signal));
        this.#count(isAdded ? { added: 1 } : { present: 1 });
      }
    } catch (error) {
      const reason = reasonToSkip(error);
      if (reason === undefined) throw error;
      this.#count({ skipped: 1 });
      const { sk, type } = item;
      await this.#context.onProblem?.({ pk, sk, type: String(type), reason });
    }
  }

  #count({ events = 0, added = 0, present = 0, skipped = 0 }: Partial<MigrationProgress>): void {
    const { progress } = this;
    this.progress = {
      events: progress.events + events,
      added: progress.added + added,
      present: progress.present + present,
      skipped: progress.skipped + skipped,
    };
  }
}

/** A copy of an event for a lookup, as 0.1.1 writes it. */
interface EventCopy extends TableItem {
  readonly id: string;
  readonly type: string | number;
  readonly data: Record<string, unknown>;
}

/**
 * Whether an item is a copy for a lookup. Copies in streams have other keys, and guards have no
 * type.
 */
function isEventCopy(item: object): item is EventCopy {
  const { pk, sk, id, type, timestamp, data } = item as Partial<EventCopy>;
  return (
    (typeof type === "number" || (typeof type === "string" && type !== "")) &&
    typeof timestamp === "string" &&
    isPlainObject(data) &&
    id === sk &&
    spellingsOf(type).some((last) => pk === last || pk?.endsWith(`::${last}`) === true)
  );
}

/** The last part of a key for an event type: as 0.1.1 wrote it, and as this package does. */
function spellingsOf(type: string | number): readonly string[] {
  const text = String(type);
  return [...new Set([text, encodePart(text)])];
}

/**
 * The reason why an event cannot have the copies; `undefined` if the table caused the error, not
 * the event.
 */
function reasonToSkip(error: unknown): string | undefined {
  if (error instanceof EventTooLargeError || error instanceof EventIdReusedError) {
    return error.message;
  }
  if (!(error instanceof EventValidationError)) return undefined;
  const reasons = error.issues.map(({ path, message }) => {
    return `data.${quoteUnlessWord(String(path[1]))} ${message}`;
  });
  return reasons.join("; ");
}

/** The items of a table, page by page. */
async function* scan(
  ddbClient: DynamoDBDocumentClient,
  tableName: string,
  abortSignal: AbortSignal | undefined,
): AsyncGenerator<Record<string, unknown>[], void, undefined> {
  // Both clients can send the SDK's plain commands; this package decodes item values itself.
  const client = ddbClient as unknown as DynamoDBClient;
  const options = abortSignal === undefined ? {} : { abortSignal };
  const input: ScanCommandInput = { TableName: tableName, ConsistentRead: true };
  do {
    abortSignal?.throwIfAborted();
    const page = await scanPage(client, input, options);
    yield (page.Items ?? []).map(decodeItemValues);
    input.ExclusiveStartKey = page.LastEvaluatedKey;
  } while (input.ExclusiveStartKey !== undefined);
}

async function scanPage(
  client: DynamoDBClient,
  input: ScanCommandInput,
  options: { readonly abortSignal?: AbortSignal },
): Promise<Partial<ScanCommandOutput>> {
  try {
    // A stub of the client may return `undefined`.
    return (await client.send(new ScanCommand(input), options)) ?? {};
  } catch (error) {
    const name = quote(error instanceof Error ? error.name : typeof error);
    const table = quote(input.TableName);
    throw new StorageError(
      `Scan of table ${table} failed (${name}). See the error's cause.`,
      error,
    );
  }
}
