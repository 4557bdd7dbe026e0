import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Engine, EngineUnavailableError } from "./engine.js";

const START_TRIES = 3;
const START_TIMEOUT_MS = 10_000;

/** Dynoxide: one native process, in memory, on a free port of the loopback. */
export async function startDynoxide(): Promise<Engine> {
  const binary = findBinary();
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    const child = spawn(binary, ["serve", "--host", "127.0.0.1", "--port", String(port)], {
      stdio: "ignore",
    });
    const stop = stopper(child);
    if (await answers(child, endpoint)) return { name: "dynoxide", endpoint, stop };
    await stop();
    // Between finding the port and taking it, another process may have taken it.
    if (tries === START_TRIES) throw new Error("Dynoxide does not start.");
  }
}

function findBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), process.platform === "win32" ? "dynoxide.exe" : "dynoxide");
  } catch {
    throw new EngineUnavailableError(
      [
        `The embedded engine is not installed: there is no package ${name}.`,
        "Any of these gives an engine:",
        "  - npm i -D dynoxide",
        "  - AWS's DynamoDB Local, started by you, and DDB_PATTERN_ENDPOINT=http://localhost:8000",
        "  - any other DynamoDB-compatible endpoint, in DDB_PATTERN_ENDPOINT",
      ].join("\n"),
    );
  }
}

async function freePort(): Promise<number> {
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
  while (Date.now() < giveUp && child.exitCode === null) {
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
