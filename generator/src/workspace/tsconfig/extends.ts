import { isAbsolute, join, resolve } from "node:path";
import { upwards } from "../folders.js";
import type { Observer } from "../observations.js";

/** The file that `extends` names in a tsconfig of this folder: by a path, or by the name of a package. */
export function findExtended(name: string, folder: string, observer: Observer): string | undefined {
  if (isAbsolute(name) || /^\.\.?(?:[/\\]|$)/.test(name)) {
    return firstFile(spellings(resolve(folder, name)), observer);
  }
  const [packageName, path] = splitName(name);
  for (const above of upwards(folder)) {
    const home = join(above, "node_modules", packageName);
    const manifest = observer.read(join(home, "package.json"));
    const found = firstFile(
      path === "" ? [join(home, tsconfigOf(manifest))] : spellings(join(home, path)),
      observer,
    );
    if (found !== undefined) return found;
    // The package can map the path to another file under "exports".
    if (manifest !== undefined) return observer.resolve(name, folder);
  }
  return process.versions.pnp === undefined ? undefined : observer.resolve(name, folder);
}

/** The files that a path can name: its extension is optional, and a folder names its tsconfig.json. */
function spellings(path: string): string[] {
  return [path, `${path}.json`, join(path, "tsconfig.json")];
}

function firstFile(paths: readonly string[], observer: Observer): string | undefined {
  return paths.find((path) => observer.isFile(path));
}

/** `@scope/name/rest` → `@scope/name` and `rest`. */
function splitName(name: string): [packageName: string, path: string] {
  const words = name.split("/");
  const length = name.startsWith("@") ? 2 : 1;
  return [words.slice(0, length).join("/"), words.slice(length).join("/")];
}

/** The tsconfig of a package that `extends` names without a path. */
function tsconfigOf(manifest: Buffer | undefined): string {
  try {
    const { tsconfig } = JSON.parse(manifest?.toString() ?? "{}") as {
      readonly tsconfig?: unknown;
    };
    return typeof tsconfig === "string" ? tsconfig : "tsconfig.json";
  } catch {
    return "tsconfig.json";
  }
}
