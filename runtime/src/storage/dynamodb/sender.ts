import type {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { CallGate } from "./call-gate.js";
import { cachingClient } from "./middleware-cache.js";
import { attachLog, observeCachedStack, observeCommand, RequestLog } from "./request-log.js";

/**
 * The part of an SDK client that the table uses: of a `DynamoDBClient`, a `DynamoDBDocumentClient`,
 * or a stub. This package encodes and decodes item values itself, so a document client's
 * marshalling options do not matter.
 */
export interface DynamoDBSender {
  send(command: DynamoDBCommand, options?: SendOptions): Promise<unknown>;
}

export interface SendOptions {
  readonly abortSignal?: AbortSignal;
}

export type DynamoDBCommand =
  | BatchGetItemCommand
  | BatchWriteItemCommand
  | PutItemCommand
  | QueryCommand
  | ScanCommand
  | TransactWriteItemsCommand;

/** A call that failed or was aborted. */
export class SendFailure extends Error {
  override readonly name = "SendFailure";
  /** The SDK's error, or the signal's reason. */
  readonly error: unknown;
  /** Whether the signal ended the call. */
  readonly isEnded: boolean;
  /** The number of HTTP requests; `undefined` if unknown. */
  readonly requests: number | undefined;

  constructor(error: unknown, isEnded: boolean, requests: number | undefined) {
    super("The call failed.", { cause: error });
    this.error = error;
    this.isEnded = isEnded;
    this.requests = requests;
  }
}

/**
 * Sends a command when the client has a free socket. The signal ends the call immediately, in the
 * queue or during its request; no listener remains on the signal afterwards.
 *
 * @throws SendFailure, and no other error.
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
      // An aborted request keeps its socket until it ends.
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

/** Converts an error that a client throws synchronously to a rejection. */
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
  // A cached stack keeps the functions that the first command of its class added.
  if (caching.handlers?.has(command.constructor)) attachLog(command, log);
  else observeCachedStack(command, log);
  return caching.send(command);
}

/** The gate of each request handler. Clients that share a handler share its sockets. */
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
 * The number of sockets that the handler opens to one host. The handler creates its agents with its
 * first request, and the agent for `http:` only if it is used.
 */
function socketsOf(handler: RequestHandler | undefined): number {
  const { httpAgent, httpsAgent } = handler?.httpHandlerConfigs?.() ?? {};
  const sockets = [httpAgent?.maxSockets, httpsAgent?.maxSockets].filter(
    (count) => typeof count === "number" && count >= 1,
  );
  return sockets.length === 0 ? DEFAULT_SOCKETS : Math.max(...(sockets as number[]));
}
