import { hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { upwards } from "./folders.js";
import { type Observation, Observer } from "./observations.js";

/** The code of the generator: `dist`, or `src` in tests. */
const CODE = fileURLToPath(new URL("..", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../..", import.meta.url));
const MANIFEST = join(PACKAGE, "package.json");

/**
 * Other code and data that decide about modules. In the repository, the runtime is beside the generator;
 * its rules change without a new version.
 */
const OTHERS = ["generated", "templates", "../runtime/dist/esm"].map((path) => join(PACKAGE, path));

/**
 * Identifies this generator. The id changes with the version, with the code while somebody develops or
 * patches it, and with the version of Node, which brings its own tables of Unicode.
 */
export function generatorId(): string {
  const parts = [
    process.version,
    readFileSync(MANIFEST, "utf8"),
    ...[CODE, ...OTHERS].flatMap(stamps),
  ];
  return hash("sha256", parts.join("\n"));
}

/** The versions of the packages that the generator uses: their code decides about modules, too. */
export function observeDependencies(): readonly Observation[] {
  const observer = new Observer();
  const { dependencies } = JSON.parse(readFileSync(MANIFEST, "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies)) {
    for (const folder of upwards(PACKAGE)) {
      const manifest = join(folder, "node_modules", name, "package.json");
      if (observer.read(manifest) !== undefined) break;
    }
  }
  return observer.observations;
}

/** The size and the time of each file below a folder. Reading the files takes longer. */
function stamps(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return stamps(path);
    const { size, mtimeMs } = statSync(path);
    return [`${path} ${size} ${mtimeMs}`];
  });
}
