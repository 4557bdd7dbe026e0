import {
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { EnumStyle } from "../../generator/src/emit/typescript/event-types.js";
import { withHeader } from "../../generator/src/emit/typescript/header.js";
import { generate } from "../../generator/src/generate.js";
import { sourceFile } from "../../generator/src/language/source-file.js";
import { targetOf } from "../../generator/src/workspace/targets.js";

export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));

export const EXAMPLES = ["store", "todo", "orders", "cart", "hotel", "billing/2026"] as const;

export type Example = (typeof EXAMPLES)[number];

/** Where an example's schema is, from the top of the repository. */
export function schemaOf(example: Example): string {
  return `schemas-example/${example}/events.yaml`;
}

/** A schema of `THING_0_MADE`, `THING_1_MADE` and so on, of six fields each, written as in the examples. */
export function schemaOfEvents(count: number): string {
  const events = Array.from(
    { length: count },
    (_, index) => `  THING_${index}_MADE:
    description: Somebody made it.
    data:
      store_id: ulid
      product_id: ulid
      price: { type: number, minimum: 0 }
      state: { type: string, enum: [open, closed] }
      note?: { type: string, maxLength: 100 }
      made_at: timestamp
`,
  );
  return `version: 1\nname: Store\npartition: store_id\nevents:\n${events.join("")}`;
}

export function readRepositoryFile(path: string): string {
  return readFileSync(new URL(path, new URL("../../", import.meta.url)), "utf8");
}

/** The module that the command line would write for a schema, without its header. */
export async function emitBody(yaml: string, style: EnumStyle): Promise<string> {
  return (await emit(yaml, style)).body;
}

/** The whole file that the command line would write for a schema. */
export async function emitFile(path: string, yaml: string, style: EnumStyle): Promise<string> {
  const { source, command } = targetOf(path, { out: undefined, enumStyle: undefined }, ROOT);
  const { body, name } = await emit(yaml, style);
  return withHeader(body, { source, command, name });
}

async function emit(yaml: string, style: EnumStyle) {
  const { body, name, diagnostics } = await generate(sourceFile("events.yaml", yaml), style);
  if (body === undefined || name === undefined) {
    throw new Error(
      `The schema is refused: ${diagnostics.map(({ message }) => message).join(" ")}`,
    );
  }
  return { body, name: name.name };
}

export async function emitExample(example: Example, style: EnumStyle): Promise<string> {
  const path = schemaOf(example);
  return emitFile(path, readRepositoryFile(path), style);
}

type WhenDone = (remove: () => void) => void;

/** A folder of its own, which is removed in the end. */
export function temporaryFolder(whenDone: WhenDone = onTestFinished): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "ddb-pattern-"));
  whenDone(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder that is a package, in which the repository's packages are installed. */
export function temporaryPackage(
  manifest: Readonly<Record<string, unknown>>,
  whenDone?: WhenDone,
): string {
  const folder = temporaryFolder(whenDone);
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
  return folder;
}
