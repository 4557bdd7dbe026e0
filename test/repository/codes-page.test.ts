import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { DEFAULT_PRICES } from "../../generator/src/cost/prices/prices.js";
import type { Code } from "../../generator/src/diagnostics/messages.js";
import {
  MAX_CHARACTERS,
  MAX_DEPTH,
  MAX_FILE_BYTES,
  MAX_IMPORTS,
  MAX_ITEMS,
  MAX_PARTS,
  MAX_PARTS_OF_ONE,
  MAX_TOKENS,
  MAX_VALUES,
} from "../../generator/src/language/limits.js";
import { MANY_COPIES } from "../../generator/src/lint/rules/many-copies.js";
import { type Files, run, STORE, temporaryFolder, write } from "../cli/support.js";
import { CODES } from "../diagnostics/codes.js";
import { contractOf, startStubTables } from "../engines/stub-tables.js";

/** The commands of docs/reference/codes.md: the first gets the code, the second does not. */
const page = readFileSync(new URL("../../docs/reference/codes.md", import.meta.url), "utf8");
const sections = page.split(/^### /m).slice(1);

const examples = sections.flatMap((section) => {
  const code = section.split("\n", 1)[0] as Code;
  const lines = /```sh\n(.*?)\n```/s.exec(section)?.[1]?.split("\n");
  const [bad, good] = (lines ?? []).map((line) => line.replace(/ +# .*/, ""));
  return bad === undefined || good === undefined ? [] : [{ code, bad, good }];
});

test("every code has an example that gets it, and one that does not", () => {
  const withYaml = sections.filter((section) => section.split("```yaml\n").length === 3);
  const codes = [
    ...withYaml.map((section) => section.split("\n", 1)[0]),
    ...examples.map(({ code }) => code),
  ];
  expect(codes.sort()).toEqual(CODES.toSorted());
});

const count = (limit: number) => limit.toLocaleString("en-US");

test.each<[Code | "many-copies", ...string[]]>([
  ["file-too-large", `${MAX_FILE_BYTES / 1024 ** 2} MiB`],
  [
    "too-many-values",
    `${count(MAX_VALUES)} values`,
    `${count(MAX_CHARACTERS)} characters`,
    `${count(MAX_TOKENS)} tokens`,
  ],
  ["too-many-parts", `${count(MAX_PARTS)} parts`, `more than ${count(MAX_PARTS_OF_ONE)}`],
  ["too-deep", `${MAX_DEPTH} levels`],
  ["import-unreadable", `${MAX_FILE_BYTES / 1024 ** 2} MiB`],
  ["too-many-imports", `more than ${MAX_IMPORTS} files`],
  ["too-many-copies", `more than ${MAX_ITEMS} items`],
  ["many-copies", `more than ${MANY_COPIES} copies`],
])("the section %s has the limits of the sources", (code, ...limits) => {
  const section = sections.find((text) => text.startsWith(`${code}\n`));
  for (const limit of limits) expect(section?.replaceAll("\n", " ")).toContain(limit);
});

const of = <T>(count: number, one: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => one(index));
const fields = (count: number, type: string) => of(count, (index) => `      f${index}${type}\n`);
const ids = (count: number, type: string) => of(count, (index) => `      f${index}_id: ${type}\n`);
const event = (...lines: string[]) => `${STORE}${lines.join("")}`;
const types = (name: string) => `version: 1\ntypes: { ${name}: string }\n`;
const schemaOf = (...imports: string[]) => `${STORE}imports: [${imports.join(", ")}]\n`;
const configOf = (...files: string[]) =>
  `version: 1\nschemas:\n${files.map((file) => `  - file: ${file}\n`).join("")}`;
const named = (name: string) => STORE.replace("name: Store", `name: ${name}`);

const OTHERS = { "orders.yaml": named("Orders"), "stock.yaml": named("Stock") };
const BY_HAND = { "events.yaml": STORE, "events.generated.ts": "export {};\n" };
const PACKAGE = { "events.yaml": STORE, "package.json": "{}" };
const OTHER_PRICE = STORE.replace("price: number", "price: integer");
const WITH_UPCASTERS = { "events.yaml": STORE, "upcasters.mjs": "export const upcasters = {};\n" };
const PROGRAM = 'export interface A { type: "A"; data: { a_id: string } }\n';
const TWO = { "store/events.yaml": STORE, "todo/events.yaml": named("Todo") };

const REMOVED = STORE.replace("      price: number\n", "");

const BUDGET = "version: 1\nevents: { Store: { PRICE_LOWERED: { typical: 0, most: 0 } } }\n";
const PRICES = JSON.stringify(DEFAULT_PRICES);

const LOCK = await releasedLock();

/** The lock of a schema with one release. */
async function releasedLock(): Promise<string> {
  const folder = temporaryFolder({ "events.yaml": STORE }, afterAll);
  await run(["release", "events.yaml"], folder);
  return readFileSync(join(folder, "events.lock.yaml"), "utf8");
}

/** The files before the first command, and those that are added before the second. */
const FILES: Partial<Record<Code, readonly [Files, Files]>> = {
  "file-unreadable": [{}, { "events.yaml": STORE }],
  "file-too-large": [{ "everything.yaml": STORE.padEnd(MAX_FILE_BYTES + 1) }, OTHERS],
  "not-utf8": [
    { "events.yaml": Buffer.from(`${STORE}# Größe\n`, "latin1") },
    { "events.yaml": `${STORE}# Größe\n` },
  ],
  "foreign-document": [
    { "openapi.yaml": "openapi: 3.1.0\ninfo: { title: A, version: 1.0.0 }\npaths: {}\n" },
    { "events.yaml": STORE },
  ],
  "too-many-parts": [
    { "events.yaml": event(...fields(1200, ": string")) },
    {
      "events.yaml": event(
        "      lines: { type: array, items: { type: object, additionalProperties: string } }\n",
      ),
    },
  ],
  "too-many-imports": [
    {
      "events.yaml": schemaOf("./all.yaml"),
      "all.yaml": `version: 1\nimports: [${of(100, (index) => `./t${index}.yaml`).join(", ")}]\n`,
      ...Object.fromEntries(of(100, (index) => [`t${index}.yaml`, types(`T${index}`)])),
    },
    { "events.yaml": schemaOf("./all.yaml"), "all.yaml": types("T") },
  ],
  "too-many-copies": [
    { "events.yaml": event(...ids(120, "ulid")) },
    { "events.yaml": event(...ids(100, "{ type: ulid, lookup: false }")) },
  ],
  "duplicate-schema-name": [
    { "shop/events.yaml": STORE, "warehouse/events.yaml": STORE },
    { "shop/events.yaml": STORE, "warehouse/events.yaml": named("Warehouse") },
  ],
  "config-file-missing": [
    { "orders.yaml": STORE, "ordres.config.yaml": configOf("ordres.yaml") },
    { "orders.config.yaml": configOf("orders.yaml") },
  ],
  "config-duplicate-file": [
    { "orders.yaml": STORE, "twice.config.yaml": configOf("orders.yaml", "./orders.yaml") },
    { "orders.config.yaml": configOf("orders.yaml") },
  ],
  "config-as-schema": [
    { "orders.yaml": STORE, "ddb-pattern-gen.config.yaml": configOf("orders.yaml") },
    {},
  ],
  "import-failed": [
    { "openapi.yaml": "openapi: 3.1.0\n" },
    {
      "asyncapi.yaml":
        "asyncapi: 3.0.0\ncomponents: { messages: { ping: { payload: { type: object } } } }\n",
    },
  ],
  "import-exists": [{ "events.yaml": STORE, "events.ts": PROGRAM }, {}],
  "output-clash": [TWO, TWO],
  "output-not-generated": [BY_HAND, BY_HAND],
  "output-of-another-schema": [TWO, {}],
  "output-unwritable": [PACKAGE, PACKAGE],
  "output-missing": [{ "events.yaml": STORE }, { "events.yaml": STORE }],
  "output-conflict": [{ "events.yaml": STORE }, {}],
  "output-changed": [{ "events.yaml": STORE }, {}],
  "catalogue-outdated": [{ "events.yaml": STORE }, {}],
  "lock-conflict": [
    { "events.yaml": STORE, "events.lock.yaml": `${LOCK}<<<<<<< HEAD\n` },
    { "events.lock.yaml": LOCK },
  ],
  "lock-order": [
    { "events.yaml": STORE, "events.lock.yaml": `${LOCK}  - release: 3\n    shapes: a\n` },
    { "events.lock.yaml": LOCK },
  ],
  "lock-invalid": [
    { "events.yaml": STORE, "events.lock.yaml": LOCK.replace("number", "numbr") },
    { "events.lock.yaml": LOCK },
  ],
  "breaking-changes": [
    { "events.yaml": REMOVED, "events.lock.yaml": LOCK },
    { "events.yaml": `${REMOVED}reserved: { PRICE_LOWERED: [price] }\n` },
  ],
  "unused-accept": [
    {
      "events.yaml": `${STORE}accept: { FIELD_NO_DELETE: { events.PRICE_LOWERED.data.cost: No. } }\n`,
      "events.lock.yaml": LOCK,
    },
    { "events.yaml": STORE },
  ],
  "baseline-unreadable": [{ "events.yaml": STORE }, { "old.yaml": STORE }],
  "baseline-invalid": [
    { "events.yaml": STORE, "wrong.yaml": STORE.replace("number", "numbr") },
    { "old.yaml": STORE },
  ],
  "table-unusable": [{ "events.yaml": STORE, "events.lock.yaml": LOCK }, {}],
  "upcasters-unusable": [WITH_UPCASTERS, {}],
  "contract-outdated": [{ "events.yaml": STORE, "events.lock.yaml": LOCK }, {}],
  "contract-unknown": [
    { "events.yaml": OTHER_PRICE },
    { "events.yaml": STORE, "events.lock.yaml": LOCK },
  ],
  "copies-missing": [{ "events.yaml": STORE, "events.lock.yaml": LOCK }, {}],
  "over-budget": [{ "events.yaml": STORE, "old.yaml": BUDGET }, {}],
  "cost-file-unreadable": [{ "events.yaml": STORE, "prices.yaml": PRICES }, {}],
  "lock-outdated": [{ "events.yaml": STORE }, {}],
  "lock-clash": [
    { "events.yaml": STORE, "events.yml": named("Orders"), "orders.yaml": named("Orders") },
    {},
  ],
  "lock-as-schema": [{ "events.yaml": STORE, "events.lock.yaml": LOCK }, {}],
  "output-orphan": [{ "events.yaml": STORE, "orders.yaml": named("Orders") }, {}],
};

/** The contracts of the release in `LOCK`: complete, and not. */
const SHAPES = /shapes: "?(\w+)/.exec(LOCK)?.[1] ?? "";
const COMPLETE = contractOf("Store", 1, SHAPES);
const INCOMPLETE = contractOf("Store", 1, SHAPES, "2026-01-01T00:00:00.000Z");

/** The items of the table of the examples. */
let items = [COMPLETE];
const engine = await startStubTables(() => ({ events: items }));
afterAll(() => engine.close());
beforeEach(() => {
  items = [COMPLETE];
});

/** Steps before the first command. */
const BEFORE: Partial<Record<Code, (folder: string) => Promise<void>>> = {
  "contract-outdated": async () => {
    items = [];
  },
  "copies-missing": async () => {
    items = [INCOMPLETE];
  },
  "output-of-another-schema": async (folder) => {
    await run(["store/events.yaml", "--out", "generated"], folder);
  },
  "output-conflict": async (folder) => {
    await run(["events.yaml"], folder);
    const module = readFileSync(join(folder, "events.generated.ts"), "utf8");
    const ours = module.replaceAll("Store", "Shop");
    const conflict = `<<<<<<< HEAD\n${ours}=======\n${module}>>>>>>> feature\n`;
    write(folder, "events.generated.ts", conflict);
  },
  "output-changed": async (folder) => {
    await run(["events.yaml"], folder);
    const output = join(folder, "events.generated.ts");
    write(folder, "events.generated.ts", `${readFileSync(output, "utf8")}// mine\n`);
  },
  "output-orphan": async (folder) => {
    await run(["events.yaml", "orders.yaml"], folder);
    rmSync(join(folder, "orders.yaml"));
  },
};

test.each(examples)("$code: the first command gets it, the second does not", async (example) => {
  const { code, bad, good } = example;
  const [before, after] = FILES[code] ?? [];
  const folder = temporaryFolder(before);
  await BEFORE[code]?.(folder);
  expect(await codesOf(bad, folder)).toEqual([code]);
  for (const [name, text] of Object.entries(after ?? {})) write(folder, name, text);
  expect(await codesOf(good, folder)).toEqual([]);
});

/** The codes of the diagnostics that a line of commands gets. */
async function codesOf(line: string, folder: string): Promise<string[]> {
  const codes: string[] = [];
  for (const command of line.split(" && ")) {
    const [name, ...args] = command.split(" ");
    if (name === "rm") rmSync(join(folder, String(args[0])));
    else {
      const isOnTable = args.some((arg) => /^(?:--table|table:.*)$/.test(arg));
      const { stderr } = await run(
        isOnTable ? [...args, "--endpoint", engine.endpoint] : args,
        folder,
      );
      codes.push(
        ...Array.from(stderr.matchAll(/^(?:error|warning) (\S+) {2}/gm), ([, code]) =>
          String(code),
        ),
      );
    }
  }
  return codes;
}
