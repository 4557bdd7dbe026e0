import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { analyze } from "../../generator/src/index.js";
import { CORRECTIONS } from "./corrections.js";

function pathOf(name: string, file: string): string {
  return join(import.meta.dirname, name, file);
}

async function diagnosticsOf(text: string) {
  const { diagnostics } = await analyze({ text });
  return diagnostics.map(({ code, path, help }) => ({ about: `${code} ${path.join(".")}`, help }));
}

test("each schema that an owner wrote has its corrections", () => {
  const names = readdirSync(import.meta.dirname).filter((name) =>
    existsSync(pathOf(name, "naive.yaml")),
  );
  expect(Object.keys(CORRECTIONS)).toEqual(names);
});

test.each(Object.entries(CORRECTIONS))(
  "%s: what the messages say leads to a schema without diagnostics in at most two runs",
  async (name, runs) => {
    expect(runs.length).toBeLessThanOrEqual(2);
    let text = readFileSync(pathOf(name, "naive.yaml"), "utf8");
    for (const corrections of runs) {
      const diagnostics = await diagnosticsOf(text);
      expect(diagnostics.map(({ about }) => about)).toEqual(corrections.map(({ about }) => about));
      for (const [index, { says }] of corrections.entries()) {
        for (const words of says) expect(diagnostics[index]?.help).toContain(words);
      }
      for (const [before, after] of corrections.flatMap(({ edits }) => edits)) {
        expect(text).toContain(before);
        text = text.replaceAll(before, after);
      }
    }
    expect(await diagnosticsOf(text)).toEqual([]);
    // The test of all models saves and finds its events.
    await expect(text).toMatchFileSnapshot(pathOf(name, "events.yaml"));
  },
);
