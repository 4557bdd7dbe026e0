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

/** A loopback server between the SDK and the engine that can fail as networks and DynamoDB do. */
export interface FaultProxy {
  readonly endpoint: string;
  /** The operation of every request that arrived: `PutItem`, `Query`… */
  readonly requests: readonly string[];
  /** What is done with the next requests, one after the other; the ones after them pass. */
  next(...faults: readonly Fault[]): void;
  /** What is done with every further request. */
  always(fault: Fault): void;
  close(): Promise<void>;
}

/** What is done with one request. */
export type Fault = (exchange: Exchange) => void | Promise<void>;

interface Exchange {
  /** Asks the engine, and gives its whole answer; what was to be written is written then. */
  readonly forward: () => Promise<Answer>;
  readonly answer: (answer: Answer) => void;
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

/** An answer that is none of DynamoDB's: what a captive portal says. */
export const garbage: Fault = ({ answer }) =>
  answer({ status: 200, headers: { "content-type": "text/html" }, body: "<html>" });

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

/** A transaction cancelled for these reasons, one for each of its items. */
export function cancel(...codes: readonly string[]): Fault {
  const CancellationReasons = codes.map((Code) => ({ Code, Message: `${Code}.` }));
  return refuse("TransactionCanceledException", { CancellationReasons });
}

export async function startProxy(engine: string): Promise<FaultProxy> {
  const requests: string[] = [];
  const planned: Fault[] = [];
  let usual = pass;
  // Reused connections: the tests count requests, not handshakes.
  const agent = new Agent({ keepAlive: true });

  const server = createServer(async (request, response) => {
    requests.push(String(request.headers["x-amz-target"]).replace(/^.*\./, ""));
    const fault = planned.shift() ?? usual;
    const body = await buffer(request);
    await fault({
      forward: () => forward(engine, agent, request, body),
      answer: (answer) => send(response, answer),
      reset: () => request.socket.destroy(),
    });
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
