import { readFileSync } from "node:fs";

const PAGE = new URL("../../docs/reference/compatibility.md", import.meta.url);

/** The versions in one row of the page's table, as `["20.19", "22"]`. */
export function promisedVersions(what: string): string[] {
  const rows = readFileSync(PAGE, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.split("|").map((cell) => cell.trim()));
  const versions = rows.find(([, name]) => name === what)?.[2];
  if (versions === undefined) throw new Error(`The compatibility page has no row "${what}".`);
  return versions.split(", ");
}
