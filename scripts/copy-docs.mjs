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
    const text = readFileSync(join(SOURCE, page), "utf8");
    // A link to a file that the package lacks becomes plain text, and so does an image.
    const copy = text.replace(/!?\[([^\]]+)\]\(([^\s#)]+)(.*?)\)/g, (link, label, path, rest) => {
      if (/^https?:/.test(path)) return link;
      const own = path.replace(`../../${name}/`, "../../");
      const isShipped =
        pages.includes(join(folder, own)) ||
        (own !== path && existsSync(join(target, folder, own)));
      return isShipped ? `[${label}](${own}${rest})` : label;
    });
    mkdirSync(join(target, folder), { recursive: true });
    writeFileSync(join(target, page), copy);
  }
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
