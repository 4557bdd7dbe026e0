import { requestLogOf } from "./request-log.js";
import type { DynamoDBSender } from "./sender.js";

/**
 * The client's mark. The symbol is registered, so that all copies of this package in a process
 * share it.
 */
const CACHES_MIDDLEWARE: unique symbol = Symbol.for("ddb-pattern.cachesMiddleware") as never;

/**
 * Allows the table to cache the client's middleware stack between calls; see {@link cachingClient}.
 */
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

/** A client that caches its middleware stacks. */
export interface CachingClient extends DynamoDBSender {
  /** The SDK's cache: the stack of each command class that was sent. */
  readonly handlers: WeakMap<object, unknown> | undefined;
}

const cachingClients = new WeakMap<object, CachingClient>();

/**
 * Derives a client that builds its middleware stack once for each command class instead of for each
 * call, which saves about a quarter of a save's CPU time. Returns `undefined` if the client does
 * not allow caching.
 *
 * The SDK caches with `cacheMiddleware: true`, and only for calls without options. A document
 * client refuses this setting, because of its own commands. So the table sends its commands through
 * an object that inherits from the client, which keeps stubs of `send` working, and overrides its
 * configuration: the setting is on, and the call's signal reaches the HTTP request without options.
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
    // The derived client has its own cache, which `send` creates.
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
