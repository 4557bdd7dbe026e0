import type { Facts } from "./facts.js";
import type { Layout } from "./layout.js";

/** The scripts of package.json that init adds, and the names under which people run them. */
export interface Scripts {
  /** Names → commands, in the order of package.json. */
  readonly added: Readonly<Record<string, string>>;
  /** The name of npm's placeholder that is replaced. */
  readonly replaced: Readonly<Record<string, string>>;
  /** The scripts that run the program, the tests and the local table; `undefined` if nothing does. */
  readonly start: string | undefined;
  readonly test: string | undefined;
  readonly dev: string | undefined;
}

/** What `npm init` writes as `test`. */
const PLACEHOLDER = /^echo "Error: no test specified" && exit 1$/;

export function isPlaceholder(command: unknown): boolean {
  return PLACEHOLDER.test(String(command));
}

/** Plans the scripts. One that exists stays, and what it would have run gets the name `events:…`. */
export function planScripts(facts: Facts, layout: Layout): Scripts {
  const added: Record<string, string> = {};
  const replaced: Record<string, string> = {};
  const has = (name: string) => Object.hasOwn(facts.scripts, name);
  const commandOf = (name: string) => String(facts.scripts[name] ?? "");
  const add = (name: string, command: string) => {
    if (!has(name)) added[name] = command;
  };
  /** The name of a script that people run: its own if that is free. */
  const nameOf = (name: string, command: string | undefined) => {
    const isFree = !has(name) || isPlaceholder(commandOf(name)) || commandOf(name) === command;
    return isFree ? name : `events:${name}`;
  };
  const offer = (name: string, command: string) => {
    if (isPlaceholder(commandOf(name))) replaced[name] = command;
    else add(name, command);
    return name;
  };
  const { before, runsFirst, start, test } = commandsOf(facts, layout);
  for (const [name, command] of before) add(name, command);
  const names = { start: nameOf("start", start), test: nameOf("test", test) };
  // The user's own scripts of these names run as before.
  for (const script of runsFirst?.scripts ?? [])
    add(`pre${names[script]}`, runsFirst?.command ?? "");
  const scripts = {
    start: start === undefined ? undefined : offer(names.start, start),
    test: test === undefined ? (has("test") ? "test" : undefined) : offer(names.test, test),
    dev: offer(nameOf("dev", DEV), DEV),
  };
  add("check:events", "ddb-pattern-gen --check");
  return { added, replaced, ...scripts };
}

const DEV = "ddb-pattern-gen dev";

interface Commands {
  /** Those that other scripts and people run. */
  readonly before: readonly (readonly [string, string])[];
  /** A command that package managers run before these scripts. */
  readonly runsFirst?: {
    readonly command: string;
    readonly scripts: readonly ("start" | "test")[];
  };
  /** The command that runs the example; `undefined` without it. */
  readonly start?: string;
  /** `undefined` if the project's own `test` runs all tests. */
  readonly test?: string | undefined;
}

const GENERATE = "ddb-pattern-gen";

function commandsOf(facts: Facts, { kind, example }: Layout): Commands {
  const { scripts } = facts;
  const isGenerated = Object.values(scripts).some((command) =>
    /\bddb-pattern-gen(?: generate)?(?: *$| *&&)/.test(String(command)),
  );
  const name = Object.hasOwn(scripts, "build") ? "prebuild" : "generate";
  const before = isGenerated ? [] : [[name, GENERATE] as const];
  if (example === undefined) return { before };
  if (kind === "new") return newCommands(facts, example.program);
  const isBun = facts.manager === "bun";
  const start = `${isBun ? "bun" : "tsx"} ${example.program}`;
  const ownTest = isBun ? "bun test" : `node --import tsx --test ${example.test}`;
  return { before, start, test: withRunner(facts) ?? (isOfRunner(facts) ? undefined : ownTest) };
}

/** Compiles into a folder that has nothing else: a test whose source is gone would run on. Works in every shell. */
const COMPILE = `node -e "fs.rmSync('dist', { recursive: true, force: true })" && tsc`;

/** The commands of a project that init makes. */
function newCommands(facts: Facts, program: string): Commands {
  const { manager, runner, scripts } = facts;
  const compiled = "node --test dist/*.test.js";
  const isCompiled = runner === "node";
  // Yarn 2 and newer run no script before another one.
  const isHooked = manager !== "yarn";
  const both = `${GENERATE} && ${COMPILE}`;
  const usual = isHooked ? COMPILE : both;
  const isFree = !Object.hasOwn(scripts, "build") || scripts.build === usual;
  const build = isFree ? (["build", usual] as const) : (["events:build", both] as const);
  const before = isHooked ? [["prebuild", GENERATE] as const, build] : [build];
  if (manager === "bun") return { before, start: `bun ${program}`, test: withRunner(facts) };
  if (manager === "yarn") {
    const run = `yarn ${build[0]} &&`;
    const test = isCompiled ? `${run} ${compiled}` : withRunner(facts);
    return { before, start: `${run} node dist/main.js`, test };
  }
  return {
    before,
    runsFirst: {
      command: `${manager} run ${build[0]}`,
      scripts: isCompiled ? ["start", "test"] : ["start"],
    },
    start: "node dist/main.js",
    test: isCompiled ? compiled : withRunner(facts),
  };
}

/** Whether a test runner of the project finds the test. */
function isOfRunner({ runner }: Facts): boolean {
  return runner === "vitest" || runner === "jest";
}

/** The command of a test runner that finds tests by itself, for a project without the script `test`. */
function withRunner({ runner, scripts }: Facts): string | undefined {
  if (runner === "node" || Object.hasOwn(scripts, "test")) return undefined;
  return { vitest: "vitest run", jest: "jest", bun: "bun test" }[runner];
}
