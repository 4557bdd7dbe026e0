// Prints the changelog's section of the version that a release's tag names, as the release's notes:
//   node .github/scripts/release-notes.mjs v1.2.0
// Fails unless the tag, both packages and the changelog name that version. Runs in the repository's root.
import { readFileSync } from "node:fs";

const PACKAGES = ["generator", "runtime"];

const tag = process.argv[2] ?? "";
const version = tag.replace(/^v/, "");

for (const folder of PACKAGES) {
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  if (manifest.version !== version) {
    fail(`The tag is "${tag}", but ${folder}/package.json has the version "${manifest.version}".`);
  }
}
const notes = sectionOf(readFileSync("CHANGELOG.md", "utf8"));
if (notes === undefined) fail(`CHANGELOG.md has no section "## ${version} - <date>".`);
if (notes === "") fail(`The section of ${version} in CHANGELOG.md is empty.`);
console.log(notes);

/** The text below the version's heading, up to the next version. */
function sectionOf(changelog) {
  return changelog
    .split(/^## /m)
    .find((section) => section.startsWith(`${version} - `))
    ?.replace(/^.*\n/, "")
    .trim();
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
