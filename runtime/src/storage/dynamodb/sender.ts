import type {
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { CallGate } from "./call-gate.js";
import { cachingClient } from "./middleware-cache.js";
import { attachLog, observeCachedStack, observeCommand, RequestLog } from "./request-log.js";

/**
 * What the table needs of an SDK client: a `DynamoDBClient`, a `DynamoDBDocumentClient`, or a stub of
 * one. Item values are encoded and decoded here, so that a document client's marshalling options do not
 * matter.
 */
export interface DynamoDBSender {
  send(command: DynamoDBCommand, options?: SendOptions): Promise<unknown>;
}

export interface SendOptions {
  readonly abortSignal?: AbortSignal;
}

export type DynamoDBCommand = PutItemCommand | QueryCommand | TransactWriteItemsCommand;

/** A call that failed, or that its signal ended. */
export class SendFailure extends Error {
  override readonly name = "SendFailure";
  /** What the SDK threw, or the signal's reason. */
  readonly error: unknown;
  /** Whether the signal ended the call. */
  readonly isEnded: boolean;
  /** HTTP requests made; `undefined` if that is not known. */
  readonly requests: number | undefined;

  constructor(error: unknown, isEnded: boolean, requests: number | undefined) {
    super("The call failed.", { cause: error });
    this.error = error;
    this.isEnded = isEnded;
    this.requests = requests;
  }
}

/**
 * Sends a command when the client has a socket for it. The signal ends the call at once, wherever it is;
 * nothing of the call stays on the signal afterwards.
 *
 * @throws SendFailure, and nothing else.
 */
export function sendCommand(
  client: DynamoDBSender,
  command: DynamoDBCommand,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new SendFailure(signal.reason, true, 0));
      return;
    }
    const gate = gateOf(client);
    const log = new RequestLog();
    const call = { isEnded: false, start };
    let isStarted = false;

    function end(): void {
      const requests = isStarted ? log.requests : 0;
      log.isEnded = true;
      settle(() => reject(new SendFailure(signal?.reason, true, requests)));
    }

    function settle(report: () => void): void {
      if (call.isEnded) return;
      call.isEnded = true;
      signal?.removeEventListener("abort", end);
      report();
    }

    function start(): void {
      isStarted = true;
      // A request that nobody waits for any more still has its socket.
      send(client, command, log, signal).then(
        (output) => {
          gate.leave();
          settle(() => resolve(output));
        },
        (error: unknown) => {
          gate.leave();
          settle(() => reject(new SendFailure(error, false, log.requests)));
        },
      );
    }

    signal?.addEventListener("abort", end);
    gate.enter(call);
  });
}

/** What a client throws before it returns a promise is a failure of the call, too. */
function send(
  ...call: [DynamoDBSender, DynamoDBCommand, RequestLog, AbortSignal | undefined]
): Promise<unknown> {
  try {
    return Promise.resolve(sendObserved(...call));
  } catch (error) {
    return Promise.reject(error);
  }
}

function sendObserved(
  client: DynamoDBSender,
  command: DynamoDBCommand,
  log: RequestLog,
  abortSignal: AbortSignal | undefined,
): Promise<unknown> {
  const caching = cachingClient(client);
  if (caching === undefined) {
    observeCommand(command, log);
    return abortSignal === undefined ? client.send(command) : client.send(command, { abortSignal });
  }
  log.abortSignal = abortSignal;
  // A stack that was built before has what the first command of its class added.
  if (caching.handlers?.has(command.constructor)) attachLog(command, log);
  else observeCachedStack(command, log);
  return caching.send(command);
}

/** Clients that share a request handler share its sockets. */
const gates = new WeakMap<object, CallGate>();

function gateOf(client: DynamoDBSender): CallGate {
  const handler = requestHandlerOf(client);
  const owner = handler ?? client;
  let gate = gates.get(owner);
  if (gate === undefined) {
    gate = new CallGate(() => socketsOf(handler));
    gates.set(owner, gate);
  }
  return gate;
}

interface Agent {
  readonly maxSockets?: unknown;
}

interface RequestHandler {
  httpHandlerConfigs?(): { readonly httpAgent?: Agent; readonly httpsAgent?: Agent } | undefined;
}

function requestHandlerOf(client: DynamoDBSender): RequestHandler | undefined {
  const { config } = client as { readonly config?: { readonly requestHandler?: unknown } };
  const handler = config?.requestHandler;
  return typeof handler === "object" && handler !== null ? handler : undefined;
}

/** Source: the SDK's NodeHttpHandler, `maxSockets`. */
const DEFAULT_SOCKETS = 50;

/**
 * The sockets that the handler opens to one host. It makes its agents with its first request, and the one
 * for `http:` only if it is used.
 */
function socketsOf(handler: RequestHandler | undefined): number {
  const { httpAgent, httpsAgent } = handler?.httpHandlerConfigs?.() ?? {};
  const sockets = [httpAgent?.maxSockets, httpsAgent?.maxSockets].filter(
    (count) => typeof count === "number" && count >= 1,
  );
  return sockets.length === 0 ? DEFAULT_SOCKETS : Math.max(...(sockets as number[]));
}
