import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Code, catalogue } from "../../generator/src/diagnostics/messages.js";
import { type Files, run, STORE, temporaryFolder, write } from "../cli/support.js";

/** What docs/reference/codes.md shows as commands: the first gets the code, the second does not. */
const page = readFileSync(new URL("../../docs/reference/codes.md", import.meta.url), "utf8");
const sections = page.split(/^### /m).slice(1);

const examples = sections.flatMap((section) => {
  const code = section.split("\n", 1)[0] as Code;
  const lines = /```sh\n(.*?)\n```/s.exec(section)?.[1]?.split("\n");
  const [bad, good] = (lines ?? []).map((line) => line.replace(/ +# .*/, ""));
  return bad === undefined || good === undefined ? [] : [{ code, bad, good }];
});

test("every code has an example of what it refuses, and of what is right", () => {
  const withYaml = sections.filter((section) => section.split("```yaml\n").length === 3);
  const codes = [
    ...withYaml.map((section) => section.split("\n", 1)[0]),
    ...examples.map(({ code }) => code),
  ];
  expect(codes.sort()).toEqual(Object.keys(catalogue).sort());
});

const of = <T>(count: number, one: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => one(index));
const fields = (count: number, type: string) => of(count, (index) => `      f${index}${type}\n`);
const ids = (count: number, type: string) => of(count, (index) => `      f${index}_id: ${type}\n`);
const event = (...lines: string[]) => `${STORE}${lines.join("")}`;
const types = (name: string) => `version: 1\ntypes: { ${name}: string }\n`;
const schemaOf = (...imports: string[]) => `${STORE}imports: [${imports.join(", ")}]\n`;
const named = (name: string) => STORE.replace("name: Store", `name: ${name}`);

const OTHERS = { "orders.yaml": named("Orders"), "stock.yaml": named("Stock") };
const BY_HAND = { "events.yaml": STORE, "events.generated.ts": "export {};\n" };
const PACKAGE = { "events.yaml": STORE, "package.json": "{}" };
const TWO = { "store/events.yaml": STORE, "todo/events.yaml": named("Todo") };

/** What stands in the folder before the first command, and before the second. */
const FILES: Partial<Record<Code, readonly [Files, Files]>> = {
  "file-unreadable": [{}, { "events.yaml": STORE }],
  "file-too-large": [{ "everything.yaml": STORE.padEnd(2 * 1024 * 1024) }, OTHERS],
  "not-utf8": [
    { "events.yaml": Buffer.from(`${STORE}# Größe\n`, "latin1") },
    { "events.yaml": `${STORE}# Größe\n` },
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
  "output-clash": [TWO, TWO],
  "output-not-generated": [BY_HAND, BY_HAND],
  "output-unwritable": [PACKAGE, PACKAGE],
  "output-missing": [{ "events.yaml": STORE }, { "events.yaml": STORE }],
  "output-changed": [{ "events.yaml": STORE }, {}],
  "output-orphan": [{ "events.yaml": STORE, "orders.yaml": named("Orders") }, {}],
};

/** What happens before the first command. */
const BEFORE: Partial<Record<Code, (folder: string) => Promise<void>>> = {
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

/** How long a file takes to read is told by the machine. */
const runnable = examples.filter(({ code }) => code !== "too-slow");

test.each(runnable)("$code: the first command shows it, the second does not", async (example) => {
  const { code, bad, good } = example;
  const [before, after] = FILES[code] ?? [];
  const folder = temporaryFolder(before);
  await BEFORE[code]?.(folder);
  expect(await errorsOf(bad, folder)).toEqual([code]);
  for (const [name, text] of Object.entries(after ?? {})) write(folder, name, text);
  expect(await errorsOf(good, folder)).toEqual([]);
});

/** The codes that a line of commands is refused with. */
async function errorsOf(line: string, folder: string): Promise<string[]> {
  const codes: string[] = [];
  for (const command of line.split(" && ")) {
    const [name, ...args] = command.split(" ");
    if (name === "rm") rmSync(join(folder, String(args[0])));
    else {
      const { stderr } = await run(args, folder);
      codes.push(...Array.from(stderr.matchAll(/^error (\S+)/gm), ([, code]) => String(code)));
    }
  }
  return codes;
}
