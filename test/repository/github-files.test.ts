import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

const ROOT = new URL("../../", import.meta.url);
const FORMS = new URL(".github/ISSUE_TEMPLATE/", ROOT);

const load = (file: URL) => parse(readFileSync(file, "utf8"), { strict: true });

/** The file that makes a folder one of an ecosystem's. */
const MANIFESTS: Readonly<Record<string, string>> = {
  npm: "package-lock.json",
  "github-actions": ".github/workflows",
  pip: "requirements.txt",
};

test("Dependabot looks where the manifests are", () => {
  const updates: readonly {
    readonly "package-ecosystem": string;
    readonly directory?: string;
    readonly directories?: readonly string[];
  }[] = load(new URL(".github/dependabot.yml", ROOT)).updates;
  expect(updates.map((update) => update["package-ecosystem"])).toEqual(Object.keys(MANIFESTS));
  for (const { "package-ecosystem": ecosystem, directory, directories = [directory] } of updates) {
    for (const folder of directories) {
      const manifest = `.${folder}/${MANIFESTS[ecosystem]}`;
      expect(existsSync(new URL(manifest, ROOT)), manifest).toBe(true);
    }
  }
});

interface Field {
  readonly type: string;
  readonly id?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const forms = readdirSync(FORMS).filter((file) => file !== "config.yml");

test.each(forms)("the issue form %s has what GitHub requires", (file) => {
  const form = load(new URL(file, FORMS));
  expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
  const body: readonly Field[] = form.body;
  for (const { type, attributes } of body) {
    expect(["checkboxes", "dropdown", "input", "markdown", "textarea"]).toContain(type);
    expect(attributes[type === "markdown" ? "value" : "label"]).toEqual(expect.any(String));
  }
  const ids = body.filter(({ type }) => type !== "markdown").map(({ id }) => id);
  for (const id of ids) expect(id).toMatch(/^[\w-]+$/);
  expect(new Set(ids).size).toBe(ids.length);
});
