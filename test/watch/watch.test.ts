import { mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { type Background, inBackground } from "../cli/background.js";
import { STORE, temporaryFolder, write } from "../cli/support.js";

const CONFIG = "ddb-pattern-gen.config.yaml";
const PRICES = ["number", "integer", "string"];

/** The schema with another type of its price: the module changes with it. */
function priced(index: number): string {
  return STORE.replace("price: number", `price: ${PRICES[index % PRICES.length]}`);
}

async function watching(folder: string, ...args: string[]): Promise<Background> {
  const command = inBackground([...args, "--watch"], folder);
  await command.until(/^watching {3}\d+ schemas?$/m);
  return command;
}

const GENERATED = /^generated {2}.*events\.generated\.ts \(\d+ ms\)$/m;

test("--watch generates soon after each save", async () => {
  const folder = temporaryFolder({ "events.yaml": STORE, ".git/HEAD": "" });
  const command = await watching(folder, "events.yaml");
  const module = join(folder, "events.generated.ts");
  const taken: number[] = [];
  for (let index = 1; index <= 20; index++) {
    const before = statSync(module).ino;
    write(folder, "events.yaml", priced(index));
    const since = performance.now();
    // A module is replaced, so that it is another file.
    while (statSync(module).ino === before) await sleep(1);
    taken.push(performance.now() - since);
    await command.until(GENERATED);
  }
  const sorted = taken.sort((a, b) => a - b).map(Math.round);
  console.info(`from a save to the module: median ${sorted[10]} ms, most ${sorted[19]} ms`);
  expect(readFileSync(module, "utf8")).toContain("price: string;");
  expect(await command.end("SIGINT")).toBe(130);
});

test("--watch survives mistakes, and files and folders that are gone for a while", async () => {
  const folder = temporaryFolder({ "in/events.yaml": STORE, ".git/HEAD": "" });
  const schema = join(folder, "in/events.yaml");
  const command = await watching(folder, "in/events.yaml", "--out", "out");

  write(folder, "in/events.yaml", STORE.replace("number", "numbr"));
  await command.until(/^error unknown-field-type .*^1 error\nfailed {5}in\/events\.yaml /ms);
  write(folder, "in/events.yaml", priced(1));
  await command.until(GENERATED);

  // As editors save: into another file, which then replaces the schema.
  write(folder, "in/.events.yaml.swp", priced(2));
  renameSync(join(folder, "in/.events.yaml.swp"), schema);
  await command.until(GENERATED);

  rmSync(schema);
  await command.until(/^error file-unreadable .*^failed /ms);
  write(folder, "in/events.yaml", priced(1));
  await command.until(GENERATED);

  rmSync(join(folder, "in"), { recursive: true });
  await command.until(/^error file-unreadable .*^failed /ms);
  mkdirSync(join(folder, "in"));
  write(folder, "in/events.yaml", priced(0));
  await command.until(GENERATED);
  write(folder, "in/events.yaml", priced(1));
  await command.until(GENERATED);
  expect(await command.end("SIGTERM")).toBe(143);
});

test("--watch follows imports, locks, tsconfig.json and the config, and not its own modules", async () => {
  const folder = temporaryFolder({
    "events.yaml": `${STORE.replace("price: number", "price: Money")}imports: [./types.yaml]\n`,
    "types.yaml": "version: 1\ntypes: { Money: number }\n",
    [CONFIG]: "version: 1\nschemas: [{ file: '*s.yaml', out: src }]\n",
    ".git/HEAD": "",
  });
  const command = await watching(folder, "events.yaml");

  write(folder, "types.yaml", "version: 1\ntypes: { Money: string }\n");
  await command.until(GENERATED);
  const compilerOptions = { erasableSyntaxOnly: true };
  write(folder, "tsconfig.json", JSON.stringify({ compilerOptions }));
  await command.until(GENERATED);
  write(folder, CONFIG, "version: 1\nschemas: [{ file: events.yaml, out: lib }]\n");
  await command.until(/^generated {2}lib\/events\.generated\.ts /m);
  write(folder, CONFIG, "version: 1\nschemas: [{ file: events.yaml, outt: lib }]\n");
  await command.until(/^error unknown-key /m);
  write(folder, CONFIG, "version: 1\nschemas: [{ file: events.yaml, out: src }]\n");
  await command.until(/^(?:generated|unchanged) {2}src\/events\.generated\.ts /m);

  const before = command.stderr();
  write(folder, "src/events.generated.ts", "");
  write(folder, "README.md", "");
  write(folder, "events.yaml", readFileSync(join(folder, "events.yaml"), "utf8"));
  // Nothing may come, so there is nothing to wait for but time.
  await sleep(300);
  expect(command.stderr()).toBe(before);
});

test("--watch generates schemas that a glob of the config finds later", async () => {
  const folder = temporaryFolder({
    "schemas/a/events.yaml": STORE,
    [CONFIG]: "version: 1\nschemas: [{ file: 'schemas/**/*.yaml' }]\n",
    ".git/HEAD": "",
  });
  const command = await watching(folder);
  write(folder, "schemas/b/c/orders.yaml", STORE.replace("name: Store", "name: Orders"));
  await command.until(/^generated {2}schemas\/b\/c\/orders\.generated\.ts /m);
  write(folder, "schemas/b/c/orders.yaml", STORE);
  await command.until(/^error duplicate-schema-name .*^failed {5}schemas\/b\/c\/orders\.yaml /ms);
  rmSync(join(folder, "schemas/b"), { recursive: true });
  write(folder, "schemas/a/events.yaml", priced(1));
  await command.until(GENERATED);
});
