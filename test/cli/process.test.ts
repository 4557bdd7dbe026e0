import {
  type ChildProcess,
  execFile,
  execFileSync,
  spawnSync,
  spawn as start,
} from "node:child_process";
import { closeSync, cpSync, existsSync, openSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { EXAMPLES, schemaOf } from "../emit/support.js";
import { type Outcome, STORE, temporaryFolder, write } from "./support.js";

/** The command as users run it: built, in a process of its own. */
const BIN = fileURLToPath(new URL("../../generator/bin/ddb-pattern-gen.js", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

type WhenDone = Parameters<typeof temporaryFolder>[1];

interface Surroundings {
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Default: that of this repository. */
  readonly bin?: string;
}

function spawn(
  args: readonly string[],
  cwd: string,
  { nodeArgs = [], env = {}, bin = BIN }: Surroundings = {},
) {
  return new Promise<Outcome>((resolve) => {
    const options = { cwd, env: { ...process.env, ...env } };
    execFile(process.execPath, [...nodeArgs, bin, ...args], options, (error, stdout, stderr) => {
      resolve({ exit: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

function shell(command: string, cwd: string): Promise<string> {
  return new Promise((resolve) => {
    execFile("bash", ["-o", "pipefail", "-c", command], { cwd }, (error, stdout, stderr) =>
      resolve(`${stdout}${stderr}exit ${error?.code ?? 0}`),
    );
  });
}

/** Starts the command, which waits for its stdin: a named pipe that nobody writes to. */
function waiting(command: string, args: readonly string[], whenDone: WhenDone): ChildProcess {
  const cwd = temporaryFolder({}, whenDone);
  execFileSync("mkfifo", [join(cwd, "pipe")]);
  const stdin = openSync(join(cwd, "pipe"), "r+");
  whenDone?.(() => closeSync(stdin));
  const stdio = [stdin, "ignore", "pipe"] as const;
  return start(command, [...args, BIN, "lint", "/dev/stdin"], { stdio: [...stdio] });
}

function exitOf(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  return new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
}

/** A folder with a schema, and Node's arguments that make every import of a matching module fail. */
function forbidding(modules: RegExp, whenDone: WhenDone) {
  const cwd = temporaryFolder(
    {
      "events.yaml": STORE,
      "package.json": "{}",
      "node_modules/readme": "",
      "hooks.mjs": `export async function resolve(specifier, context, next) {
        if (${modules}.test(specifier)) throw new Error("imports " + specifier);
        return next(specifier, context);
      }`,
      "register.mjs": `import { register } from "node:module"; register("./hooks.mjs", import.meta.url);`,
    },
    whenDone,
  );
  return {
    cwd,
    nodeArgs: ["--no-warnings", "--import", pathToFileURL(join(cwd, "register.mjs")).href],
  };
}

test.concurrent("exit codes: success, errors, wrong usage", async ({ onTestFinished }) => {
  const cwd = temporaryFolder(
    { "events.yaml": STORE, "broken.yaml": "version: 1\n" },
    onTestFinished,
  );
  const outcomes = await Promise.all([
    spawn(["events.yaml"], cwd),
    spawn(["broken.yaml"], cwd),
    spawn(["--no-such-option"], cwd),
  ]);
  expect(outcomes.map(({ exit }) => exit)).toEqual([0, 1, 2]);
});

test.concurrent("a run without changes loads no parser, no printer and no other command", async ({
  onTestFinished,
}) => {
  const { cwd, nodeArgs } = forbidding(
    /^(yaml|ajv|ts-morph|diff|tinyglobby)$|\/(lint|explain|completion|help|version)-\w+\.js$/,
    onTestFinished,
  );
  expect((await spawn(["events.yaml"], cwd)).exit).toBe(0);
  const unchanged = "unchanged  events.generated.ts\n";
  expect((await spawn(["events.yaml"], cwd, { nodeArgs })).stderr).toBe(unchanged);
  write(cwd, "ddb-pattern-gen.config.yaml", "version: 1\nschemas: [{ file: events.yaml }]\n");
  expect((await spawn([], cwd)).stderr).toBe(unchanged);
  expect((await spawn([], cwd, { nodeArgs })).stderr).toBe(unchanged);
  // Each of these loads something that is forbidden, so the test can fail.
  for (const args of [
    ["lint", "events.yaml"],
    ["explain"],
    ["--help"],
    ["--version"],
    ["events.yaml", "--force"],
  ]) {
    const { exit, stderr } = await spawn(args, cwd, { nodeArgs });
    expect({ exit, stderr }).toEqual({ exit: 70, stderr: expect.stringContaining("imports ") });
  }
});

test.concurrent("lint loads no printer and no validator, and may read a pipe", async ({
  onTestFinished,
}) => {
  const { cwd, nodeArgs } = forbidding(/^(ts-morph|ajv)\b/, onTestFinished);
  write(cwd, "wrong.yaml", STORE.replace("data:", "dat:").replace("entity", "entities"));
  const right = { exit: 0, stdout: "", stderr: "" };
  expect(await spawn(["lint", "events.yaml"], cwd, { nodeArgs })).toEqual(right);
  const wrong = await spawn(["lint", "wrong.yaml"], cwd, { nodeArgs });
  expect(wrong.exit).toBe(1);
  expect(wrong.stderr).toMatch(/^error invalid-value .*^error unknown-key .*^2 errors$/ms);
  const command = `cat events.yaml | "${process.execPath}" "${BIN}" lint /dev/stdin`;
  expect(await shell(command, cwd)).toBe("exit 0");
});

test("a working folder that has been removed", async () => {
  const cwd = temporaryFolder({ "gone/readme": "" });
  const command = `cd gone && rm -r ../gone && "${process.execPath}" "${BIN}" --version`;
  expect(await shell(command, cwd)).toBe(
    "The working folder has been removed. Run the command in another one.\nexit 1",
  );
});

describe("a bug", () => {
  const CRASH = /^yaml$/;

  test.concurrent("is reported in two lines without a stack, with exit code 70", async ({
    onTestFinished,
  }) => {
    const { cwd, nodeArgs } = forbidding(CRASH, onTestFinished);
    expect(await spawn(["lint", "events.yaml"], cwd, { nodeArgs })).toEqual({
      exit: 70,
      stdout: "",
      stderr:
        "This is a bug of ddb-pattern-gen. Please report it: Error: imports yaml\n" +
        "With DDB_PATTERN_GEN_DEBUG=1, the report has the stack of the error.\n",
    });
  });

  test.concurrent("is reported with its stack on request", async ({ onTestFinished }) => {
    const { cwd, nodeArgs } = forbidding(CRASH, onTestFinished);
    const env = { DDB_PATTERN_GEN_DEBUG: "1" };
    const { exit, stderr } = await spawn(["lint", "events.yaml"], cwd, { nodeArgs, env });
    expect(exit).toBe(70);
    expect(stderr).toMatch(/^This is a bug .*: Error: imports yaml\nError: imports yaml\n {4}at /);
  });

  test.concurrent("is reported as well if no caller awaits the call that fails", async ({
    onTestFinished,
  }) => {
    const late = `setInterval(() => {
      const isRunning = process.listenerCount("uncaughtException") > 0;
      if (isRunning) throw new RangeError("too late");
    }, 10);`;
    const preload = `data:text/javascript,${encodeURIComponent(late)}`;
    const child = waiting(process.execPath, ["--import", preload], onTestFinished);
    const stderr = child.stderr?.toArray();
    expect(await exitOf(child)).toEqual({ code: 70, signal: null });
    expect((await stderr)?.join("")).toMatch(
      /^This is a bug of ddb-pattern-gen\. Please report it: RangeError: too late\n/,
    );
  });
});

describe("a stdout that is full", () => {
  test.concurrent.for([
    "events.yaml --stdout",
    "events.yaml --check --format json",
    "lint events.yaml --format github broken.yaml",
    "--help",
    "--version",
    "explain",
    "completion bash",
  ])("is one message and exit code 1: %s", async (args, { skip, onTestFinished }) => {
    if (!existsSync("/dev/full")) skip("this system has no /dev/full");
    const files = { "events.yaml": STORE, "broken.yaml": "version: 2\n" };
    const cwd = temporaryFolder(files, onTestFinished);
    const command = `"${process.execPath}" "${BIN}" ${args} > /dev/full`;
    expect(await shell(command, cwd)).toBe(
      "Cannot write to stdout: no space is left on the device.\nexit 1",
    );
  });
});

test.concurrent("a stderr that is full loses messages, and not the exit code", async ({
  skip,
  onTestFinished,
}) => {
  if (!existsSync("/dev/full")) skip("this system has no /dev/full");
  const cwd = temporaryFolder(
    { "events.yaml": STORE, "broken.yaml": "version: 2\n" },
    onTestFinished,
  );
  const command = (args: string) => `"${process.execPath}" "${BIN}" ${args} 2> /dev/full`;
  expect(await shell(command("events.yaml"), cwd)).toBe("exit 0");
  expect(await shell(command("broken.yaml"), cwd)).toBe("exit 1");
  expect(await shell(command("--unknown"), cwd)).toBe("exit 2");
});

describe.each(["SIGINT", "SIGTERM"] as const)("%s", (signal) => {
  test.concurrent("ends the process, so that shells report 128 and the signal's number", async ({
    onTestFinished,
  }) => {
    const child = waiting(process.execPath, [], onTestFinished);
    const end = exitOf(child);
    child.kill(signal);
    expect(await end).toEqual({ code: null, signal });
  });

  test.concurrent("ends the first process of a container, too", async ({
    skip,
    onTestFinished,
  }) => {
    const isolate = ["--pid", "--fork", "--kill-child", "--user", "--map-root-user"];
    const { status } = spawnSync("unshare", [...isolate, "true"]);
    if (status !== 0) skip("this system does not let us start a container");
    const child = waiting("unshare", [...isolate, process.execPath], onTestFinished);
    const end = exitOf(child);
    // Until the process handles the signal, the kernel drops it.
    const again = setInterval(() => {
      const children = `/proc/${child.pid}/task/${child.pid}/children`;
      if (!existsSync(children)) return;
      for (const inside of readFileSync(children, "utf8").match(/\d+/g) ?? []) {
        process.kill(Number(inside), signal);
      }
    }, 50);
    onTestFinished(() => clearInterval(again));
    expect(await end).toEqual({ code: signal === "SIGINT" ? 130 : 143, signal: null });
  });
});

test.concurrent("the schema may come from a pipe, and the reader of stdout may close it", async ({
  onTestFinished,
}) => {
  const events = Array.from(
    { length: 400 },
    (_, index) => `  PRICE_LOWERED_${index}: { data: { product_id: ulid, price: number } }\n`,
  );
  const schema = `version: 1\nname: Large\nlookups: [entity]\nevents:\n${events.join("")}`;
  const cwd = temporaryFolder({ "events.yaml": schema }, onTestFinished);
  const command = `cat events.yaml | "${process.execPath}" "${BIN}" /dev/stdin --stdout | head -1`;
  expect(await shell(command, cwd)).toMatch(/^\/\/ Code generated by ddb-pattern-gen .*\nexit 0$/);
});

test.concurrent("--check accepts the committed examples, and finds one changed byte", async ({
  onTestFinished,
}) => {
  const schemas = EXAMPLES.map(schemaOf);
  expect(await spawn([...schemas, "--check", "--quiet"], ROOT)).toEqual({
    exit: 0,
    stdout: "",
    stderr: "",
  });

  const cwd = temporaryFolder({}, onTestFinished);
  cpSync(join(ROOT, "schemas-example"), join(cwd, "schemas-example"), { recursive: true });
  cpSync(join(ROOT, "tsconfig.base.json"), join(cwd, "tsconfig.base.json"));
  cpSync(join(ROOT, "tsconfig.json"), join(cwd, "tsconfig.json"));
  const module = "schemas-example/todo/events.generated.ts";
  const text = readFileSync(join(cwd, module), "utf8");
  write(cwd, module, text.replace("labels?: string[]", "labels?: String[]"));
  const { exit, stdout } = await spawn([...schemas, "--check", "--quiet"], cwd);
  expect(exit).toBe(1);
  expect(stdout.split("\n").filter((line) => /^[-+]/.test(line))).toEqual([
    expect.stringContaining(`--- a/${module}`),
    expect.stringContaining(`+++ b/${module}`),
    "-    labels?: String[];",
    "+    labels?: string[];",
  ]);
});

test.concurrent("commands on tables say which packages the project lacks", async ({
  onTestFinished,
}) => {
  const cwd = temporaryFolder({ "events.yaml": STORE, "package.json": "{}" }, onTestFinished);
  const modules = join(cwd, "node_modules");
  const copy = (folder: string, name: string, ...parts: string[]) => {
    for (const part of ["package.json", "dist", ...parts]) {
      cpSync(join(ROOT, folder, part), join(modules, name, part), { recursive: true });
    }
  };
  copy("generator", "ddb-pattern-gen", "bin", "events.schema.json");
  for (const name of ["ajv", "diff", "tinyglobby", "yaml"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name), "junction");
  }
  const bin = join(modules, "ddb-pattern-gen", "bin", "ddb-pattern-gen.js");
  const release = () => spawn(["release", "events.yaml", "--table", "events"], cwd, { bin });
  const sdk = "@aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb";
  const nothing = await release();
  expect(nothing.exit).toBe(1);
  expect(nothing.stderr).toContain(`help: Run: npm install ddb-pattern-runtime ${sdk}\n`);
  copy("runtime", "ddb-pattern-runtime");
  const withoutSdk = await release();
  expect(withoutSdk.exit).toBe(1);
  expect(withoutSdk.stderr).toContain(`help: Run: npm install ${sdk}\n`);
});
