import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CompilerVersion, STRICT_FLAGS, tsc } from "../emit/compilers.js";
import { emitBody, ROOT, temporaryPackage } from "../emit/support.js";

/**
 * The instantiations that one event type may cost the compiler: its declarations, and one save and one query of it.
 * Fewer for a save are possible, in quadratic time: decision 22.
 */
const MAX_OF_MODULE = 5;
const MAX_OF_CALLS = 26;

function schemaOf(count: number): string {
  const events = Array.from(
    { length: count },
    (_, index) =>
      `  EVENT_${index}: { data: { store_id: string, product_id: string, price: number, "note_${index}?": string } }`,
  );
  const types = Array.from({ length: 5 }, (_, index) => `EVENT_${index}`).join(", ");
  const stream = `  product: { by: product_id, events: [${types}] }`;
  const metadata = "metadata: { actor: string }";
  return [
    "version: 1",
    "name: Big",
    "partition: store_id",
    metadata,
    "events:",
    ...events,
    "streams:",
    stream,
  ].join("\n");
}

type Call = "save" | "query";

/** A program with each of these calls for each of so many event types. */
function programOf(count: number, calls: readonly Call[]): string {
  const statements: Readonly<Record<Call, (index: number) => string>> = {
    save: (index) => `
  await big.saveEvent({ type: E.EVENT_${index}, data: { store_id: "s", product_id: "p", price: ${index}, note_${index}: "x" } });`,
    query: (index) => `
  const event${index} = await big.getLatestEvent({ eventType: E.EVENT_${index}, partitionId: "s", modelKey: "product_id", modelId: "p" });
  sum += event${index}?.data.price ?? 0;`,
  };
  const lines = Array.from({ length: count }, (_, index) =>
    calls.map((call) => statements[call](index)).join(""),
  );
  return `import { type BigEventClient, BigEventTypes as E } from "./events.generated.js";
export async function run(big: BigEventClient): Promise<number> {
  let sum = 0;
  void big; void E;${lines.join("")}
  return sum;
}
`;
}

/** What a compiler reports of a module of so many event types, and of a program with calls of each. */
async function diagnosticsOf(version: CompilerVersion, types: number, calls: readonly Call[]) {
  const folder = temporaryPackage({ type: "module" });
  cpSync(join(ROOT, "test/emit/fixture"), join(folder, "fixture"), { recursive: true });
  writeFileSync(join(folder, "events.generated.ts"), await emitBody(schemaOf(types), "native"));
  writeFileSync(join(folder, "program.ts"), programOf(types, calls));
  const options = {
    ...STRICT_FLAGS,
    module: "nodenext",
    noEmit: true,
    paths: { "@aws-sdk/*": ["./fixture/*.d.ts"] },
  };
  const files = ["program.ts"];
  const { output, isSuccess } = await tsc(version, folder, options, files, "--extendedDiagnostics");
  expect(isSuccess, output).toBe(true);
  const read = (name: string) =>
    Number(new RegExp(`^${name}:\\s+([\\d.]+)`, "m").exec(output)?.[1]);
  return { instantiations: read("Instantiations"), seconds: read("Check time") };
}

async function instantiations(types: number, calls: readonly Call[]): Promise<number> {
  return (await diagnosticsOf("5.9", types, calls)).instantiations;
}

const [FEW, MANY] = [200, 400];

// The union of all events must never be searched for one: that would cost a thousand instantiations a call.
test("an event type costs the compiler as much however many there are, and that is little", async () => {
  const none = [await instantiations(FEW, []), await instantiations(MANY, [])];
  const both = ["save", "query"] as const;
  const all = [await instantiations(FEW, both), await instantiations(MANY, both)];
  const eachOf = ([few = 0, many = 0]: readonly number[]) => (many - few) / (MANY - FEW);
  const module = eachOf(none);
  const calls = eachOf(all) - module;
  console.info(`instantiations an event type: ${module} of the module, ${calls} of its calls`);
  expect(none[0]).toBeGreaterThan(0);
  expect(module).toBeLessThanOrEqual(MAX_OF_MODULE);
  expect(calls).toBeGreaterThan(0);
  expect(calls).toBeLessThanOrEqual(MAX_OF_CALLS);
});

// Measured: saves take as long as queries; in the form that decision 22 rejects, 20 times as long.
test("a save is checked about as fast as a query", { timeout: 600_000 }, async () => {
  const [saves, queries] = [
    await diagnosticsOf("7", MANY, ["save"]),
    await diagnosticsOf("7", MANY, ["query"]),
  ];
  console.info(`seconds: ${saves.seconds} for saves, ${queries.seconds} for queries`);
  expect(queries.seconds).toBeGreaterThan(0);
  expect(saves.seconds / queries.seconds).toBeLessThan(8);
});
