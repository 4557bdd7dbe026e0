import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createDocumentClient } from "../../runtime/src/client/document-client.js";

/** An HTTP request of the SDK. */
export interface StubRequest {
  /** `PutItem`, `Query`… */
  readonly operation: string;
  readonly hostname: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly abortSignal: AbortSignal | undefined;
  answer(body?: object | string, status?: number, headers?: Readonly<Record<string, string>>): void;
  /** Answers with an error of DynamoDB. */
  refuse(name: string, more?: object, status?: number): void;
  /** Fails like a broken connection. */
  fail(error: Error): void;
}

const REQUEST_ID = { "x-amzn-requestid": "REQUEST" };

/** A request handler without sockets. Each request waits until the test answers it. */
export class StubHandler {
  readonly metadata = { handlerProtocol: "http/1.1" };
  readonly requests: StubRequest[] = [];
  /** Answers each request when it arrives. */
  react: ((request: StubRequest) => void) | undefined;
  configs: object = {};

  constructor(react?: (request: StubRequest) => void) {
    this.react = react;
  }

  handle(
    request: {
      readonly hostname: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: unknown;
    },
    { abortSignal }: { readonly abortSignal?: AbortSignal } = {},
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const abort = () => reject(Object.assign(new Error("Aborted."), { name: "AbortError" }));
      if (abortSignal?.aborted) {
        abort();
        return;
      }
      abortSignal?.addEventListener("abort", abort, { once: true });
      const answer: StubRequest["answer"] = (body = {}, status = 200, headers = REQUEST_ID) =>
        resolve({
          response: {
            statusCode: status,
            headers: { "content-type": "application/x-amz-json-1.0", ...headers },
            body: new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body)),
          },
        });
      const stubRequest: StubRequest = {
        operation: String(request.headers["x-amz-target"]).replace(/^.*\./, ""),
        hostname: request.hostname,
        body: JSON.parse(
          typeof request.body === "string"
            ? request.body
            : new TextDecoder().decode(request.body as Uint8Array),
        ),
        abortSignal,
        answer,
        refuse: (name, more = {}, status = 400) =>
          answer({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, ...more }, status),
        fail: reject,
      };
      this.requests.push(stubRequest);
      this.react?.(stubRequest);
    });
  }

  /** Waits until this many requests have been made in total. */
  async made(count: number): Promise<readonly StubRequest[]> {
    while (this.requests.length < count) await new Promise(setImmediate);
    return this.requests;
  }

  httpHandlerConfigs(): object {
    return this.configs;
  }

  updateHttpClientConfig(): void {}

  destroy(): void {}
}

function settings(handler: StubHandler, config: DynamoDBClientConfig): DynamoDBClientConfig {
  return {
    region: "local",
    endpoint: "http://127.0.0.1:1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    // The stub has the members of a response that the SDK reads.
    requestHandler: handler as unknown as NonNullable<DynamoDBClientConfig["requestHandler"]>,
    ...config,
  };
}

/** All kinds of clients over the same stub. */
export const CLIENTS: Readonly<
  Record<
    string,
    (handler: StubHandler, config?: DynamoDBClientConfig) => DynamoDBClient | DynamoDBDocumentClient
  >
> = {
  "a plain client": (handler, config = {}) => new DynamoDBClient(settings(handler, config)),
  "a plain client with cacheMiddleware": (handler, config = {}) =>
    new DynamoDBClient(settings(handler, { ...config, cacheMiddleware: true })),
  "a document client": (handler, config = {}) =>
    DynamoDBDocumentClient.from(new DynamoDBClient(settings(handler, config))),
  "the package's document client": (handler, config = {}) =>
    createDocumentClient(settings(handler, config)),
};

/** The package's document client over a stub. */
export function stubbedClient(
  handler: StubHandler,
  config: DynamoDBClientConfig = {},
): DynamoDBDocumentClient {
  return createDocumentClient(settings(handler, config));
}
