import type { DynamoDBCommand } from "./sender.js";

/**
 * Counts the HTTP requests of one call, so that a call that failed before its first request is known to
 * have written nothing.
 */
export class RequestLog {
  /** Ends the request that is under way, where the SDK cannot be given a signal; see `cachingClient`. */
  abortSignal: AbortSignal | undefined;
  /** Whether the SDK's middleware runs; a stub of the client runs none. */
  hasBegun = false;
  /** Whether the call has ended, so that nothing of it may be sent any more. */
  isEnded = false;
  sent = 0;

  /** Counts a request, unless the call has ended: its error said that nothing more is sent. */
  send(): void {
    if (this.isEnded) throw new Error("The call has ended.");
    this.sent++;
  }

  /** HTTP requests made so far; `undefined` if that is not known. */
  get requests(): number | undefined {
    return this.hasBegun && !isAnyLost ? this.sent : undefined;
  }
}

/** Whether a request was seen whose call is not known. Then no count is believed. */
let isAnyLost = false;

/**
 * The log travels on the arguments of the middleware functions, the first of which is the command: each
 * passes on `{ ...args }`. A stack that is cached has the functions of another command, and thus none
 * here may close over its own.
 */
const LOG: unique symbol = Symbol("ddb-pattern.request-log");

interface Arguments {
  readonly request?: object;
  readonly [LOG]?: RequestLog;
}

const requestLogs = new WeakMap<object, RequestLog>();

/** The log of the call that a request of the SDK's belongs to. */
export function requestLogOf(request: unknown): RequestLog | undefined {
  return requestLogs.get(request as object);
}

/** Has the HTTP requests of one command counted in the log, where its stack is built for it alone. */
export function observeCommand(command: DynamoDBCommand, log: RequestLog): void {
  const stack = command.middlewareStack as unknown as MiddlewareStack;
  stack.add((next, context) => {
    log.hasBegun = true;
    passUnfiltered(context);
    return (args) => {
      log.send();
      return next(args);
    };
  }, REQUEST);
}

/** Gives a command its log, where its stack was built for an earlier one by `observeCachedStack`. */
export function attachLog(command: DynamoDBCommand, log: RequestLog): void {
  (command as { [LOG]?: RequestLog })[LOG] = log;
}

/** Has the HTTP requests of this command and of those after it counted, each in its log. */
export function observeCachedStack(command: DynamoDBCommand, log: RequestLog): void {
  attachLog(command, log);
  // The commands' own types differ in their inputs, which are not looked at.
  const stack = command.middlewareStack as unknown as MiddlewareStack;
  stack.add(noteBeginning, BEGINNING);
  stack.add(noteRequest, REQUEST);
}

interface MiddlewareStack {
  add(middleware: Middleware, options: object): void;
}

type Middleware = (next: Handler, context: HandlerContext) => Handler;

/** What the SDK's middleware functions of one stack share, as far as it is used here. */
interface HandlerContext {
  userAgent?: unknown;
  inputFilterSensitiveLog?: (input: unknown) => unknown;
  outputFilterSensitiveLog?: (output: unknown) => unknown;
}

type Handler = (args: Arguments) => unknown;

const BEGINNING = { step: "initialize", priority: "high", name: "ddbPatternBeginning" } as const;

const noteBeginning: Middleware = (next, context) => {
  passUnfiltered(context);
  // For a retry strategy of the SDK's first kind, each call adds to this. A cached stack has one context.
  const { userAgent } = context;
  return (args) => {
    context.userAgent = userAgent;
    const log = args[LOG];
    if (log !== undefined) log.hasBegun = true;
    return next(args);
  };
};

/**
 * Up to 3.981.0, the SDK copies input and output in depth for its logger, also for none. Nothing in them is
 * marked as sensitive, so that a logger gets the same.
 */
function passUnfiltered(context: HandlerContext): void {
  context.inputFilterSensitiveLog = asItIs;
  context.outputFilterSensitiveLog = asItIs;
}

function asItIs(value: unknown): unknown {
  return value;
}

/** The last step, so that what comes is sent: each of the SDK's own retries comes here, too. */
const REQUEST = { step: "deserialize", priority: "low", name: "ddbPatternRequest" } as const;

const noteRequest: Middleware = (next) => (args) => {
  const { request, [LOG]: log } = args;
  if (log === undefined) {
    isAnyLost = true;
  } else {
    log.send();
    if (request !== undefined) requestLogs.set(request, log);
  }
  return next(args);
};
