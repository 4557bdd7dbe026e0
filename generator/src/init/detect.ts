import { basename, join } from "node:path";
import { isMapping, type Mapping } from "../language/mapping.js";
import { readPackageFile } from "../project/package-file.js";
import { findConfig } from "../project-config/find-config.js";
import { loadConfig } from "../project-config/load-config.js";
import { isRepositoryRoot, upwards } from "../workspace/folders.js";
import { Observer } from "../workspace/observations.js";
import { isRegularFile, readRegularFile, statOf } from "../workspace/regular-file.js";
import { parseJsonc } from "../workspace/tsconfig/jsonc.js";
import { readTsconfig } from "../workspace/tsconfig/read.js";
import { parseManifest } from "./edit-manifest.js";
import type { Facts, TestRunner, TsconfigFacts } from "./facts.js";
import { LOCK_FILES, namedManager, type PackageManager } from "./package-manager.js";
import { isPlaceholder } from "./scripts.js";
import { hasSources } from "./sources.js";

/** Larger than any file that init reads. */
const MAX_BYTES = 1024 * 1024;

/** The file of a project that init cannot go on with. */
export interface Obstacle {
  readonly file: string;
  readonly reason: string;
}

/** Looks at a project. */
export async function detect(
  folder: string,
  userAgent: string | undefined,
): Promise<Facts | Obstacle> {
  const text = readText(join(folder, "package.json"));
  const manifest = text === undefined ? {} : parseObject(text);
  if (manifest === undefined) return { file: "package.json", reason: "it is not a JSON object" };
  const wrong = ["scripts", ...DEPENDENCY_KEYS].find(
    (key) => manifest[key] !== undefined && !isMapping(manifest[key]),
  );
  if (wrong !== undefined) {
    return { file: "package.json", reason: `its "${wrong}" is not an object` };
  }
  const above = manifestsAbove(folder);
  const declared = new Set([manifest, ...above].flatMap(packagesOf));
  const scripts = isMapping(manifest.scripts) ? manifest.scripts : {};
  const manager = managerOf(folder, [manifest, ...above], userAgent);
  const own = new Set(packagesOf(manifest));
  const tsconfig = tsconfigOf(folder);
  const out = await configuredOut(folder);
  // As "npm install" and "npm init" write it into an empty folder.
  const becomesEsm =
    text !== undefined &&
    manifest.type === undefined &&
    Object.values(scripts).every(isPlaceholder) &&
    tsconfig === undefined &&
    out === undefined &&
    !hasSources(folder);
  return {
    name: basename(folder),
    manager,
    manifest: text,
    isEsm: text === undefined || manifest.type === "module" || becomesEsm,
    becomesEsm,
    tsconfig,
    runner: runnerOf(declared, scripts, manager),
    hasJestGlobals: own.has("@jest/globals"),
    declared,
    scripts,
    read: (path) => readText(join(folder, path)),
    configuredOut: out,
    hasGithub: statOf(join(folder, ".github"))?.isDirectory() ?? false,
    hasSrc: statOf(join(folder, "src"))?.isDirectory() ?? false,
    platform: `${process.platform}-${process.arch}`,
    version: (JSON.parse(readPackageFile("package.json")) as { version: string }).version,
  };
}

/** A config with mistakes counts: its own commands report them. */
async function configuredOut(folder: string): Promise<string | undefined> {
  const path = findConfig(folder);
  if (path === undefined) return undefined;
  const { config } = await loadConfig(path, folder);
  const [first] = config?.schemas ?? [];
  return first?.out ?? ".";
}

function readText(path: string): string | undefined {
  return readRegularFile(path, MAX_BYTES)?.toString("utf8");
}

function parseObject(text: string): Mapping | undefined {
  try {
    const value = parseManifest(text);
    return isMapping(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The package.json files of the folders above, up to the root of the repository. */
function manifestsAbove(folder: string): Mapping[] {
  const found: Mapping[] = [];
  for (const above of upwards(folder)) {
    const text = above === folder ? undefined : readText(join(above, "package.json"));
    const manifest = text === undefined ? undefined : parseObject(text);
    if (manifest !== undefined) found.push(manifest);
    if (isRepositoryRoot(above)) break;
  }
  return found;
}

const DEPENDENCY_KEYS = [
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
] as const;

function packagesOf(manifest: Mapping): string[] {
  return DEPENDENCY_KEYS.flatMap((key) => {
    const packages = manifest[key];
    return isMapping(packages) ? Object.keys(packages) : [];
  });
}

/** The one that the field `packageManager` names, else that of a lock file, else the one that runs this program. */
function managerOf(
  folder: string,
  manifests: readonly Mapping[],
  userAgent: string | undefined,
): PackageManager {
  for (const { packageManager } of manifests) {
    const named = namedManager(packageManager);
    if (named !== undefined) return named;
  }
  for (const above of upwards(folder)) {
    const lock = Object.keys(LOCK_FILES).find((name) => isRegularFile(join(above, name)));
    if (lock !== undefined) return LOCK_FILES[lock] ?? "npm";
    if (isRepositoryRoot(above)) break;
  }
  return namedManager(userAgent) ?? "npm";
}

function runnerOf(
  declared: ReadonlySet<string>,
  scripts: Mapping,
  manager: PackageManager,
): TestRunner {
  const test = String(scripts.test ?? "");
  for (const runner of ["vitest", "jest"] as const) {
    if (declared.has(runner) || new RegExp(`\\b${runner}\\b`).test(test)) return runner;
  }
  return manager === "bun" ? "bun" : "node";
}

function tsconfigOf(folder: string): TsconfigFacts | undefined {
  const path = join(folder, "tsconfig.json");
  const found = readTsconfig(path, new Observer());
  if (found === undefined) return undefined;
  const document = parseJsonc(readText(path) ?? "");
  const options = isMapping(document) ? document.compilerOptions : undefined;
  return {
    erasableSyntaxOnly: found.erasableSyntaxOnly,
    verbatimModuleSyntax: isMapping(options) && options.verbatimModuleSyntax === true,
  };
}
