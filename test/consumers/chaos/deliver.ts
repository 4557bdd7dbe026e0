import type { EventConsumer } from "ddb-pattern-runtime/codegen/v1";
import {
  dynamoDBStreamHandler,
  kinesisHandler,
  type StreamsEventResponse,
} from "ddb-pattern-runtime/consumers";
import type { LambdaRecord } from "./history.js";
import { type Fate, Mortal } from "./mortal.js";
import type { Random } from "./random.js";

/** How badly the records are delivered: probabilities for each batch, or for each call of a process. */
export interface Chaos extends Fate {
  /** The share of each shard, from its beginning, that has expired before the first function was there. */
  readonly expired: number;
  /** The records of the batch have expired, and never come. */
  readonly missing: number;
  /** Records before the batch come again with it. */
  readonly repeated: number;
  /** The records of the batch are in no order. */
  readonly shuffled: number;
  /** The batch is cut short: first a part of it comes. */
  readonly cut: number;
  /** The batch after this one comes first. */
  readonly early: number;
  /** Two processes get the batch at the same time. */
  readonly twice: number;
  /** The function's timeout is so near that the batch may not end. */
  readonly late: number;
  /** A shard splits after the batch. */
  readonly split: number;
}

export const CHAOS: Chaos = {
  killed: 0.001,
  lost: 0.001,
  delayed: 0.02,
  expired: 0.1,
  missing: 0.03,
  repeated: 0.1,
  shuffled: 0.1,
  cut: 0.05,
  early: 0.03,
  twice: 0.05,
  late: 0.02,
  split: 0.02,
};

export interface DeliveryOptions {
  /** In the order of the writes. */
  readonly records: readonly LambdaRecord[];
  readonly random: Random;
  readonly chaos?: Chaos;
  readonly maxBatch?: number;
  /**
   * Starts a process. What it calls outside of itself (its store, its handlers' effects) must be calls of
   * `mortal`.
   */
  readonly startProcess: (mortal: Mortal) => EventConsumer;
}

/** What happened. */
export interface DeliveryFigures {
  batches: number;
  processes: number;
  kills: number;
  missingRecords: number;
  repeatedRecords: number;
  splits: number;
  /** Batches that a function reported as failed in part. */
  partialFailures: number;
}

const SHARDS = 4;
const MAX_BATCH = 200;

/** A part of the partition keys: those whose hash modulo `modulus` is `rest`. */
interface ShardRange {
  readonly modulus: number;
  readonly rest: number;
}

/**
 * Delivers the records of a table to functions as Lambda does, and as badly as {@link Chaos} says: shard by
 * shard, several at the same time, a batch that fails again from its first failure on.
 */
export async function deliverBadly(options: DeliveryOptions): Promise<DeliveryFigures> {
  const delivery = new Delivery(options);
  const { records, chaos = CHAOS } = options;
  const shards = Array.from({ length: SHARDS }, (_, rest) => {
    const range = { modulus: SHARDS, rest };
    const own = records.filter(isIn(range));
    const left = own.slice(Math.floor(own.length * chaos.expired));
    delivery.figures.missingRecords += own.length - left.length;
    return delivery.poll(left, range);
  });
  await Promise.all(shards);
  return delivery.figures;
}

function isIn({ modulus, rest }: ShardRange) {
  return ({ dynamodb }: LambdaRecord) => hash(dynamodb.Keys.pk.S) % modulus === rest;
}

function hash(text: string): number {
  let value = 2166136261;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 16777619);
  }
  return (value ^ (value >>> 15)) >>> 0;
}

/** A function of Lambda: its process, and whether it still lives. */
interface LambdaProcess {
  readonly mortal: Mortal;
  readonly invoke: (
    records: readonly LambdaRecord[],
    remainingMs: number,
  ) => Promise<StreamsEventResponse>;
}

class Delivery {
  readonly figures: DeliveryFigures = {
    batches: 0,
    processes: 0,
    kills: 0,
    missingRecords: 0,
    repeatedRecords: 0,
    splits: 0,
    partialFailures: 0,
  };
  readonly #random: Random;
  readonly #chaos: Chaos;
  readonly #maxBatch: number;
  readonly #start: DeliveryOptions["startProcess"];

  constructor({ random, chaos = CHAOS, maxBatch = MAX_BATCH, startProcess }: DeliveryOptions) {
    this.#random = random;
    this.#chaos = chaos;
    this.#maxBatch = maxBatch;
    this.#start = startProcess;
  }

  /** Delivers the records of a shard, or of its children after it has split. */
  async poll(records: readonly LambdaRecord[], range: ShardRange): Promise<void> {
    let process = this.#newProcess();
    let next = 0;
    while (next < records.length) {
      const batch = records.slice(next, next + this.#random.between(1, this.#maxBatch));
      const end = next + batch.length;
      if (this.#random.chance(this.#chaos.missing)) {
        this.figures.missingRecords += batch.length;
        next = end;
        continue;
      }
      if (this.#random.chance(this.#chaos.early)) {
        const following = records.slice(end, end + this.#maxBatch);
        process = (await this.#invoke(process, following)).process;
      }
      if (this.#random.chance(this.#chaos.cut)) {
        const part = batch.slice(0, this.#random.between(1, batch.length));
        process = (await this.#invoke(process, part)).process;
      }
      if (this.#random.chance(this.#chaos.twice)) {
        const [first] = await Promise.all([
          this.#invoke(process, batch),
          this.#invoke(this.#newProcess(), batch),
        ]);
        process = first.process;
      }
      const { process: left, answer } = await this.#invoke(
        process,
        this.#asDelivered(records, next, end),
      );
      process = left;
      // A process that was killed does not answer, so the whole batch comes again.
      if (answer === undefined) continue;
      next = nextAfter(answer, records, next, end);
      if (next < end) this.figures.partialFailures++;
      if (this.#random.chance(this.#chaos.split)) return this.#split(records.slice(next), range);
    }
  }

  async #split(records: readonly LambdaRecord[], range: ShardRange): Promise<void> {
    this.figures.splits++;
    const { modulus, rest } = range;
    const children = [rest, rest + modulus].map((each) => ({ modulus: modulus * 2, rest: each }));
    await Promise.all(children.map((child) => this.poll(records.filter(isIn(child)), child)));
  }

  /** The batch, perhaps with records before it, perhaps in no order. */
  #asDelivered(records: readonly LambdaRecord[], start: number, end: number): LambdaRecord[] {
    let first = start;
    if (this.#random.chance(this.#chaos.repeated)) {
      first = Math.max(0, start - this.#random.between(1, this.#maxBatch));
      this.figures.repeatedRecords += start - first;
    }
    const batch = records.slice(first, end);
    return this.#random.chance(this.#chaos.shuffled) ? this.#random.shuffle(batch) : batch;
  }

  async #invoke(process: LambdaProcess, batch: readonly LambdaRecord[]) {
    this.figures.batches++;
    const remainingMs = this.#random.chance(this.#chaos.late) ? 1_001 : 60_000;
    const answer = await process.invoke(batch, remainingMs);
    if (!process.mortal.isDead) return { process, answer };
    this.figures.kills++;
    return { process: this.#newProcess(), answer: undefined };
  }

  #newProcess(): LambdaProcess {
    this.figures.processes++;
    const mortal = new Mortal(this.#random, this.#chaos);
    const consumer = this.#start(mortal);
    const onError = (error: unknown) => {
      const { name, code } = error as { readonly name?: string; readonly code?: string };
      const isExpected =
        mortal.isDead ||
        ["change-stream", "retries-exhausted"].includes(code ?? "") ||
        name === "LostError";
      if (!isExpected) throw error;
    };
    const isKinesis = this.#random.chance(0.5);
    const make = isKinesis ? kinesisHandler : dynamoDBStreamHandler;
    const handler = make(consumer, { onError });
    return {
      mortal,
      invoke: (records, remainingMs) =>
        handler(
          { Records: isKinesis ? records.map(asKinesis) : records },
          { getRemainingTimeInMillis: () => remainingMs },
        ),
    };
  }
}

/** Where Lambda goes on: at the first record in its own order that failed. */
function nextAfter(
  { batchItemFailures }: StreamsEventResponse,
  records: readonly LambdaRecord[],
  start: number,
  end: number,
): number {
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  for (let index = start; index < end; index++) {
    if (failed.has((records[index] as LambdaRecord).dynamodb.SequenceNumber)) return index;
  }
  // Only records before the batch failed: Lambda delivers from there on.
  return failed.size > 0 ? start : end;
}

function asKinesis({ eventName, dynamodb }: LambdaRecord): object {
  const { SequenceNumber, ...change } = dynamodb;
  const data = JSON.stringify({ eventName, dynamodb: change });
  return {
    kinesis: { sequenceNumber: SequenceNumber, data: Buffer.from(data).toString("base64") },
  };
}
