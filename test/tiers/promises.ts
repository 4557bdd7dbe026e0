import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A sentence of the docs that names the test that would fail without it. */
export interface Promised {
  readonly page: string;
  /** The file of the test, from the repository's root. */
  readonly file: string;
  /** The title of a test or of a `describe`, or a part of it. */
  readonly title: string;
}

/** The part of a report of vitest's JSON reporter that is read here. */
export interface TestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

const FOLDERS = ["docs/guide", "docs/reference"];
const REFERENCE = /\[test\]\((\S+) "(.+?)"\)/g;

/** Every promise of the docs. */
export function promises(root: string): Promised[] {
  const pages = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => ({ folder, page: join(folder, name) })),
  );
  return pages.flatMap(({ folder, page }) =>
    [...readFileSync(join(root, page), "utf8").matchAll(REFERENCE)].map(
      ([, file = "", title = ""]) => ({ page, file: join(folder, file), title }),
    ),
  );
}

/**
 * Why a promise is not kept by the tests that ran; `undefined` where it is. A test that was skipped keeps
 * none. `%s` in a title stands for any text, as in vitest's own titles.
 */
export function broken({ file, title }: Promised, report: TestReport): string | undefined {
  const pattern = new RegExp(
    title
      .split(/%[sdifjo]|\$\{.*?\}/)
      .map(escapeText)
      .join(".*"),
    "s",
  );
  // A suite that several test files run is found by its titles alone.
  const isTestFile = file.endsWith(".test.ts");
  const tests = report.testResults
    .filter(({ name }) => !isTestFile || name.replaceAll("\\", "/").endsWith(`/${file}`))
    .flatMap(({ assertionResults }) => assertionResults)
    .filter((test) => [...test.ancestorTitles, test.title].some((each) => pattern.test(each)));
  if (tests.length === 0) return "no such test ran";
  const other = tests.find(({ status }) => status !== "passed");
  return other === undefined ? undefined : `"${other.title}" was ${other.status}`;
}

function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
