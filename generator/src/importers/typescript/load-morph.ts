import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as morph from "ts-morph";

export type Morph = typeof morph;

/**
 * ts-morph of the user's project, else the one beside this package, where `npx -p ts-morph` puts it; `undefined` if there is none.
 * It brings a TypeScript of its own, of about 10 MB, so that it is no dependency (decision 29).
 */
export async function loadMorph(cwd: string): Promise<Morph | undefined> {
  const places = [join(cwd, "package.json"), import.meta.url];
  for (const place of places) {
    let path: string;
    try {
      path = createRequire(place).resolve("ts-morph");
    } catch {
      continue;
    }
    const loaded = await import(pathToFileURL(path).href);
    return loaded.default ?? loaded;
  }
  return undefined;
}
