import { once } from "node:events";
import {
  Agent,
  createServer,
  type IncomingMessage,
  request as requestOf,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/** A loopback server between the SDK and the engine that can fail as networks and DynamoDB do. */
export interface FaultProxy {
  readonly endpoint: string;
  /** The operation of every request that arrived: `PutItem`, `Query`… */
  readonly requests: readonly string[];
  /** What is done with the next requests, one after the other; the ones after them pass. */
  next(...faults: readonly Fault[]): void;
  /** What is done with every further request. */
  always(fault: Fault): void;
  /** Waits for what is still under way to the engine, though nobody may wait for its answer. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** What is done with one request. */
export type Fault = (exchange: Exchange) => void | Promise<void>;

export interface Exchange {
  /** `PutItem`, `Query`… */
  readonly operation: string;
  /** The request, as it arrived. */
  readonly body: Buffer;
  /** Asks the engine, and gives its whole answer; what was to be written is written then. */
  readonly forward: () => Promise<Answer>;
  readonly answer: (answer: Answer) => void;
  /** Begins to answer, and breaks the connection after so many bytes of the body. */
  readonly breakOff: (answer: Answer, bytes: number) => void;
  readonly reset: () => void;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer | string;
}

export const pass: Fault = async ({ forward, answer }) => answer(await forward());

/** The connection breaks before the engine hears of the request. */
export const resetBefore: Fault = ({ reset }) => reset();

/** The engine does what it was asked to, and its answer is lost. */
export const resetAfter: Fault = async ({ forward, reset }) => {
  await forward();
  reset();
};

/** No answer, ever. */
export const silence: Fault = () => {};

/** The engine does what it was asked to, and its answer comes when nobody waits for it any more. */
export function answerLate(ms: number): Fault {
  return async ({ forward, answer }) => {
    const late = await forward();
    await sleep(ms);
    answer(late);
  };
}

/** The connection breaks within the answer; `share`, from 0 to 1, of its body gets through. */
export function breakOff(share: number): Fault {
  return async ({ forward, breakOff }) => {
    const whole = await forward();
    breakOff(whole, Math.floor(whole.body.length * share));
  };
}

/** The answer ends too soon, and says that this is its length. */
export function truncate(share: number): Fault {
  return async ({ forward, answer }) => {
    const { status, headers, body } = await forward();
    const part = body.slice(0, Math.floor(body.length * share));
    answer({ status, headers: { ...headers, "content-length": String(part.length) }, body: part });
  };
}

/** A success that is none of DynamoDB's, from something else that answers at its address. */
export function stranger(body: string, status = 200): Fault {
  return ({ answer }) => answer({ status, headers: { "content-type": "text/html" }, body });
}

/** What a captive portal says. */
export const garbage: Fault = stranger("<html>");

/** An error as DynamoDB words it; `more` goes into its body. */
export function refuse(name: string, more: object = {}, status = 400): Fault {
  const body = JSON.stringify({
    __type: `com.amazonaws.dynamodb.v20120810#${name}`,
    message: `${name}, says the proxy.`,
    ...more,
  });
  return ({ answer }) =>
    answer({ status, headers: { "content-type": "application/x-amz-json-1.0" }, body });
}

export const throttle: Fault = refuse("ThrottlingException");
export const outOfCapacity: Fault = refuse("ProvisionedThroughputExceededException");
export const internalError: Fault = refuse("InternalServerError", {}, 500);
export const unavailable: Fault = refuse("ServiceUnavailable", {}, 503);

/** Why an action of a transaction failed, as DynamoDB words it. */
export interface Reason {
  readonly Code: string;
  readonly Message?: string;
  /** The item that has the key, with its types: `{ pk: { S: "…" } }`. */
  readonly Item?: object | undefined;
}

/** A transaction cancelled for these reasons, one for each of its actions; a text is a reason's code. */
export function cancel(...reasons: readonly (string | Reason)[]): Fault {
  const CancellationReasons = reasons.map((reason) => {
    const { Code, ...more } = typeof reason === "string" ? { Code: reason } : reason;
    return { Code, Message: `${Code}.`, ...more };
  });
  return refuse("TransactionCanceledException", { CancellationReasons });
}

export async function startProxy(engine: string): Promise<FaultProxy> {
  const requests: string[] = [];
  const planned: Fault[] = [];
  let usual = pass;
  // Reused connections: the tests count requests, not handshakes.
  const agent = new Agent({ keepAlive: true });

  const underWay = new Set<Promise<void>>();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = String(request.headers["x-amz-target"]).replace(/^.*\./, "");
    requests.push(operation);
    const fault = planned.shift() ?? usual;
    const body = await buffer(request);
    await fault({
      operation,
      body,
      forward: () => forward(engine, agent, request, body),
      answer: (answer) => send(response, answer),
      breakOff: ({ status, headers, body }, bytes) => {
        response.writeHead(status, headers).write(body.slice(0, bytes));
        request.socket.destroySoon();
      },
      reset: () => request.socket.destroy(),
    });
  }

  const server = createServer((request, response) => {
    // Where the engine or the caller breaks the connection, the other one is to see just that.
    const exchange = handle(request, response)
      .catch(() => void request.socket.destroy())
      .finally(() => underWay.delete(exchange));
    underWay.add(exchange);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    next: (...faults) => void planned.push(...faults),
    always: (fault) => {
      usual = fault;
    },
    settled: async () => void (await Promise.all(underWay)),
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

async function forward(
  engine: string,
  agent: Agent,
  { method, headers }: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  const request = requestOf(engine, { method, headers, agent }).end(body);
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await buffer(answer) };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}
