import { readdirSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { type Suggest, suggest } from "../diagnostics/suggest/suggest.js";
import type { SuggestCommand } from "./inputs.js";

/** In a larger folder, a suggestion takes too long. */
const MAX_NAMES = 1000;

/** The names in a folder; none for a folder that has too many of them to compare. */
export function namesIn(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder);
    return names.length > MAX_NAMES ? [] : names;
  } catch {
    return [];
  }
}

/** The name that is nearest to the given one, whose extension may be missing. */
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

/** The help for an argument that cannot be read. `code` is that of the system's error. */
export function suggestFile(
  file: string,
  path: string,
  code: string | undefined,
  suggestCommand: SuggestCommand = () => undefined,
): string | undefined {
  if (code === "EISDIR") return `Name a file, or a glob such as "${join(file, "**/*.yaml")}".`;
  if (code !== "ENOENT") return undefined;
  const near = nearestName(basename(path), namesIn(dirname(path)));
  if (near !== undefined) return `Did you mean "${join(dirname(file), near)}"?`;
  return /^[a-z-]+$/i.test(file) ? suggestCommand(file) : undefined;
}
