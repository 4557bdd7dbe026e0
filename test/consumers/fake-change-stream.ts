import type { ChangeStream, Shard, ShardPage } from "../../runtime/src/runner/change-stream.js";
import type { TableItem } from "../../runtime/src/storage/table.js";

interface FakeShard extends Shard {
  readonly records: readonly { readonly sequence: number; readonly record: object }[];
  isClosed: boolean;
  /** Records up to this sequence number have expired. */
  trimmed: number;
}

/** A change stream whose shards split, close and expire as tests say. */
export class FakeChangeStream implements ChangeStream {
  readonly arn: string;
  /** The calls in their order: `records a`, `iterator b`. */
  readonly calls: string[] = [];
  pageSize = 3;
  /** Fails the next calls with these errors. */
  readonly failures: Error[] = [];
  readonly #shards = new Map<string, FakeShard>();
  #sequence = 0;
  #generation = 0;

  constructor(arn = "arn:aws:dynamodb:local:000000000000:table/events/stream/1") {
    this.arn = arn;
  }

  /** Adds a shard; the parent is closed. */
  open(id: string, parent?: string): void {
    if (parent !== undefined) this.#shard(parent).isClosed = true;
    this.#shards.set(id, { id, parent, records: [], isClosed: false, trimmed: 0 });
  }

  add(id: string, items: readonly TableItem[], createdAt = new Date(1_700_000_000_000)): void {
    for (const NewImage of items) {
      const sequence = ++this.#sequence;
      const SequenceNumber = String(sequence).padStart(21, "0");
      const dynamodb = { SequenceNumber, NewImage, ApproximateCreationDateTime: createdAt };
      const record = { eventName: "INSERT", dynamodb };
      (this.#shard(id).records as object[]).push({ sequence, record });
    }
  }

  /** Closes a shard without children. */
  close(id: string): void {
    this.#shard(id).isClosed = true;
  }

  /** The records so far expire. */
  trim(id: string): void {
    const shard = this.#shard(id);
    shard.trimmed = shard.records.at(-1)?.sequence ?? 0;
  }

  /** The whole shard expires. */
  remove(id: string): void {
    this.#shards.delete(id);
  }

  expireIterators(): void {
    this.#generation++;
  }

  async shards(): Promise<readonly Shard[]> {
    this.#fail("shards");
    // DynamoDB gives shards in no promised order.
    return [...this.#shards.values()].reverse().map(({ id, parent }) => ({ id, parent }));
  }

  async iterator(id: string, after: string | undefined): Promise<string> {
    this.#fail(`iterator ${id}`);
    const { records, trimmed } = this.#shard(id);
    if (after !== undefined && Number(after) < trimmed) throw named("TrimmedDataAccessException");
    const from = after === undefined ? trimmed : Number(after);
    const index = records.findIndex(({ sequence }) => sequence > from);
    return [id, index === -1 ? records.length : index, this.#generation].join("|");
  }

  async records(iterator: string): Promise<ShardPage> {
    const [id = "", index, generation] = iterator.split("|");
    this.#fail(`records ${id}`);
    if (Number(generation) !== this.#generation) throw named("ExpiredIteratorException");
    const { records, isClosed } = this.#shard(id);
    const start = Number(index);
    const page = records.slice(start, start + this.pageSize);
    const end = start + page.length;
    const isAtEnd = isClosed && end === records.length;
    return {
      records: page.map(({ record }) => record),
      next: isAtEnd ? undefined : [id, end, generation].join("|"),
    };
  }

  #shard(id: string): FakeShard {
    const shard = this.#shards.get(id);
    if (shard === undefined) throw named("ResourceNotFoundException");
    return shard;
  }

  #fail(call: string): void {
    this.calls.push(call);
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
  }
}

function named(name: string): Error {
  return Object.assign(new Error("of the change stream"), { name });
}
