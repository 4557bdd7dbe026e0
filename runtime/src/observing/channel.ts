import { DdbPatternError, InvalidArgumentError } from "../errors.js";
import type { ChannelMessages, ChannelName, ErrorSummary, Timing } from "./messages.js";

type Diagnostics = typeof import("node:diagnostics_channel");
type Channel = ReturnType<Diagnostics["channel"]>;

const MODULE = "node:diagnostics_channel";

/**
 * Node's module of channels; `undefined` on platforms without it. An import would break bundles for
 * browsers, and one by `require` or `import()` would break one of the two builds.
 */
function findDiagnostics(): Diagnostics | undefined {
  return globalThis.process?.getBuiltinModule?.(MODULE);
}

/** Holds the channels that were used: Node drops a channel that nobody holds. */
const channels = new Map<ChannelName, Channel | undefined>();

function channelOf(name: ChannelName): Channel | undefined {
  if (!channels.has(name)) channels.set(name, findDiagnostics()?.channel(name));
  return channels.get(name);
}

/** Whether a program listens to the channel. Ask before work that only a message requires. */
export function isObserved(name: ChannelName): boolean {
  return channelOf(name)?.hasSubscribers === true;
}

/**
 * Publishes a message. Node reports an error of a listener as an uncaught exception, so the caller
 * never sees it.
 *
 * @param message - Creates the message; called only if a program listens. It must not throw.
 */
export function publish<Name extends ChannelName>(
  name: Name,
  message: () => ChannelMessages[Name],
): void {
  if (isObserved(name)) channelOf(name)?.publish(message());
}

/**
 * Starts a clock, if a program listens to the channel.
 *
 * @returns The function that stops it, for the message that is published at the end.
 */
export function startTiming(name: ChannelName): (() => Timing) | undefined {
  if (!isObserved(name)) return undefined;
  const startedAt = Date.now();
  const start = performance.now();
  return () => ({ startedAt, durationMs: performance.now() - start });
}

/** The parts of an error that a message may have. */
export function summarizeError(error: unknown): ErrorSummary {
  if (error instanceof DdbPatternError) {
    return { name: error.name, code: error.code, message: error.message };
  }
  if (!(error instanceof Error)) return { name: typeof error };
  // A program can put anything into the name of an error, so only a word is passed on.
  return { name: /^\w{1,80}$/.test(error.name) ? error.name : "Error" };
}

const CHANNELS: { readonly [Name in ChannelName]: true } = {
  "ddb-pattern:save": true,
  "ddb-pattern:read": true,
  "ddb-pattern:conflict": true,
  "ddb-pattern:retry": true,
  "ddb-pattern:decide": true,
  "ddb-pattern:snapshot": true,
  "ddb-pattern:consumer.batch": true,
  "ddb-pattern:consumer.parked": true,
  "ddb-pattern:lag": true,
  "ddb-pattern:rebuild": true,
};

/**
 * Listens to a channel, as `subscribe` of `node:diagnostics_channel` does, with the type of its
 * messages. Messages are published synchronously, in the asynchronous context of the call that they
 * are about, so that `AsyncLocalStorage` gives the listener what it gives the caller.
 *
 * @param listener - An error that it throws becomes an uncaught exception, as for every listener of
 *   Node's channels.
 * @returns A function that ends the subscription.
 * @throws InvalidArgumentError if the platform has no `node:diagnostics_channel`, and for arguments
 *   that only JavaScript callers can pass.
 */
export function observe<Name extends ChannelName>(
  name: Name,
  listener: (message: ChannelMessages[Name]) => void,
): () => void {
  if (!Object.hasOwn(CHANNELS, name)) {
    throw new InvalidArgumentError(
      `The channel must be one of ${Object.keys(CHANNELS).join(", ")}.`,
    );
  }
  if (typeof listener !== "function") {
    throw new InvalidArgumentError("The listener must be a function.");
  }
  const diagnostics = findDiagnostics();
  if (diagnostics === undefined) {
    throw new InvalidArgumentError(`This platform has no ${MODULE}, so nothing can be observed.`);
  }
  const onMessage = (message: unknown) => listener(message as ChannelMessages[Name]);
  diagnostics.subscribe(name, onMessage);
  return () => {
    diagnostics.unsubscribe(name, onMessage);
  };
}
