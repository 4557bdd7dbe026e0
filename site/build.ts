/**
 * Builds the pages under docs/ and the API reference into one static site, and prints where it is. Installs what that
 * takes on first use. `--base /path/` is the path under which the site will be published.
 */
import { parseArgs } from "node:util";
import { installLocked } from "./install.ts";
import { OUTPUT, SITE } from "./src/paths.ts";

const { values } = parseArgs({ options: { base: { type: "string", default: "/" } } });

const problem = installLocked(SITE);
if (problem !== undefined) {
  console.error(problem);
  process.exit(1);
}

// What these import was installed just now.
const { writeContent } = await import("./src/content.ts");
const { findDeadLinks } = await import("./src/dead-links.ts");
const { build } = await import("vitepress");

await writeContent();
await build(SITE, { base: values.base, outDir: OUTPUT });
const dead = findDeadLinks(OUTPUT, values.base);
for (const link of dead) console.error(`dead link: ${link}`);
if (dead.length > 0) process.exit(1);
console.log(`${OUTPUT}/index.html`);
