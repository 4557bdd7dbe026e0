import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Engine, EngineName } from "./engine.js";

const START_TRIES = 3;
const START_TIMEOUT_MS = 30_000;

/** How an engine is started as a process of its own. */
export interface ServerCommand {
  readonly name: EngineName;
  readonly program: string;
  readonly argumentsFor: (port: number) => readonly string[];
}

/** Starts an engine on a free port of the loopback, and waits until it answers. */
export async function startServer({ name, program, argumentsFor }: ServerCommand): Promise<Engine> {
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    const child = spawn(program, argumentsFor(port), { stdio: ["ignore", "ignore", "pipe"] });
    const stop = stopper(child);
    const lastWords = tailOf(child.stderr);
    if (await answers(child, endpoint)) return { name, endpoint, stop };
    await stop();
    // Between finding the port and taking it, another process may have taken it.
    if (tries === START_TRIES) {
      throw new Error(`The engine ${name} does not start. ${lastWords()}`.trim());
    }
  }
}

/** The end of what the process wrote; it is read for as long as the process runs, so that it never waits. */
function tailOf(stream: Readable): () => string {
  let tail = "";
  stream.setEncoding("utf8").on("data", (text: string) => {
    tail = (tail + text).slice(-2_000);
  });
  return () => tail;
}

/** A port of this machine that no program listens to. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No free port.");
  return address.port;
}

async function answers(child: ChildProcess, endpoint: string): Promise<boolean> {
  const giveUp = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < giveUp && child.pid !== undefined && child.exitCode === null) {
    const isUp = await fetch(endpoint, { signal: AbortSignal.timeout(1_000) }).then(
      () => true,
      () => false,
    );
    if (isUp) return true;
    await sleep(20);
  }
  return false;
}

/** Ends the process by its own handle, at the latest when this process ends. */
function stopper(child: ChildProcess): () => Promise<void> {
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("error", () => {});
  return async () => {
    process.removeListener("exit", kill);
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const exited = once(child, "exit");
    kill();
    await exited;
  };
}
