import { setTimeout as sleep } from "node:timers/promises";
import {
  answerLate,
  breakOff,
  cancel,
  type Exchange,
  type Fault,
  internalError,
  outOfCapacity,
  pass,
  type Reason,
  refuse,
  resetAfter,
  resetBefore,
  silence,
  stranger,
  throttle,
  truncate,
  unavailable,
} from "../engines/proxy.js";
import type { Random } from "./support-random.js";

/** Refusals that do not concern the items: credentials, permissions, settings. */
export const REFUSALS = [
  "AccessDeniedException",
  "ExpiredTokenException",
  "IdempotentParameterMismatchException",
  "IncompleteSignatureException",
  "ResourceNotFoundException",
  "UnrecognizedClientException",
  "ValidationException",
] as const;

/**
 * Reasons that do not depend on the items. Source: `CancellationReasons` in AWS's API reference,
 * plus one that it does not list.
 */
const REASONS = [
  "AccessDenied",
  "ConditionalCheckFailed",
  "ItemCollectionSizeLimitExceeded",
  "ProvisionedThroughputExceeded",
  "ReasonOfTomorrow",
  "ThrottlingError",
  "TransactionConflict",
  "ValidationError",
];

type Item = Readonly<Record<string, unknown>>;

interface WriteRequest {
  readonly Item?: Item;
  readonly TransactItems?: readonly { readonly Put?: { readonly Item: Item } }[];
}

/**
 * The items that a write inserts, by the index of the action; `undefined` for an action that only
 * checks.
 */
export function itemsOf({ body }: Exchange): readonly (Item | undefined)[] {
  const { Item, TransactItems } = JSON.parse(body.toString()) as WriteRequest;
  return TransactItems?.map(({ Put }) => Put?.Item) ?? [Item];
}

/** The answer to a write that failed with these reasons, one for each of its actions. */
function failedFor(reasons: readonly Reason[]): Fault {
  return (exchange) => {
    if (exchange.operation === "TransactWriteItems") {
      return cancel(...reasons)(exchange);
    }
    const [{ Code, Item } = { Code: "None" }] = reasons;
    const name = Code === "ConditionalCheckFailed" ? "ConditionalCheckFailedException" : Code;
    return refuse(name, Item === undefined ? {} : { Item })(exchange);
  };
}

/** The engine writes, and the answer reports taken keys or conflicting transactions. */
export function cancelAfter(reasonOf: (own: Item | undefined, index: number) => Reason): Fault {
  return async (exchange) => {
    const truth = await exchange.forward();
    if (truth.status !== 200) return exchange.answer(truth);
    return failedFor(itemsOf(exchange).map(reasonOf))(exchange);
  };
}

interface FailureBody {
  readonly __type?: string;
  readonly Item?: Item;
  readonly CancellationReasons?: readonly Reason[];
}

/** Passes the request, and changes the reported taken keys in the answer. */
export function reportLess(change: (reasons: readonly Reason[]) => readonly Reason[]): Fault {
  return async (exchange) => {
    const truth = await exchange.forward();
    const { __type, Item, CancellationReasons } = JSON.parse(String(truth.body)) as FailureBody;
    if (CancellationReasons !== undefined) return failedFor(change(CancellationReasons))(exchange);
    if (truth.status === 200 || __type?.endsWith("#ConditionalCheckFailedException") !== true) {
      return exchange.answer(truth);
    }
    return failedFor(change([{ Code: "ConditionalCheckFailed", Item }]))(exchange);
  };
}

/** Passes the request, and removes the existing items from the answer. */
export const withoutItems: Fault = reportLess((reasons) => reasons.map(({ Code }) => ({ Code })));

/** Breaks the connection, and delivers the request to the engine shortly afterwards. */
export function arriveAfterReset(ms: number): Fault {
  return async ({ reset, forward }) => {
    reset();
    await sleep(ms);
    await forward();
  };
}

/** Delivers the request twice at the same time, and passes one of the answers. */
export function deliverTwice(isSecond: boolean): Fault {
  return async ({ forward, answer }) => {
    const answers = [forward(), forward()] as const;
    answer(await answers[isSecond ? 1 : 0]);
    await Promise.all(answers);
  };
}

/** Delivers the request again, long after its answer. */
export function deliverAgain(ms: number): Fault {
  return async ({ forward, answer }) => {
    answer(await forward());
    await sleep(ms);
    await forward();
  };
}

/** Passes the request, and removes the request id from the answer. */
export const withoutRequestId: Fault = async ({ forward, answer }) => {
  const { headers, ...rest } = await forward();
  const { "x-amzn-requestid": _, ...others } = headers;
  answer({ ...rest, headers: others });
};

/** Delivers the request, and then gives another answer. */
export function after(fault: Fault): Fault {
  return async (exchange) => {
    await exchange.forward();
    return fault(exchange);
  };
}

/** The time that the clients of these tests wait for an answer. */
export const PATIENCE_MS = 1_000;

const LATE_MS = 40;

/** A random failure of the network or of DynamoDB for a write. */
const WRITE_FAULTS: Readonly<Record<string, (random: Random) => Fault>> = {
  throttled: (random) =>
    random.pick([throttle, outOfCapacity, refuse("RequestLimitExceeded"), throttle]),
  failed: (random) => random.pick([internalError, unavailable, stranger("<html>", 502)]),
  "failed after": (random) => after(random.pick([internalError, unavailable])),
  reset: () => resetBefore,
  "reset after": () => resetAfter,
  silent: () => silence,
  "answered late": () => answerLate(PATIENCE_MS + LATE_MS),
  "arrived late": (random) => arriveAfterReset(LATE_MS * random.fraction()),
  "delivered twice": (random) => deliverTwice(random.happens(0.5)),
  "delivered again": (random) => deliverAgain(LATE_MS * random.fraction()),
  cut: (random) => breakOff(random.fraction()),
  truncated: (random) => truncate(random.fraction()),
  garbage: (random) => stranger(random.pick(["", "{}", "null", "<html>", '{"Items":[{}]}'])),
  "garbage 4xx": (random) => {
    const portal = stranger(random.pick(["", "{}", "<html>"]), random.pick([403, 407]));
    return random.happens(0.5) ? portal : after(portal);
  },
  "without request id": () => withoutRequestId,
  refused: (random) => refuse(random.pick(REFUSALS)),
  "cancelled for one reason": (random) => cancelBefore(random, [random.pick(REASONS)]),
  "cancelled for many": (random) => cancelBefore(random, REASONS),
  "written, then cancelled": (random) => {
    const hasItems = random.happens(0.6);
    const codes = random.pick([
      ["None", "ConditionalCheckFailed"],
      ["TransactionConflict", "ConditionalCheckFailed"],
      ["ConditionalCheckFailed"],
    ]);
    // At least one key is reported as taken: the last one, as if DynamoDB had not checked the first
    // ones.
    return (exchange) => {
      const last = itemsOf(exchange).length - 1;
      return cancelAfter((own, index) => {
        const Code = index === last ? "ConditionalCheckFailed" : random.pick(codes);
        const isShown = hasItems && Code === "ConditionalCheckFailed" && own !== undefined;
        return isShown ? { Code, Item: own } : { Code };
      })(exchange);
    };
  },
  "reported less": (random) => {
    if (random.happens(0.5)) return withoutItems;
    return reportLess((reasons) => {
      const failed = reasons.flatMap(({ Code }, index) => (Code === "None" ? [] : [index]));
      const kept = random.pick(failed);
      return reasons.map((reason, index) =>
        index === kept || random.happens(0.4) ? reason : { Code: "None" },
      );
    });
  },
};

/** A random failure that reads can have too. */
const READ_FAULTS = [
  "throttled",
  "failed",
  "reset",
  "reset after",
  "silent",
  "answered late",
  "cut",
  "truncated",
  "garbage",
  "garbage 4xx",
  "without request id",
  "refused",
];

function cancelBefore(random: Random, codes: readonly string[]): Fault {
  return (exchange) => {
    const actions = itemsOf(exchange);
    if (exchange.operation === "PutItem") {
      const name = random.pick([
        "ConditionalCheckFailedException",
        "ItemCollectionSizeLimitExceededException",
        "ReplicatedWriteConflictException",
        "TransactionConflictException",
      ]);
      return refuse(name)(exchange);
    }
    const certain = random.below(actions.length);
    const drawn = actions.map((_, index) =>
      index === certain || random.happens(0.4) ? random.pick(codes) : "None",
    );
    return cancel(...drawn)(exchange);
  };
}

/** All failures of `weather`, for counting them. */
export const WEATHER: readonly string[] = [
  ...Object.keys(WRITE_FAULTS),
  "reply lost, then refused",
  "reply lost, then more",
];

/**
 * Fails some of the requests, sometimes more in a row than the SDK's attempts. It serves one
 * caller, so that consecutive failures hit the same call.
 */
export function weather(random: Random, share: number, counts: Map<string, number>): Fault {
  let storm = 0;
  const next: Fault[] = [];
  const draw = (operation: string): Fault => {
    const isRead = operation === "Query";
    let name = random.pick(isRead ? READ_FAULTS : WEATHER);
    // Each of these lasts until the client's timeout.
    if ((name === "silent" || name === "answered late") && random.happens(0.7)) name = "reset";
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const make = WRITE_FAULTS[name];
    if (make !== undefined) return make(random);
    const isRefused = name === "reply lost, then refused";
    next.push(
      isRefused ? refuse(random.pick(REFUSALS)) : (exchange) => draw(exchange.operation)(exchange),
    );
    return random.pick([resetAfter, resetAfter, after(internalError), arriveAfterReset(LATE_MS)]);
  };
  return async (exchange) => {
    const planned = next.shift();
    if (planned !== undefined) return planned(exchange);
    // Mostly writes, because only writes have unknown outcomes.
    const chance = exchange.operation === "Query" ? share / 4 : share;
    if (storm === 0 && random.happens(chance / 10)) storm = 4;
    if (storm > 0) storm--;
    else if (!random.happens(chance)) return pass(exchange);
    return draw(exchange.operation)(exchange);
  };
}

/** Delays each request by up to this many milliseconds. */
export function delayed(random: Random, maxMs: number): Fault {
  return async (exchange) => {
    await sleep(maxMs * random.fraction());
    return pass(exchange);
  };
}
