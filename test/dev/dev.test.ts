import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, inject, onTestFinished, test } from "vitest";
import { findEngine } from "../../generator/src/local-engine/find-engine.js";
import { type Background, BIN, inBackground } from "../cli/background.js";
import { STORE, temporaryFolder, write } from "../cli/support.js";
import { ROOT } from "../emit/support.js";
import { freePort } from "../engines/server-process.js";

const CONFIG = "version: 1\nschemas: [{ file: events.yaml, table: prices }]\n";

/** The reason to skip a test that starts the engine. */
const found = findEngine(".", process.env.DDB_PATTERN_DYNOXIDE);
const NO_ENGINE = "problem" in found ? found.problem : undefined;

function project(): string {
  const files = { "events.yaml": STORE, "ddb-pattern-gen.config.yaml": CONFIG, ".git/HEAD": "" };
  return temporaryFolder(files);
}

async function describe(endpoint: string, TableName: string) {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint, region: "local", credentials });
  onTestFinished(() => client.destroy());
  return (await client.send(new DescribeTableCommand({ TableName }))).Table;
}

/** The id of the engine that a process has started; `undefined` where the system does not say. */
function engineOf(dev: number | undefined): number | undefined {
  const children = `/proc/${dev}/task/${dev}/children`;
  if (!existsSync(children)) return undefined;
  const ids = readFileSync(children, "utf8").trim().split(" ");
  const id = ids.find((id) => readFileSync(`/proc/${id}/cmdline`, "utf8").includes("\0serve\0"));
  return Number(id);
}

async function untilDown(endpoint: string): Promise<void> {
  while (await isUp(endpoint)) await setTimeout(50);
}

async function isUp(endpoint: string): Promise<boolean> {
  return fetch(endpoint).then(
    () => true,
    () => false,
  );
}

async function started(folder: string, port: number, ...args: string[]): Promise<Background> {
  const command = inBackground(["dev", "--port", String(port), ...args], folder);
  await command.until(/^watching {3}1 schema$/m);
  return command;
}

test.skipIf(NO_ENGINE !== undefined)(
  "dev starts an engine with the table, prints the environment, generates, and ends with a signal",
  async () => {
    const [folder, port] = [project(), await freePort()];
    const endpoint = `http://127.0.0.1:${port}`;
    const command = await started(folder, port, "--write-env", ".env.local");
    expect(command.stdout()).toBe(
      [
        `export AWS_ENDPOINT_URL_DYNAMODB=${endpoint}`,
        `export AWS_ENDPOINT_URL_DYNAMODB_STREAMS=${endpoint}`,
        "export AWS_REGION=local",
        "export AWS_ACCESS_KEY_ID=local",
        "export AWS_SECRET_ACCESS_KEY=local\n",
      ].join("\n"),
    );
    expect(readFileSync(join(folder, ".env.local"), "utf8")).toContain(
      `\nAWS_ENDPOINT_URL_DYNAMODB_STREAMS=${endpoint}\nAWS_REGION=local\n`,
    );
    const table = await describe(endpoint, "prices");
    expect(table?.StreamSpecification).toEqual({
      StreamEnabled: true,
      StreamViewType: "NEW_IMAGE",
    });
    expect(existsSync(join(folder, "events.generated.ts"))).toBe(true);
    write(folder, "events.yaml", STORE.replace("price: number", "price: integer"));
    await command.until(/^generated {2}events\.generated\.ts /m);
    write(folder, "ddb-pattern-gen.config.yaml", CONFIG.replace("prices", "later"));
    await command.until(/^table {6}later at /m);
    expect((await describe(endpoint, "later"))?.StreamSpecification?.StreamEnabled).toBe(true);
    expect(await command.end("SIGINT")).toBe(130);
    expect(await isUp(endpoint)).toBe(false);
    expect(command.stderr()).not.toContain("has ended");
  },
);

test.skipIf(NO_ENGINE !== undefined)(
  "dev keeps its tables in a file, ends when the engine does, and does not take a port that is in use",
  async () => {
    const [folder, port] = [project(), await freePort()];
    const first = await started(folder, port, "--data", "tables.db", "--format", "json");
    expect(JSON.parse(first.stdout())).toMatchObject({
      environment: { AWS_REGION: "local" },
      tables: ["prices"],
    });

    const second = inBackground(["dev", "--port", String(port)], folder);
    expect(await second.exit).toBe(1);
    expect(second.stderr()).toContain(`Port ${port} is in use.`);
    expect(second.stdout()).toBe("");

    const engineId = engineOf(first.child.pid);
    if (engineId !== undefined) {
      process.kill(engineId, "SIGKILL");
      expect(await first.exit).toBe(1);
      expect(first.stderr()).toContain("The local engine has ended: SIGKILL");
    } else {
      expect(await first.end("SIGTERM")).toBe(143);
    }
    expect(existsSync(join(folder, "tables.db"))).toBe(true);
  },
);

test("dev says how to get an engine, where there is none", async () => {
  const env = { DDB_PATTERN_DYNOXIDE: "/nowhere/dynoxide" };
  const command = inBackground(["dev"], project(), env);
  expect(await command.exit).toBe(1);
  expect(command.stderr()).toBe(
    'DDB_PATTERN_DYNOXIDE is "/nowhere/dynoxide", but that is not a program that runs here.\n',
  );
});

test("dev ends at once while an engine does not answer", async () => {
  const silent = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void silent.close());
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const connected = once(silent, "connection");
  const command = inBackground(["dev", "--endpoint", `http://127.0.0.1:${port}`], project());
  await connected;
  expect(await command.end("SIGINT")).toBe(130);
});

test("dev uses an engine that is running, and leaves it running", async () => {
  const endpoint = inject("endpoint");
  const table = `dev-${Date.now()}`;
  const folder = project();
  const command = inBackground(["dev", "--endpoint", endpoint, "--table", table], folder);
  await command.until(/^watching {3}1 schema$/m);
  expect((await describe(endpoint, table))?.TableName).toBe(table);
  expect(await command.end("SIGTERM")).toBe(143);
  expect(await isUp(endpoint)).toBe(true);

  write(folder, "mine.env", "A=1\n");
  const other = ["dev", "--endpoint", endpoint, "--table", table, "--write-env", "mine.env"];
  const refused = inBackground(other, folder);
  expect(await refused.exit).toBe(1);
  expect(refused.stderr()).toContain("mine.env was not written by this command");
});

/** Prints the tables, and ends with an exit code. */
const PROGRAM = `
const { DynamoDBClient, ListTablesCommand } = require("@aws-sdk/client-dynamodb");
const { DynamoDBStreamsClient, ListStreamsCommand } = require("@aws-sdk/client-dynamodb-streams");
(async () => {
  const { TableNames } = await new DynamoDBClient().send(new ListTablesCommand());
  const { Streams } = await new DynamoDBStreamsClient().send(new ListStreamsCommand());
  console.log(JSON.stringify([TableNames, Streams.map(({ TableName }) => TableName)]));
  process.exitCode = Number(process.argv[2]);
})();
`;

test.skipIf(NO_ENGINE !== undefined)(
  "dev runs a command with tables of its own, and exits with its exit code",
  async () => {
    const folder = project();
    const program = write(folder, "list.cjs", PROGRAM);
    const env = { NODE_PATH: join(ROOT, "node_modules") };
    const command = inBackground(["dev", "--", process.execPath, program, "7"], folder, env);
    expect(await command.exit).toBe(7);
    expect(command.stdout()).toBe('[["prices"],["prices"]]\n');
    expect(existsSync(join(folder, "events.generated.ts"))).toBe(false);
    const endpoint = /^table {6}prices at (\S+)$/m.exec(command.stderr())?.[1];
    expect(await isUp(String(endpoint))).toBe(false);
  },
);

test.skipIf(NO_ENGINE !== undefined)(
  "dev ends the command that it runs with itself, and says if there is none",
  async () => {
    const wait = "console.error('started'); setInterval(() => {}, 1000)";
    const command = inBackground(["dev", "--", process.execPath, "-e", wait], project());
    await command.until(/^started$/m);
    expect(await command.end("SIGTERM")).toBe(143);

    const missing = inBackground(["dev", "--", "no-such-program"], project());
    expect(await missing.exit).toBe(1);
    expect(missing.stderr()).toContain("The command cannot be run: spawn no-such-program ENOENT.");
  },
);

test.skipIf(NO_ENGINE !== undefined)(
  "the engine ends with dev, and dev with npm, however they end",
  async () => {
    const killed = inBackground(["dev", "--port", "0"], project());
    const [, endpoint = ""] =
      /at (\S+)$/.exec(await killed.until(/^table {6}prices at \S+$/m)) ?? [];
    killed.child.kill("SIGKILL");
    await untilDown(endpoint);

    const folder = project();
    const dev = [process.execPath, BIN, "dev", "--port", "0"].map((word) => `"${word}"`).join(" ");
    write(folder, "package.json", JSON.stringify({ scripts: { dev } }));
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      // The tests silence the SDK themselves.
      const { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: _, ...env } = process.env;
      const stdio: ["ignore", "pipe", "pipe"] = ["ignore", "pipe", "pipe"];
      const npm = spawn("npm", ["run", "dev"], { cwd: folder, env, stdio });
      let text = "";
      for await (const part of npm.stderr) {
        text += part;
        if (/^watching /m.test(text)) break;
      }
      npm.kill(signal);
      expect(text).not.toContain("NodeVersionSupportWarning");
      await untilDown(/ at (http\S+)$/m.exec(text)?.[1] ?? "");
    }
  },
);
