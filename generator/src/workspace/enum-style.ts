import { dirname, join } from "node:path";
import type { EnumStyle } from "../emit/typescript/event-types.js";
import { upwards } from "./folders.js";
import type { Observer } from "./observations.js";
import { includesFile } from "./tsconfig/includes.js";
import { readTsconfig, type Tsconfig } from "./tsconfig/read.js";

/** The enum style of a module. A native enum does not compile with `erasableSyntaxOnly`. */
export function inferEnumStyle(output: string, observer: Observer): EnumStyle {
  return configOf(output, observer)?.erasableSyntaxOnly === true ? "erasable" : "native";
}

/**
 * The tsconfig that a file is compiled with: the nearest one; or, if that does not include the file, the
 * first of its references that does.
 */
function configOf(output: string, observer: Observer): Tsconfig | undefined {
  const path = [...upwards(dirname(output))]
    .map((folder) => join(folder, "tsconfig.json"))
    .find((candidate) => observer.isFile(candidate));
  const nearest = path === undefined ? undefined : readTsconfig(path, observer);
  if (path === undefined || nearest === undefined || includesFile(nearest, output)) return nearest;
  // The loop also visits the references that it adds.
  const paths = new Set(nearest.references);
  for (const reference of paths) {
    const config = reference === path ? undefined : readTsconfig(reference, observer);
    if (config !== undefined && includesFile(config, output)) return config;
    for (const next of config?.references ?? []) paths.add(next);
  }
  return nearest;
}
