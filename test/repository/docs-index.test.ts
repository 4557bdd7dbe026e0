import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const DOCS = new URL("../../docs/", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, DOCS), "utf8");

const listed = Array.from(
  read("README.md").matchAll(/^- \[(.+?)\]\((.+?)\): ./gm),
  ([, title = "", path = ""]) => ({ title, path }),
);

test("the index of the documentation lists every page of the guide and the reference once", () => {
  const pages = ["guide", "reference"].flatMap((folder) =>
    readdirSync(new URL(folder, DOCS)).map((page) => `${folder}/${page}`),
  );
  const paths = listed.map(({ path }) => path).filter((path) => /^(guide|reference)\//.test(path));
  expect(paths.toSorted()).toEqual(pages.toSorted());
});

test.each(listed.filter(({ path }) => !path.endsWith("/README.md")))(
  "the index lists $path under its heading",
  ({ title, path }) => {
    expect(read(path).split("\n", 1)).toEqual([`# ${title}`]);
  },
);
