// Copies the guide and the reference into a package, so that an installed version has its own documentation, and
// writes their list for coding agents.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("../docs", import.meta.url));
const FOLDERS = ["guide", "reference"];
const INDEX = "README.md";

/**
 * @param {string} root - The package's folder, whose `docs` is written anew.
 * @param {string} name - The package's folder in the repository: links to its files lead to the package itself.
 */
export function copyDocs(root, name) {
  const target = join(root, "docs");
  rmSync(target, { recursive: true, force: true });
  const pages = [
    INDEX,
    ...FOLDERS.flatMap((folder) =>
      readdirSync(join(SOURCE, folder)).map((page) => join(folder, page)),
    ),
  ];
  for (const page of pages) {
    const folder = dirname(page);
    const shippedPath = (path) => {
      if (/^https?:/.test(path)) return path;
      const own = path.replace(`../../${name}/`, "../../");
      const isShipped =
        pages.includes(join(folder, own)) ||
        (own !== path && existsSync(join(target, folder, own)));
      return isShipped ? own : undefined;
    };
    const text = readFileSync(join(SOURCE, page), "utf8");
    mkdirSync(join(target, folder), { recursive: true });
    writeFileSync(join(target, page), adapt(text, shippedPath));
  }
}

const TITLE = String.raw`"(?:[^"\\]|\\.)*"`;
const TARGET = String.raw`\(([^\s#)]+)((?:#[^\s)]*)?(?:\s+${TITLE})?)\)`;
const LINK = new RegExp(String.raw`\[([^\]]+)\]${TARGET}`, "g");
const TEST = String.raw`\[tests?\]${TARGET}`;
/** "([test](…), [test](…))" with the space before it. */
const TESTS = new RegExp(String.raw`\s*\(${TEST}(?:[,;]\s+(?:and\s+)?${TEST})*\)`, "g");
const IMAGE = new RegExp(String.raw`^!\[[^\]]*\]${TARGET}\n\n?`, "gm");
/** An entry of a list that is a link. */
const ENTRY = new RegExp(String.raw`^- \[[^\]]+\]${TARGET}.*\n`, "gm");
const EMPTY_SECTION = /^## .+\n+(?=## |(?![\s\S]))/gm;

/**
 * A page without what its package lacks: tests, images and entries of lists that are links. Other links to missing files
 * become text; the first one to an example in each paragraph says where it is.
 *
 * @param {string} text
 * @param {(path: string) => string | undefined} shippedPath - The path of a file in the package; `undefined` without it.
 */
function adapt(text, shippedPath) {
  const isMissing = (path) => shippedPath(path) === undefined;
  return text
    .replace(TESTS, "")
    .replace(IMAGE, "")
    .replace(ENTRY, (line, path) => (isMissing(path) ? "" : line))
    .replace(EMPTY_SECTION, "")
    .split("\n\n")
    .map((paragraph) => {
      let isPlaced = paragraph.includes("in the repository");
      return paragraph.replace(LINK, (_, label, path, rest) => {
        const own = shippedPath(path);
        if (own !== undefined) return `[${label}](${own}${rest})`;
        if (isPlaced || !path.includes("schemas-example/")) return label;
        isPlaced = true;
        return `${label} in the repository`;
      });
    })
    .join("\n\n");
}

/**
 * Writes the package's `llms.txt`, in the form of llmstxt.org: what the package is, rules for agents, its commands, and
 * the pages in its `docs`, as their index lists them.
 *
 * @param {string} root - The package's folder.
 * @param {string} name - The package's folder in the repository.
 */
export function writeLlms(root, name) {
  const introduction = readFileSync(new URL(`llms/${name}.md`, import.meta.url), "utf8")
    .replace("{{commands}}", listOfCommands())
    .trim();
  const sections = readFileSync(join(root, "docs", INDEX), "utf8")
    .split(/^(?=## )/m)
    .slice(1)
    .map((section) => {
      const [heading = "", ...lines] = section.trim().split("\n");
      const links = lines
        .filter((line) => line.startsWith("- ["))
        .map((line) => line.replace("](", "](docs/"));
      return { heading, links };
    })
    .filter(({ links }) => links.length > 0)
    .map(({ heading, links }) => `${heading}\n\n${links.join("\n")}`);
  writeFileSync(join(root, "llms.txt"), `${[introduction, ...sections].join("\n\n")}\n`);
}

/** Each command's usage and summary, from the page that is made of the commands themselves. */
function listOfCommands() {
  const page = readFileSync(join(SOURCE, "reference/command-line.md"), "utf8");
  const commands = page.split(/^## /m).flatMap((section) => {
    const [, summary, usage] = /^[a-z-]+\n\n(.+)\n\n```sh\n(.+)\n```\n/.exec(section) ?? [];
    if (summary === undefined) return [];
    const json = /^\| `--format .*\bjson\b/m.test(section) ? " It has `--format json`." : "";
    return `- \`npx ${usage}\`: ${summary}${json}`;
  });
  return commands.join("\n");
}
