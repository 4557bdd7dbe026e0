import { requestLogOf } from "./request-log.js";
import type { DynamoDBSender } from "./sender.js";

/** On the client itself, and registered, so that all copies of this package in a process know it. */
const CACHES_MIDDLEWARE: unique symbol = Symbol.for("ddb-pattern.cachesMiddleware") as never;

/** Has the table keep the client's middleware stack between its calls; see {@link cachingClient}. */
export function allowMiddlewareCache(client: object): void {
  Object.defineProperty(client, CACHES_MIDDLEWARE, { value: true });
}

interface RequestHandler {
  handle(request: unknown, options?: object): unknown;
}

interface ClientConfig {
  readonly cacheMiddleware?: unknown;
  readonly requestHandler?: RequestHandler;
}

interface CacheableClient extends DynamoDBSender {
  readonly config?: ClientConfig;
  readonly [CACHES_MIDDLEWARE]?: unknown;
}

/** A client that keeps its middleware stacks. */
export interface CachingClient extends DynamoDBSender {
  /** The SDK's own cache: the stack of each command class that was sent. */
  readonly handlers: WeakMap<object, unknown> | undefined;
}

const cachingClients = new WeakMap<object, CachingClient>();

/**
 * The client, as one that builds its middleware stack once for each command class instead of for each
 * call, which is about a quarter of a save's CPU time. `undefined` if the client does not allow that.
 *
 * The SDK does so with `cacheMiddleware: true` and for calls without options; a document client refuses
 * the setting for the sake of its own commands. Thus the table sends its commands through an object that
 * inherits from the client, so that a stub of `send` works as ever, and that differs in its configuration:
 * the setting is there, and the call's signal comes to the HTTP request past the options.
 */
export function cachingClient(sender: DynamoDBSender): CachingClient | undefined {
  const client = sender as CacheableClient;
  const known = cachingClients.get(client);
  if (known !== undefined) return known;
  const { config } = client;
  const isAllowed = config?.cacheMiddleware === true || client[CACHES_MIDDLEWARE] === true;
  if (!isAllowed || config?.requestHandler === undefined) return undefined;
  const derived: CachingClient = Object.create(client, {
    config: { value: cachingConfig(config, config.requestHandler) },
    // The cache itself, which `send` makes, is not the client's.
    handlers: { value: undefined, writable: true, configurable: true },
  });
  cachingClients.set(client, derived);
  return derived;
}

function cachingConfig(config: ClientConfig, requestHandler: RequestHandler): object {
  const descriptors: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(config);
  for (const [name, value] of [
    ["cacheMiddleware", true],
    ["requestHandler", abortingHandler(requestHandler)],
  ] as const) {
    descriptors[name] = { value, enumerable: true, writable: true, configurable: true };
  }
  return Object.create(Object.getPrototypeOf(config), descriptors);
}

function abortingHandler(handler: RequestHandler): RequestHandler {
  return Object.create(handler, {
    handle: {
      value: (request: unknown, options?: object) => {
        const abortSignal = requestLogOf(request)?.abortSignal;
        return handler.handle(
          request,
          abortSignal === undefined ? options : { ...options, abortSignal },
        );
      },
    },
  });
}
