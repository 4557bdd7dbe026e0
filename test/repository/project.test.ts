import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { linksFrom, PROJECT_URL } from "../../generator/src/project/links.js";

/** What a package.json says about the address of the project; nothing as long as there is none. */
function manifestLinks(url: string | undefined, directory: string) {
  if (url === undefined) return {};
  const repository = { type: "git", url: `git+${url}.git` };
  return {
    homepage: `${url}#readme`,
    repository: directory === "." ? repository : { ...repository, directory },
    bugs: { url: linksFrom(url).issues },
  };
}

test.each([".", "generator", "runtime"])(
  "the links of %s/package.json are those of PROJECT_URL",
  (directory) => {
    const path = new URL(`../../${directory}/package.json`, import.meta.url);
    const { homepage, repository, bugs } = JSON.parse(readFileSync(path, "utf8"));
    expect({ homepage, repository, bugs }).toEqual(manifestLinks(PROJECT_URL, directory));
  },
);

test("without an address, links lead to the installed package", () => {
  const { page, issues } = linksFrom(undefined);
  expect(page("language.md")).toBe("node_modules/ddb-pattern-gen/docs/reference/language.md");
  expect(issues).toBeUndefined();
});

test("with an address, links lead to the repository", () => {
  const url = "https://example.invalid/owner/name";
  const { page, issues } = linksFrom(url);
  expect(page("codes.md#hot-key")).toBe(`${url}/blob/main/docs/reference/codes.md#hot-key`);
  expect(issues).toBe(`${url}/issues`);
  expect(manifestLinks(url, "runtime")).toEqual({
    homepage: `${url}#readme`,
    repository: { type: "git", url: `git+${url}.git`, directory: "runtime" },
    bugs: { url: `${url}/issues` },
  });
});
