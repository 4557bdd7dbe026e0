import { readPackageFile } from "../project/package-file.js";

const FILES = {
  schema: "events.yaml",
  config: "config.yaml",
  tsconfig: "tsconfig.json",
  gitignore: "gitignore",
  program: "main.ts",
  test: "events.test.txt",
  workflow: "workflow.txt",
  agents: "agents.md",
} as const;

/** The texts of the files that init writes, with words between `$` to fill in. */
export type InitTemplates = Readonly<Record<keyof typeof FILES, string>>;

/** Reads the templates of this package. */
export function readInitTemplates(): InitTemplates {
  const entries = Object.entries(FILES).map(([name, file]) => [
    name,
    readPackageFile(`templates/init/${file}`).replaceAll("\r\n", "\n"),
  ]);
  return Object.fromEntries(entries) as InitTemplates;
}
