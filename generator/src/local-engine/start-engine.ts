import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { guard } from "./guard.js";

/** A local engine that is running. */
export interface Engine {
  readonly endpoint: string;
  /** Resolves when the engine ends, to the reason; also after `stop`. */
  readonly ended: Promise<string>;
  /** Ends the engine, and waits until it has ended. */
  stop(): Promise<void>;
}

export interface EngineOptions {
  readonly program: string;
  /** 0 is any free port. */
  readonly port: number;
  /** The file that keeps the tables; `undefined`: in memory. */
  readonly data: string | undefined;
  /** Gives up waiting for the engine. */
  readonly signal: AbortSignal;
  /** Called again and again while the engine does not answer. */
  readonly onWait: () => void;
}

const HOST = "127.0.0.1";
const START_MS = 30_000;
/** An engine that does not end by itself is ended by force. */
const STOP_MS = 2_000;

/** Starts the engine, and waits until it answers. Gives the reason if it does not. */
export async function startEngine({
  program,
  port: wanted,
  data,
  signal,
  onWait,
}: EngineOptions): Promise<Engine | { readonly problem: string }> {
  const port = await freePort(wanted);
  if (port === undefined) {
    return {
      problem: `Port ${wanted} is in use. Name another one with --port, or use what runs there with --endpoint http://${HOST}:${wanted}.`,
    };
  }
  const file = data === undefined ? [] : ["--db-path", data];
  const args = ["serve", "--host", HOST, "--port", String(port), ...file];
  const child = spawn(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    // In a group of its own, it does not get the signals that a terminal sends to this process.
    detached: process.platform !== "win32",
  });
  const endGuard = guard(child);
  child.on("close", endGuard);
  const tail = tailOf(child.stderr);
  const ended = new Promise<string>((resolve) => {
    child.on("error", ({ message }) => resolve(message));
    child.on("close", (code, signal) => {
      const how = signal === null ? `exit code ${code}` : signal;
      resolve(`${how}${tail() === "" ? "" : `: ${tail()}`}`);
    });
  });
  // The engine does not outlive this process, however that ends.
  const kill = () => child.kill("SIGKILL");
  const hangUp = () => {
    kill();
    process.kill(process.pid, "SIGHUP");
  };
  process.once("exit", kill);
  process.once("SIGHUP", hangUp);
  const stop = async () => {
    process.removeListener("exit", kill);
    process.removeListener("SIGHUP", hangUp);
    if (hasEnded(child)) return;
    child.kill();
    const timer = setTimeout(kill, STOP_MS);
    await ended;
    clearTimeout(timer);
  };
  const endpoint = `http://${HOST}:${port}`;
  if (await answers(child, endpoint, signal, onWait)) return { endpoint, ended, stop };
  await stop();
  return { problem: `The local engine does not start: ${await ended}.` };
}

function hasEnded({ exitCode, signalCode, pid }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null || pid === undefined;
}

/** The last line that the process wrote. It is read for as long as the process runs, so that it never waits. */
function tailOf(stream: Readable): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (more: string) => {
    text = (text + more).slice(-2_000);
  });
  return () => (text.trim().split("\n").at(-1) ?? "").replace(/\.+$/, "");
}

/** The port, if it is free; a free one for 0. */
function freePort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
      .on("error", () => resolve(undefined))
      .listen(port, HOST, () => {
        const address = server.address();
        const found = typeof address === "object" ? address?.port : undefined;
        server.close(() => resolve(found));
      });
  });
}

async function answers(
  child: ChildProcess,
  endpoint: string,
  signal: AbortSignal,
  onWait: () => void,
): Promise<boolean> {
  const giveUp = Date.now() + START_MS;
  while (Date.now() < giveUp && !hasEnded(child) && !signal.aborted) {
    const isUp = await fetch(endpoint, { signal: AbortSignal.timeout(1_000) }).then(
      () => true,
      () => false,
    );
    if (isUp) return true;
    onWait();
    await sleep(20);
  }
  return false;
}
