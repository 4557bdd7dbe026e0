import type { DynamoDBCommand } from "./sender.js";

/**
 * Counts the HTTP requests of one call. A call that failed before its first request has written
 * nothing.
 */
export class RequestLog {
  /** Aborts the current request if the SDK cannot be given a signal; see `cachingClient`. */
  abortSignal: AbortSignal | undefined;
  /** Whether the SDK's middleware has run; a stub of the client runs none. */
  hasBegun = false;
  /** Whether the call has ended; no request may then be sent. */
  isEnded = false;
  sent = 0;

  /**
   * Counts a request. Throws if the call has ended, because its error reported the requests sent so
   * far.
   */
  send(): void {
    if (this.isEnded) throw new Error("The call has ended.");
    this.sent++;
  }

  /** The number of HTTP requests so far; `undefined` if unknown. */
  get requests(): number | undefined {
    return this.hasBegun && !hasUnknownRequests ? this.sent : undefined;
  }
}

/** Whether a request of an unknown call was made. No count is reliable then. */
let hasUnknownRequests = false;

/**
 * The key of the log in the arguments of middleware functions. The first arguments are the command,
 * and each function passes on `{ ...args }`. The functions cannot close over the log, because a
 * cached stack serves other commands too.
 */
const LOG: unique symbol = Symbol("ddb-pattern.request-log");

interface Arguments {
  readonly request?: object;
  readonly [LOG]?: RequestLog;
}

const requestLogs = new WeakMap<object, RequestLog>();

/** The log of the call that an SDK request belongs to. */
export function requestLogOf(request: unknown): RequestLog | undefined {
  return requestLogs.get(request as object);
}

/** Counts the HTTP requests of one command whose stack is not cached. */
export function observeCommand(command: DynamoDBCommand, log: RequestLog): void {
  const stack = command.middlewareStack as unknown as MiddlewareStack;
  stack.add((next, context) => {
    log.hasBegun = true;
    disableLogFilters(context);
    return (args) => {
      log.send();
      return next(args);
    };
  }, REQUEST);
}

/** Attaches a log to a command whose stack `observeCachedStack` has already prepared. */
export function attachLog(command: DynamoDBCommand, log: RequestLog): void {
  (command as { [LOG]?: RequestLog })[LOG] = log;
}

/**
 * Counts the HTTP requests of this command and of all later commands of its cached stack, each in
 * its own log.
 */
export function observeCachedStack(command: DynamoDBCommand, log: RequestLog): void {
  attachLog(command, log);
  // The command types differ only in their inputs, which are not read here.
  const stack = command.middlewareStack as unknown as MiddlewareStack;
  stack.add(recordBeginning, BEGINNING);
  stack.add(recordRequest, REQUEST);
}

interface MiddlewareStack {
  add(middleware: Middleware, options: object): void;
}

type Middleware = (next: Handler, context: HandlerContext) => Handler;

/** The context that the middleware functions of one stack share; only the members used here. */
interface HandlerContext {
  userAgent?: unknown;
  inputFilterSensitiveLog?: (input: unknown) => unknown;
  outputFilterSensitiveLog?: (output: unknown) => unknown;
}

type Handler = (args: Arguments) => unknown;

const BEGINNING = { step: "initialize", priority: "high", name: "ddbPatternBeginning" } as const;

const recordBeginning: Middleware = (next, context) => {
  disableLogFilters(context);
  // With a legacy retry strategy, each call appends to `userAgent`. A cached stack has one context
  // for all calls.
  const { userAgent } = context;
  return (args) => {
    context.userAgent = userAgent;
    const log = args[LOG];
    if (log !== undefined) log.hasBegun = true;
    return next(args);
  };
};

/**
 * Removes the filters of the SDK's logger. Up to 3.981.0, the SDK copies input and output deeply
 * for its logger, even without one. They have no members marked as sensitive, so a logger gets the
 * same.
 */
function disableLogFilters(context: HandlerContext): void {
  context.inputFilterSensitiveLog = identity;
  context.outputFilterSensitiveLog = identity;
}

function identity(value: unknown): unknown {
  return value;
}

/** The last step before a request is sent, which each retry of the SDK passes too. */
const REQUEST = { step: "deserialize", priority: "low", name: "ddbPatternRequest" } as const;

const recordRequest: Middleware = (next) => (args) => {
  const { request, [LOG]: log } = args;
  if (log === undefined) {
    hasUnknownRequests = true;
  } else {
    log.send();
    if (request !== undefined) requestLogs.set(request, log);
  }
  return next(args);
};
