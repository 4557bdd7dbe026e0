import {
  type AppendCondition,
  DdbPatternError,
  type EventPage,
  type ImportOutcome,
  type StreamHead,
} from "ddb-pattern-runtime";
import type { DocumentClient } from "ddb-pattern-runtime/codegen/v1";
import fc from "fast-check";
import { expect } from "vitest";
import { timeOf } from "../../runtime/src/events/event-id.js";
import { type BankEvent, collect } from "./bank.js";
import {
  type Condition,
  conditionOn,
  eventOf,
  type Given,
  isGenerated,
  Model,
  type Range,
} from "./model.js";
import { ACCOUNTS, BANKS, CAMPAIGNS, OLD_WORLD, type WorldClient, worldClient } from "./world.js";

/** The clock time at which every workload starts. */
const START = Date.UTC(2026, 0, 1);

// Accounts, ids, heads and earlier commands are chosen from a few, so that commands conflict often.
const few = (count: number) => fc.nat(count - 1);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** A valid value, or sometimes an invalid one. */
function mostly<Good, Bad>(good: readonly Good[], bad: Bad): fc.Arbitrary<Good | Bad> {
  const rarely = { weight: 1, arbitrary: fc.constant(bad) };
  return fc.oneof({ weight: 49, arbitrary: fc.constantFrom(...good) }, rarely);
}

/** Mostly `undefined`. */
function sometimes<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, value);
}

/** Mostly one account, so that commands conflict; sometimes an account with an unusual id. */
const anyBank = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.constant(1));
const anyAccount = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, few(ACCOUNTS.length));

const TYPES = ["DEPOSITED", "WITHDRAWN", "TRANSFERRED", "OPENED", "FROZEN"] as const;
const MEMO = { to: ["m1", { für: null }], by: "m0" };
const METADATA = [undefined, undefined, {}, { by: "m0", gone: undefined }, MEMO];

const draft = fc.record({
  type: mostly(TYPES, "FORGED"),
  bank: anyBank,
  account: anyAccount,
  to: maybe(few(ACCOUNTS.length)),
  campaign: mostly([undefined, ...CAMPAIGNS], ""),
  amount: mostly([0, 1], Number.NaN),
  metadata: mostly(METADATA, { by: Number.NaN }),
  given: maybe(few(4)),
  isLowerCase: mostly([false], true),
  isOfTheFuture: mostly([false], true),
  extra: mostly([{}], { typ: "WITHDRAWN" }),
});

const range = {
  limit: mostly([undefined, undefined, undefined, 1, 2, 3, 100], 0),
  order: fc.constantFrom(undefined, "asc", "desc"),
  consistentRead: fc.constantFrom(undefined, true, false),
};

const idRange = fc.record({ ...range, after: sometimes(few(20)), before: sometimes(few(20)) });

const revisionRange = fc.record({
  ...range,
  after: sometimes(mostly([0, 1, 2, 3, 5, 9], -1)),
  before: sometimes(mostly([0, 1, 2, 3, 4, 9], 1.5)),
});

/** The stream, by ids that may be unusual. */
const consistentStream = fc.record({
  name: fc.constantFrom("account", "account", "campaign"),
  bank: anyBank,
  which: anyAccount,
});

const condition = fc.record({
  stream: consistentStream,
  /** The index of a known head of the stream; `undefined` for an empty stream. */
  head: maybe(few(9)),
  /** Whether the head can belong to any stream. */
  isAnyHead: mostly([false], true),
  isFromJson: fc.boolean(),
});

/** The clients: three writers, each with its own clock, and two readers with the old schema. */
const reader = fc.oneof({ weight: 2, arbitrary: few(3) }, fc.constantFrom(3, 4));

const save = fc.record({
  kind: fc.constantFrom("save", "save", "single", "import"),
  writer: fc.oneof({ weight: 9, arbitrary: few(3) }, fc.constant(3)),
  drafts: fc.array(draft, { maxLength: 5, size: "max" }),
  expect: fc.array(condition, { maxLength: 2 }),
});

const query = fc.record({
  kind: fc.constantFrom("latest", "all", "merged", "iterated", "pages"),
  reader,
  types: fc.oneof(
    {
      weight: 5,
      arbitrary: fc.constantFrom<string[]>(
        ["DEPOSITED"],
        ["DEPOSITED", "WITHDRAWN"],
        ["TRANSFERRED", "WITHDRAWN", "DEPOSITED"],
        ["FROZEN", "TRANSFERRED"],
      ),
    },
    fc.uniqueArray(mostly<string, string>(TYPES, "FORGED"), { minLength: 1, maxLength: 4 }),
  ),
  bank: fc.oneof({ weight: 5, arbitrary: anyBank }, fc.constant(undefined)),
  account: fc.oneof({ weight: 3, arbitrary: anyAccount }, fc.constant(undefined)),
  range: idRange,
});

const command = fc.record({
  /** The time by which the clocks advance or step back. */
  step: fc.constantFrom(1_000, 1_000, 1_000, 0, -7_000, 60_000),
  does: fc.oneof(
    { weight: 4, arbitrary: fc.record({ save }) },
    { weight: 1, arbitrary: fc.record({ repeat: few(9) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        saveAgain: fc.uniqueArray(few(20), { minLength: 1, maxLength: 2 }),
        also: fc.array(draft, { maxLength: 2 }),
        writer: few(3),
        expect: fc.array(condition, { maxLength: 2 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        consistent: consistentStream,
        reader,
        range: revisionRange,
        isIterated: fc.boolean(),
        unknownEvents: fc.constantFrom(undefined, undefined, "skip", "throw"),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        other: fc.constantFrom("statement", "movements"),
        bank: anyBank,
        which: anyAccount,
        reader,
        range: idRange,
        isIterated: fc.boolean(),
      }),
    },
    { weight: 3, arbitrary: fc.record({ query }) },
  ),
});

type ValueOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;
type Draft = ValueOf<typeof draft>;
type Save = ValueOf<typeof save>;
type Query = ValueOf<typeof query>;
type ConsistentStream = ValueOf<typeof consistentStream>;
export type Command = ValueOf<typeof command>;

export const workloads: fc.Arbitrary<Command[]> = fc.array(command, {
  minLength: 5,
  maxLength: 40,
  size: "max",
});

// No two clocks show the same time, so that generated ids have the same order on all tables.
const CLOCKS = [0, -600_001, 600_002, 3, 4];

/** Whether a client's reads throw for unknown types or skip them. */
const READERS = [
  { isOld: false, unknownEvents: "throw" },
  { isOld: false, unknownEvents: "throw" },
  { isOld: false, unknownEvents: "throw" },
  { isOld: true, unknownEvents: "throw" },
  { isOld: true, unknownEvents: "skip" },
] as const;

/** The result of a workload on a table. */
export interface WorkloadResult {
  /** The result of every command, including errors. */
  readonly answers: readonly unknown[];
  readonly model: Model;
}

/**
 * Runs a workload on a table, and compares every result with the model's.
 *
 * @throws The first failed assertion.
 */
export async function runWorkload(
  workload: readonly Command[],
  table: DocumentClient,
  tableName: string,
): Promise<WorkloadResult> {
  const session = new Session(table, tableName);
  const answers: unknown[] = [];
  for (const each of workload) answers.push(await session.run(each));
  return { answers, model: session.model };
}

interface SaveCall {
  readonly kind: Save["kind"];
  readonly writer: number;
  readonly events: readonly Given[];
  /** Conditions as arguments, and as data of the model. */
  readonly expect: readonly (readonly [AppendCondition, Condition])[];
}

class Session {
  readonly model = new Model();
  readonly #clients: readonly WorldClient[];
  readonly #saves: SaveCall[] = [];
  readonly #ids: string[] = [];
  readonly #heads: StreamHead[] = [];
  #now = START;
  /** The time of each client's last generated id. */
  readonly #lastTimes = CLOCKS.map(() => 0);

  constructor(table: DocumentClient, tableName: string) {
    this.#clients = CLOCKS.map((skew, index) => {
      const { isOld, unknownEvents } = READERS[index] as (typeof READERS)[number];
      const clock = () => this.#now + skew;
      const options = { clock, unknownEvents } as const;
      return worldClient(table, tableName, options, isOld ? OLD_WORLD : undefined);
    });
  }

  async run({ step, does }: Command): Promise<unknown> {
    this.#now += step;
    if ("save" in does) {
      const { kind, writer, drafts, expect } = does.save;
      return this.#saveUnder(expect, { kind, writer, events: drafts.map(givenOf) });
    }
    if ("repeat" in does) {
      const earlier = pick(this.#saves, does.repeat);
      return earlier && this.#save(earlier);
    }
    if ("saveAgain" in does) {
      const { saveAgain, also, writer } = does;
      const earlier = saveAgain.map((nth) => pick(this.model.events, nth));
      const again = [...new Set(earlier)].flatMap((event) => {
        if (event === undefined) return [];
        const { timestamp: _, ...given } = event;
        return [given];
      });
      const events = [...again, ...also.map(givenOf)];
      return this.#saveUnder(does.expect, { kind: "save", writer, events });
    }
    if ("query" in does) return this.#query(does.query);
    return "consistent" in does ? this.#readConsistent(does) : this.#readOther(does);
  }

  async #saveUnder(conditions: Save["expect"], call: Omit<SaveCall, "expect">): Promise<unknown> {
    let request: SaveCall;
    try {
      const expectations = conditions.map((each) => this.#condition(each));
      request = { ...call, expect: expectations };
    } catch (error) {
      // A head of another stream.
      expect(codeOf(error)).toBe("invalid-argument");
      return plain(error);
    }
    this.#saves.push(request);
    return this.#save(request);
  }

  async #save(call: SaveCall): Promise<unknown> {
    const { kind, writer, events } = call;
    if (kind === "import") return this.#import(writer, events);
    const client = this.#clients[writer] as WorldClient;
    const options = { expect: call.expect.map(([condition]) => condition) };
    const isSingle = kind === "single" && events.length > 0;
    const together = isSingle ? events.slice(0, 1) : events;
    const answer = await caught(async () =>
      isSingle
        ? [await client.saveEvent(together[0] as never, options)]
        : await client.saveEvents(together as never, options),
    );

    const wrong = together.map((event) => this.#refusalCode(event, writer)).find(Boolean);
    if (wrong !== undefined) {
      const ids = validIds(together.map(({ id }) => id ?? "none"));
      const eventIds = ids.length === together.length ? ids : [];
      expectError(answer, { code: wrong, outcome: "not-written", eventIds });
      return answer;
    }
    const result = this.model.resultOf(
      together,
      call.expect.map(([, condition]) => condition),
    );
    this.#generated(writer, together);
    if (result.code !== undefined) {
      expectError(answer, { code: result.code, outcome: "not-written" });
      expect(answer).toMatchObject({ eventIds: together.map(({ id }) => id ?? anyId) });
      if (result.code === "stream-conflict") {
        const { expectedRevision, foundEventId } = answer as Record<string, unknown>;
        expect(result.conflicts).toContainEqual({ expectedRevision, foundEventId });
      }
      return answer;
    }
    expectNoError(answer);
    const saved = answer as BankEvent[];
    expect(saved).toHaveLength(together.length);
    for (const [index, event] of together.entries()) {
      this.#wasSaved(writer, event, saved[index] as BankEvent, result.isStored[index] === true);
    }
    return answer;
  }

  async #import(writer: number, events: readonly Given[]): Promise<unknown> {
    const client = this.#clients[writer] as WorldClient;
    const answer = await caught(() => client.saveEvents(events as never, { atomic: false }));
    expectNoError(answer);
    const outcomes = answer as ImportOutcome<BankEvent>[];
    expect(outcomes).toHaveLength(events.length);
    const valid = events.filter((event) => this.#refusalCode(event, writer) === undefined);
    this.#generated(writer, events);
    for (const [index, event] of events.entries()) {
      const outcome = outcomes[index] as ImportOutcome<BankEvent>;
      const wrong = this.#refusalCode(event, writer);
      const result = wrong === undefined ? this.model.resultOf([event], []) : undefined;
      const code = wrong ?? result?.code;
      if (code !== undefined) {
        expect(outcome).toMatchObject({ status: "not-written" });
        expectError(plain((outcome as { error?: unknown }).error), {
          code,
          outcome: "not-written",
        });
        expect(outcome.id).toBe(validIds([event.id ?? ""])[0] ?? outcome.id);
      } else {
        expect(outcome).toMatchObject({ status: "saved" });
        const { event: saved } = outcome as { readonly event: BankEvent };
        expect(outcome.id).toBe(saved.id);
        const isStored = result?.code === undefined && result?.isStored[0] === true;
        this.#wasSaved(writer, event, saved, isStored);
      }
    }
    expect(valid.length).toBeLessThanOrEqual(events.length);
    return outcomes;
  }

  /**
   * The code of the error that refuses an event before any request; `undefined` for a valid event.
   */
  #refusalCode({ type, data, metadata, id, ...extra }: Given, writer: number): string | undefined {
    if (Object.keys(extra).length > 0) return "invalid-argument";
    if (type === "FORGED") return "unknown-lookup";
    if (type === "FROZEN" && READERS[writer]?.isOld) return "unknown-lookup";
    const isWrong =
      Number.isNaN(data.amount) ||
      data.campaign_id === "" ||
      Number.isNaN(metadata?.by) ||
      (id !== undefined && validIds([id]).length === 0) ||
      id === FUTURE;
    return isWrong ? "event-validation" : undefined;
  }

  /**
   * Advances a client's last id time as a save does: to the clock's time, unless the last id is
   * later.
   */
  #generated(writer: number, events: readonly Given[]): void {
    if (events.every(({ id }) => id !== undefined && validIds([id]).length > 0)) return;
    const time = this.#now + (CLOCKS[writer] as number);
    this.#lastTimes[writer] = Math.max(this.#lastTimes[writer] as number, time);
  }

  #wasSaved(writer: number, given: Given, saved: BankEvent, isStored: boolean): void {
    expect(saved).toEqual(eventOf(given, given.id ?? saved.id));
    if (isStored) return;
    if (given.id === undefined) {
      expect(saved.id).toSatisfy(isGenerated);
      expect(this.#ids).not.toContain(saved.id);
      expect(timeOf(saved.id)).toBe(this.#lastTimes[writer]);
    }
    this.#ids.push(saved.id);
    this.model.store(given, saved.id);
  }

  async #readConsistent({
    consistent,
    reader: which,
    range: given,
    isIterated,
    unknownEvents,
  }: Extract<Command["does"], { consistent: unknown }>): Promise<unknown> {
    const stream = this.#stream(consistent, which);
    const options = defined({ ...given, unknownEvents });
    const answer = await caught(async () =>
      isIterated ? { events: await collect(stream.iterate(options)) } : stream.read(options),
    );
    if (given.limit === 0 || given.after === -1 || given.before === 1.5) {
      expectError(answer, { code: "invalid-argument", outcome: undefined });
      return answer;
    }
    const isSkipping = (unknownEvents ?? READERS[which]?.unknownEvents) === "skip";
    const { events, revision } = this.model.consistent(
      consistent.name,
      idsOfStream(consistent),
      defined(given) as Range<number>,
      (type) => isSkipping && this.#isUnknown(which, type),
    );
    if (events.some(({ type }) => this.#isUnknown(which, type))) {
      expectError(answer, { code: "unknown-event-type", outcome: undefined });
      return answer;
    }
    expectNoError(answer);
    expect((answer as { events: unknown }).events).toEqual(events);
    if (!isIterated) {
      const { head } = answer as { readonly head: StreamHead };
      expect(head.revision).toBe(revision);
      this.#heads.push(head);
    }
    return answer;
  }

  async #readOther({
    other,
    bank,
    which,
    reader: readerOf,
    range: given,
    isIterated,
  }: Extract<Command["does"], { other: unknown }>): Promise<unknown> {
    const ids = { bank_id: BANKS[bank] as string, account_id: ACCOUNTS[which] as string };
    const { streams } = this.#clients[readerOf] as WorldClient;
    const options = this.#options(given);
    const answer = await caught(async () =>
      isIterated
        ? { events: await collect(streams[other](ids).iterate(options)) }
        : streams[other](ids).read(options),
    );
    if (given.limit === 0) {
      expectError(answer, { code: "invalid-argument", outcome: undefined });
      return answer;
    }
    const path = Object.entries(ids);
    const types = ["DEPOSITED", "WITHDRAWN", "TRANSFERRED"];
    const isSkipping = READERS[readerOf]?.unknownEvents === "skip";
    const isLeftOut = (type: string) => isSkipping && this.#isUnknown(readerOf, type);
    const events =
      other === "statement"
        ? this.model.materialized(other, path, options as Range<string>, isLeftOut)
        : (this.model.lookup(types, path, options as Range<string>) as BankEvent[]);
    if (events.some(({ type }) => this.#isUnknown(readerOf, type))) {
      expectError(answer, { code: "unknown-event-type", eventTypes: ["FROZEN"] });
      return answer;
    }
    expectNoError(answer);
    expect(answer).toEqual({ events });
    return answer;
  }

  #isUnknown(which: number, type: string): boolean {
    return READERS[which]?.isOld === true && type === "FROZEN";
  }

  async #query(given: Query): Promise<unknown> {
    const { kind, types, bank, account } = given;
    const client = this.#clients[given.reader] as WorldClient;
    const range = this.#options(given.range);
    const where = defined({
      partitionId: bank === undefined ? undefined : BANKS[bank],
      modelKey: account === undefined ? undefined : ("account_id" as const),
      modelId: account === undefined ? undefined : ACCOUNTS[account],
    });
    const many = { eventTypes: types as string[], ...where, ...range };
    const one = { eventType: types[0] as string, ...where };
    const answer = await caught(async () => {
      if (kind === "pages") return this.#pages(client, many);
      if (kind === "merged") return client.getEventStream(many);
      if (kind === "iterated") return collect(client.iterateEventStream(many));
      if (kind === "all") return client.getLatestEvents({ ...one, ...range });
      const { limit: _, order: __, ...bounds } = range;
      const latest = await client.getLatestEvent({ ...one, ...bounds });
      return latest === undefined ? [] : [latest];
    });

    const isOfMany = kind !== "latest" && kind !== "all";
    const queried = isOfMany ? types : types.slice(0, 1);
    const path = [
      ...(bank === undefined ? [] : [["bank_id", BANKS[bank] as string] as const]),
      ...(account === undefined ? [] : [["account_id", ACCOUNTS[account] as string] as const]),
    ];
    const isKnown = !(READERS[given.reader]?.isOld && queried.includes("FROZEN"));
    const selected = kind === "latest" ? { ...range, limit: 1, order: "desc" as const } : range;
    const isPaged = kind === "pages";
    const { limit, ...bounds } = selected;
    const expected = this.model.lookup(
      queried,
      path,
      (isPaged ? bounds : selected) as Range<string>,
    );
    if (!isKnown || expected === undefined) {
      expectError(answer, { code: "unknown-lookup", outcome: undefined });
    } else if (limit === 0) {
      expectError(answer, { code: "invalid-argument", outcome: undefined });
    } else {
      expectNoError(answer);
      expect(answer).toEqual(isPaged ? chunksOf(expected, limit ?? 2) : expected);
    }
    return answer;
  }

  /** Reads all pages one after another, and tries an invalid cursor with each. */
  async #pages(
    client: WorldClient,
    given: Parameters<WorldClient["getEventStream"]>[0],
  ): Promise<unknown> {
    const limit = given.limit ?? 2;
    const pages: unknown[] = [];
    let cursor: string | undefined;
    do {
      const queried = { ...given, limit, ...defined({ cursor }) };
      const page: EventPage<BankEvent> = await client.getEventPage(queried);
      pages.push(page.events);
      if (pages.length > this.#ids.length + 1) throw new Error("The pages do not end.");
      ({ cursor } = page);
      if (cursor === undefined) continue;
      const wrongs = [
        { ...queried, cursor: cursor.slice(1) },
        { ...queried, cursor, order: given.order === "desc" ? "asc" : "desc" } as const,
      ];
      for (const wrong of wrongs) {
        const refused = await caught(() => client.getEventPage(wrong));
        expectError(refused, { code: "invalid-cursor", outcome: undefined });
      }
    } while (cursor !== undefined);
    return pages;
  }

  #stream(stream: ConsistentStream, which: number) {
    const { streams } = this.#clients[which] as WorldClient;
    const ids = Object.fromEntries(idsOfStream(stream));
    return stream.name === "account"
      ? streams.account(ids as never)
      : streams.campaign(ids as never);
  }

  #condition({
    stream,
    head,
    isAnyHead,
    isFromJson,
  }: ValueOf<typeof condition>): readonly [AppendCondition, Condition] {
    const picked = this.#stream(stream, 0);
    const heads = this.#heads.filter((seen) => isAnyHead || seen.stream === picked.empty().stream);
    const seen = head === undefined ? undefined : pick(heads, head);
    const kept = isFromJson && seen !== undefined ? JSON.parse(JSON.stringify(seen)) : seen;
    const made = kept === undefined ? picked.empty() : picked.unchangedSince(kept);
    return [made, conditionOn(stream.name, idsOfStream(stream), made)];
  }

  #options({ after, before, ...rest }: ValueOf<typeof idRange>) {
    const id = (nth: number | undefined) => (nth === undefined ? nth : pick(this.#ids, nth));
    return defined({ ...rest, after: id(after), before: id(before) });
  }
}

function idsOfStream({ name, bank, which }: ConsistentStream): [string, string][] {
  if (name === "campaign") return [["campaign_id", CAMPAIGNS[which % CAMPAIGNS.length] as string]];
  return [
    ["bank_id", BANKS[bank] as string],
    ["account_id", ACCOUNTS[which] as string],
  ];
}

function givenOf(draft: Draft): Given {
  const { type, bank, account, to, campaign, amount, metadata, extra } = draft;
  const account_id = ACCOUNTS[account];
  const ids =
    type === "TRANSFERRED"
      ? { from_account_id: account_id, to_account_id: to === undefined ? to : ACCOUNTS[to] }
      : { account_id, campaign_id: type === "DEPOSITED" ? campaign : undefined };
  const data = { bank_id: BANKS[bank], ...ids, amount };
  return { type, data, ...defined({ metadata, id: givenId(draft) }), ...extra };
}

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A year after the workload's start. */
const FUTURE = ulidOf(START + 365 * 24 * 60 * 60 * 1000, "1");

/**
 * An event id with a time near the workload's start. Some end like generated ids. Two events with
 * one id share a key, so that the second one is detected.
 */
function givenId(draft: Draft): string | undefined {
  const { type, bank, account, given, isLowerCase, isOfTheFuture } = draft;
  if (given === undefined) return undefined;
  if (isOfTheFuture) return FUTURE;
  const random = [TYPES.indexOf(type as never) + 1, bank, account, given < 2 ? "0" : "A"].join("");
  const id = ulidOf(START + given * 3_500, random);
  return isLowerCase ? id.toLowerCase() : id;
}

function ulidOf(time: number, random: string): string {
  const digits = Array.from(
    time.toString(32),
    (digit) => CROCKFORD[Number.parseInt(digit, 32)] as string,
  );
  return digits.join("").padStart(10, "0") + random.padStart(16, "0");
}

function validIds(ids: readonly string[]): string[] {
  return ids.filter((id) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id));
}

const anyId = expect.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);

/** Drops undefined members, which no call accepts. */
function defined<Members extends object>(members: Members): Defined<Members> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<Members>;
}

type Defined<Members> = { [Name in keyof Members]?: Exclude<Members[Name], undefined> };

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  const chunks: Item[][] = [];
  for (let start = 0; start < items.length || start === 0; start += size) {
    chunks.push(items.slice(start, start + size));
  }
  return chunks;
}

function pick<Item>(items: readonly Item[], nth: number): Item | undefined {
  return items[nth % items.length];
}

/** The result of a call, or its error. */
async function caught<Answer>(call: () => Promise<Answer>): Promise<Answer | object> {
  try {
    return await call();
  } catch (error) {
    return plain(error);
  }
}

/** An error as comparable data: its members, and the name of its class. */
export function plain(error: unknown): object {
  if (!(error instanceof DdbPatternError)) throw error;
  return { ...error, name: error.name, message: error.message };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof DdbPatternError ? error.code : undefined;
}

function expectError(answer: unknown, error: object): void {
  expect(answer).toMatchObject(error);
}

function expectNoError(answer: unknown): void {
  const { name, message } = answer as { readonly name?: unknown; readonly message?: unknown };
  expect({ name, message }).toEqual({ name: undefined, message: undefined });
}
