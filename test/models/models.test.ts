import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PlainEvent } from "ddb-pattern-runtime";
import type { DocumentClient } from "ddb-pattern-runtime/codegen/v1";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type EventModel,
  hasOwnCopies,
  lookupPath,
  type Model,
} from "../../generator/src/model/model.js";
import { TABLES } from "../client/support.js";
import { STRICT_FLAGS, tsc } from "../emit/compilers.js";
import { emitBody, temporaryPackage } from "../emit/support.js";
import { allDiagnosticsOf, idChoices, modelOf } from "../language/support.js";
import { programOf, queryName } from "./program.js";

/**
 * Event models of public projects, in the names of their owners. A folder has the schema, and `events.ts`:
 * typed events, at least one of each type.
 */
const MODELS = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    name,
    yaml: readFileSync(join(import.meta.dirname, name, "events.yaml"), "utf8"),
  }));

const folder = temporaryPackage({ name: "models", private: true, type: "module" }, afterAll);

let compilerOutput: string;

beforeAll(async () => {
  for (const { name, yaml } of MODELS) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "events.generated.ts"), await emitBody(yaml, "erasable"));
    writeFileSync(join(folder, name, "program.ts"), programOf(modelOf(yaml)));
    copyFileSync(join(import.meta.dirname, name, "events.ts"), join(folder, name, "events.ts"));
  }
  const options = { ...STRICT_FLAGS, module: "nodenext", verbatimModuleSyntax: true };
  const programs = MODELS.map(({ name }) => join(name, "program.ts"));
  compilerOutput = (await tsc("7", folder, options, programs)).output;
});

test("the modules and the programs that use them compile under all strict flags", () => {
  expect(compilerOutput).toBe("");
});

type StreamEvent = PlainEvent & { readonly revision?: number };

/** A program of {@link programOf}, without types. */
interface Program {
  readonly events: readonly Pick<PlainEvent, "type" | "data" | "metadata">[];
  create(client: DocumentClient, tableName: string): object;
  save(client: object): Promise<PlainEvent[]>;
  queries(client: object): Record<string, (...ids: string[]) => Promise<PlainEvent[]>>;
  streams(client: object): Record<string, (...ids: string[]) => Promise<{ events: StreamEvent[] }>>;
}

/** A way to read events: a query, or a stream. */
interface Read {
  readonly name: string;
  readonly events: readonly EventModel[];
  readonly path: readonly string[];
  readonly hasCopies: boolean;
  answer(...ids: string[]): Promise<readonly PlainEvent[]>;
}

/** Each query and each stream of the client of a schema. */
function readsOf(model: Model, program: Program, client: object): Read[] {
  const [queries, streams] = [program.queries(client), program.streams(client)];
  return [
    ...model.events.flatMap((event) =>
      event.lookups.map((lookup): Read => {
        const name = queryName(event, lookup);
        const answer = async (...ids: string[]) => (await queries[name]?.(...ids)) ?? [];
        return { name, events: [event], path: lookupPath(lookup), hasCopies: true, answer };
      }),
    ),
    ...model.streams.map((stream): Read => {
      const { name, events } = stream;
      const answer = async (...ids: string[]) => {
        const result = await streams[name]?.(...ids);
        return result?.events.map(({ revision: _, ...event }) => event) ?? [];
      };
      return {
        name,
        events,
        path: lookupPath(stream.lookup),
        hasCopies: hasOwnCopies(stream),
        answer,
      };
    }),
  ];
}

/** Each list of ids for which a read gives the event. */
function waysToFind({ events, path }: Read, saved: PlainEvent): string[][] {
  const event = events.find(({ storedType }) => storedType === saved.type);
  return event === undefined ? [] : idChoices(event, path, saved.data as Record<string, unknown>);
}

describe.each(MODELS)("$name", ({ name, yaml }) => {
  test("gets no error and no warning", () => {
    expect(allDiagnosticsOf(yaml)).toEqual([]);
  });

  test.each(TABLES)("each event is found as the schema says, on %s", async (_, open) => {
    const model = modelOf(yaml);
    const { documents, tableName, items } = await open();
    const program: Program = await import(pathToFileURL(join(folder, name, "program.js")).href);
    const client = program.create(documents, tableName);
    const saved = await program.save(client);
    expect(saved).toMatchObject(program.events);
    const types = model.events.map(({ storedType }) => storedType);
    expect(new Set(saved.map(({ type }) => type))).toEqual(new Set(types));

    let copies = 0;
    for (const read of readsOf(model, program, client)) {
      const found = saved.map((event) => ({ event, ways: waysToFind(read, event) }));
      if (read.hasCopies) copies += found.flatMap(({ ways }) => ways).length;
      expect(
        found.some(({ ways }) => ways.length > 0),
        read.name,
      ).toBe(true);
      for (const ids of found.flatMap(({ ways }) => ways)) {
        const expected = found.filter(({ ways }) => ways.some((way) => isEqual(way, ids)));
        expect(await read.answer(...ids)).toEqual(expected.map(({ event }) => event));
      }
    }
    const stored = await items();
    expect(stored).toHaveLength(copies);
    expect(stored.filter(({ canonical }) => canonical === true)).toHaveLength(saved.length);
  });
});

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
