import { readdirSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { OPTIONS, SUBCOMMANDS } from "../cli/arguments.js";
import { type Suggest, suggest } from "../diagnostics/suggest/suggest.js";

/** In a larger folder, a suggestion takes too long. */
const MAX_NAMES = 1000;

/** What there is in a folder, as far as it is worth comparing. */
export function namesIn(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder);
    return names.length > MAX_NAMES ? [] : names;
  } catch {
    return [];
  }
}

/** The name that was most likely meant; its extension may have been forgotten. */
export function nearestName(
  name: string,
  names: readonly string[],
  nearest: Suggest = suggest,
): string | undefined {
  if (extname(name) !== "") return nearest(name, names);
  const schemas = names.filter((other) => /\.ya?ml$/.test(other));
  const stem = nearest(
    name,
    schemas.map((other) => basename(other, extname(other))),
  );
  if (stem === undefined) return nearest(name, names);
  return schemas.find((other) => basename(other, extname(other)) === stem);
}

/** What to write in place of an argument that names no file. */
export function wayToFile(
  file: string,
  path: string,
  code: string | undefined,
): string | undefined {
  if (code === "EISDIR") return `name a file, or a glob such as "${join(file, "**/*.yaml")}".`;
  if (code !== "ENOENT") return undefined;
  const near = nearestName(basename(path), namesIn(dirname(path)));
  if (near !== undefined) return `did you mean "${join(dirname(file), near)}"?`;
  return /^[a-z-]+$/i.test(file) ? wayToCommand(file) : undefined;
}

/** A plain word was more likely meant as a command than as a file. */
function wayToCommand(word: string): string {
  const subcommand = suggest(word, Object.keys(SUBCOMMANDS));
  if (subcommand !== undefined) return `did you mean "ddb-pattern-gen ${subcommand} events.yaml"?`;
  if (Object.hasOwn(OPTIONS, word)) return `did you mean "--${word}"?`;
  const all = Object.keys(SUBCOMMANDS).join(", ");
  return `to generate, name schema files alone: ddb-pattern-gen events.yaml; the only subcommand is ${all}.`;
}
