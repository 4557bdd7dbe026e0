// Copies the guide and the reference into a package, so that an installed version has its own documentation.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("../docs", import.meta.url));
const FOLDERS = ["guide", "reference"];

/**
 * @param {string} root - The package's folder, whose `docs` is written anew.
 * @param {string} name - The package's folder in the repository: links to its files lead to the package itself.
 */
export function copyDocs(root, name) {
  const target = join(root, "docs");
  rmSync(target, { recursive: true, force: true });
  const pages = FOLDERS.flatMap((folder) =>
    readdirSync(join(SOURCE, folder)).map((page) => join(folder, page)),
  );
  for (const page of pages) {
    const folder = dirname(page);
    const text = readFileSync(join(SOURCE, page), "utf8");
    // A link to a file that the package lacks becomes plain text.
    const copy = text.replace(/\[([^\]]+)\]\(([^\s#)]+)(.*?)\)/g, (link, label, path, rest) => {
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
