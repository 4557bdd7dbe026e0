import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { newEventId } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { expect, test } from "vitest";
import { generate } from "../../generator/src/index.js";
import type { UntypedClient } from "../client/support.js";
import { STRICT_FLAGS, tsc } from "../emit/compilers.js";
import { temporaryPackage } from "../emit/support.js";
import { Page } from "../packages/page.js";

const PAGE = new Page("docs/guide/operating.md");

interface Modules {
  createCustomersEventClient(client: object, tableName: string): UntypedClient;
  newKey(): Uint8Array;
  seal(key: Uint8Array, subject: string, text: string): string;
  unseal(key: Uint8Array | undefined, subject: string, text: string): string | undefined;
  register(client: UntypedClient, id: string, key: Uint8Array, email: string): Promise<unknown>;
}

async function compiledPage(): Promise<Modules> {
  const { module, diagnostics } = await generate({ text: PAGE.block("events.yaml") });
  expect(diagnostics).toEqual([]);
  const folder = temporaryPackage({ name: "operating", private: true, type: "module" });
  writeFileSync(join(folder, "events.generated.ts"), String(module));
  const files = ["personal-data.ts", "register.ts"];
  for (const file of files) writeFileSync(join(folder, file), PAGE.block(file));
  const options = { ...STRICT_FLAGS, module: "nodenext", verbatimModuleSyntax: true };
  expect(await tsc("7", folder, options, files)).toEqual({ output: "", isSuccess: true });
  const load = (file: string) => import(pathToFileURL(join(folder, file)).href);
  const loaded = await Promise.all(
    ["events.generated.js", "personal-data.js", "register.js"].map(load),
  );
  return Object.assign({}, ...loaded);
}

test("an erased customer's events stay, and their personal data cannot be read", async () => {
  const { createCustomersEventClient, newKey, register, seal, unseal } = await compiledPage();
  const table = new MemoryTable();
  const client = createCustomersEventClient(table, "events");
  const [customer, other] = [newEventId(), newEventId()];
  const keys = new Map([
    [customer, newKey()],
    [other, newKey()],
  ]);
  for (const [id, key] of keys) await register(client, id, key, `${id}@example.com`);
  const emailOf = async (id: string) => {
    const query = { eventType: "CUSTOMER_REGISTERED", modelKey: "customer_id", modelId: id };
    const event = await client.getLatestEvent(query);
    return unseal(keys.get(id), id, String(event?.data.email));
  };
  expect(await emailOf(customer)).toBe(`${customer}@example.com`);

  keys.delete(customer);
  expect(await emailOf(customer)).toBeUndefined();
  expect(await emailOf(other)).toBe(`${other}@example.com`);
  expect(JSON.stringify(table.items())).not.toContain("@example.com");

  const key = newKey();
  const sealed = seal(key, customer, "x@example.com");
  expect(() => unseal(key, other, sealed)).toThrow();
  expect(() => unseal(newKey(), customer, sealed)).toThrow();
  expect(seal(key, customer, "x@example.com")).not.toBe(sealed);
});
