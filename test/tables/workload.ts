import type { AppendCondition, EventBase, ReadOptions, StreamHead } from "ddb-pattern-runtime";
import fc from "fast-check";
import { type BankClient, NOTES } from "./bank.js";

/** When every workload starts. */
export const START = Date.UTC(2026, 0, 1);

// Numbers pick accounts, ids, heads and earlier commands out of few, so that commands meet often.
const few = (count: number) => fc.nat(count - 1);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** One of the good values, and now and then the bad one. */
function mostly<Good, Bad>(good: readonly Good[], bad: Bad): fc.Arbitrary<Good | Bad> {
  const rarely = { weight: 1, arbitrary: fc.constant(bad) };
  return fc.oneof({ weight: 29, arbitrary: fc.constantFrom(...good) }, rarely);
}

const MEMO = { to: ["m1", { für: null }], by: "m0" };
const METADATA = [undefined, undefined, {}, { by: "m0", gone: undefined }, MEMO];

const draft = fc.record({
  type: mostly(["DEPOSITED", "WITHDRAWN", "TRANSFERRED", NOTES[0], NOTES[1]], "FORGED"),
  account: few(3),
  to: few(3),
  campaign: mostly([undefined, "c0", "c1"], ""),
  amount: mostly([0, 1], Number.NaN),
  metadata: mostly(METADATA, { by: Number.NaN }),
  given: maybe(few(6)),
});

const range = fc.record({
  after: maybe(few(20)),
  before: maybe(few(20)),
  limit: mostly([undefined, 1, 2, 3, 100], 0),
  order: fc.constantFrom(undefined, "asc", "desc"),
  consistentRead: fc.boolean(),
});

const stream = fc.record({
  name: fc.constantFrom("account", "account", "campaign", "topic", "talk"),
  which: few(3),
});

const condition = fc.record({ which: few(3), isCampaign: fc.boolean(), head: maybe(few(9)) });

const save = fc.record({
  kind: fc.constantFrom("save", "save", "import"),
  writer: few(3),
  drafts: fc.array(draft, { minLength: 1, maxLength: 4 }),
  expect: fc.array(condition, { maxLength: 2 }),
});

const command = fc.oneof(
  { weight: 4, arbitrary: save },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("repeat"), nth: few(9) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("read"), stream, range }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("latest", "all", "merged", "iterated", "pages"),
      types: fc.uniqueArray(fc.constantFrom("DEPOSITED", "WITHDRAWN", "TRANSFERRED"), {
        minLength: 1,
      }),
      account: maybe(few(3)),
      range,
    }),
  },
);

type CommandOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;
type Draft = CommandOf<typeof draft>;
type Range = CommandOf<typeof range>;
type Save = CommandOf<typeof save>;
export type Command = CommandOf<typeof command>;

export const workloads: fc.Arbitrary<Command[]> = fc.array(command, {
  minLength: 5,
  maxLength: 25,
  size: "max",
});

/** Runs a workload on one table. */
export class Session {
  readonly #clients: readonly BankClient[];
  readonly #saves: Save[] = [];
  readonly #ids: string[] = [];
  readonly #heads: StreamHead[] = [];

  constructor(clients: readonly BankClient[]) {
    this.#clients = clients;
  }

  async run(command: Command): Promise<unknown> {
    if ("drafts" in command) {
      this.#saves.push(command);
      return this.#save(command);
    }
    if ("nth" in command) {
      const earlier = pick(this.#saves, command.nth);
      return earlier && this.#save(earlier);
    }
    if ("stream" in command) {
      const slice = await this.#stream(command.stream).read(this.#options(command.range));
      if ("head" in slice) this.#heads.push(slice.head as StreamHead);
      return slice;
    }
    const { kind, types, account, range } = command;
    const options = this.#options(range);
    const where = { partitionId: "b", ...inAccount(account), ...options };
    const question = { ...where, eventTypes: types };
    const [client] = this.#clients as [BankClient];
    if (kind === "pages") return this.#pages(question);
    if (kind === "merged") return client.getEventStream(question);
    if (kind === "iterated") return collect(client.iterateEventStream(question));
    const one = { ...where, eventType: types[0] as string };
    return kind === "latest" ? client.getLatestEvent(one) : client.getLatestEvents(one);
  }

  async #save({ kind, writer, drafts, expect }: Save): Promise<unknown> {
    const client = this.#clients[writer] as BankClient;
    const events = drafts.map(eventOf);
    if (kind === "import") {
      const outcomes = await client.saveEvents(events, { atomic: false });
      this.#remember(outcomes.flatMap((made) => (made.status === "saved" ? made.event : [])));
      return outcomes;
    }
    const conditions = expect.map((condition) => this.#condition(condition));
    return this.#remember(await client.saveEvents(events, { expect: conditions }));
  }

  /** Every page, one after the other, and then a page of a cursor that is wrong. */
  async #pages(question: Parameters<BankClient["getEventStream"]>[0]): Promise<unknown> {
    const [client] = this.#clients as [BankClient];
    const limit = question.limit ?? 2;
    const pages: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.getEventPage({ ...question, limit, cursor });
      pages.push(page.events);
      if (page.cursor !== undefined) {
        const wrong = client.getEventPage({ ...question, limit, cursor: page.cursor.slice(1) });
        pages.push(await wrong.catch(String));
      }
      cursor = page.cursor;
    } while (cursor !== undefined);
    return pages;
  }

  #stream({ name, which }: CommandOf<typeof stream>) {
    const { streams } = this.#clients[0] as BankClient;
    const ids = { bank_id: "b", account_id: `a${which}`, campaign_id: `c${which % 2}` };
    if (name === "account") return streams.account(ids);
    if (name === "campaign") return streams.campaign(ids);
    return streams[name === "topic" ? "topic" : "talk"]({ ...ids, topic_id: `a${which}` });
  }

  #condition({ which, isCampaign, head }: CommandOf<typeof condition>): AppendCondition {
    const { streams } = this.#clients[0] as BankClient;
    const stream = isCampaign
      ? streams.campaign({ bank_id: "b", campaign_id: `c${which % 2}` })
      : streams.account({ bank_id: "b", account_id: `a${which}` });
    const heads = this.#heads.filter((seen) => seen.stream === stream.empty().key);
    const seen = head === undefined ? undefined : pick(heads, head);
    return seen === undefined ? stream.empty() : stream.unchangedSince(seen);
  }

  #options({ after, before, ...rest }: Range): ReadOptions {
    const id = (nth: number | undefined) => (nth === undefined ? nth : pick(this.#ids, nth));
    return { ...rest, after: id(after), before: id(before) };
  }

  #remember(saved: EventBase[]): EventBase[] {
    this.#ids.push(...saved.map(({ id }) => id));
    return saved;
  }
}

function eventOf({ type, account, to, campaign, amount, given, metadata }: Draft) {
  const ids =
    type === "TRANSFERRED"
      ? { from_account_id: `a${account}`, to_account_id: `a${to}` }
      : { account_id: `a${account}`, campaign_id: campaign, topic_id: `a${account}` };
  const id = given === undefined ? undefined : givenId(given);
  const data = { bank_id: "b", ...ids, amount };
  return { type: type as string, data, metadata, ...(id ? { id } : {}) };
}

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** An event id of a moment within the workload: some fall behind heads, some come before them. */
function givenId(nth: number): string {
  const digits = (START + nth * 3_500).toString(32);
  const time = Array.from(digits, (digit) => CROCKFORD[Number.parseInt(digit, 32)]).join("");
  return time.padStart(10, "0") + String(nth).padStart(16, "0");
}

function inAccount(which: number | undefined) {
  return which === undefined ? {} : { modelKey: "account_id" as const, modelId: `a${which}` };
}

function pick<Item>(items: readonly Item[], nth: number): Item | undefined {
  return items[nth % items.length];
}

async function collect(events: AsyncIterable<EventBase>): Promise<EventBase[]> {
  const collected: EventBase[] = [];
  for await (const event of events) collected.push(event);
  return collected;
}
