import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { ROOT } from "./paths.ts";

/** The entry for generated modules only, and that for the generator itself. */
const INTERNAL = ["./codegen/v1", "./rules"];

/** The entries that users import from, and the declarations of each, as paths from the repository. */
export function findEntries(): Map<string, string> {
  const { exports } = JSON.parse(readFileSync(join(ROOT, "runtime/package.json"), "utf8")) as {
    readonly exports: Readonly<Record<string, string | RuntimeEntry>>;
  };
  const entries = new Map<string, string>();
  for (const [entry, target] of Object.entries(exports)) {
    if (typeof target === "string" || INTERNAL.includes(entry)) continue;
    const declarations = posix.join("runtime", target.import.replace(/\.js$/, ".d.ts"));
    entries.set(entry.replace(/^\./, "ddb-pattern-runtime"), declarations);
  }
  return entries.set("ddb-pattern-gen", "generator/dist/index.d.ts");
}

interface RuntimeEntry {
  readonly import: string;
}

/** The pages of the API reference, by entry, as paths from the root of the site. */
export const apiPage = (entry: string): string => `api/${entry}.md`;
