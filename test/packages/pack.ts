import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../emit/support.js";

export const run: typeof execFile.__promisify__ = promisify(execFile);

export interface Packed {
  readonly name: string;
  /** Where the tarball is. */
  readonly tarball: string;
  readonly files: readonly string[];
}

/** Both packages as they would be published. */
export async function packAll(): Promise<{ readonly folder: string; readonly packages: Packed[] }> {
  const folder = mkdtempSync(join(tmpdir(), "ddb-pattern-pack-"));
  const args = ["pack", "--workspaces", "--json", "--pack-destination", folder];
  const { stdout } = await run("npm", args, { cwd: ROOT });
  const packages = (JSON.parse(stdout) as NpmPack[]).map(({ name, filename, files }) => ({
    name,
    tarball: join(folder, filename),
    files: files.map(({ path }) => path).sort(),
  }));
  return { folder, packages };
}

interface NpmPack {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/**
 * Installs tarballs into a package, and links what they and the package declare, no more, from this
 * repository. `npm install --offline` would do it only where npm's cache happens to hold every
 * dependency: a fresh machine without a network has none, and linked ones it does not count.
 */
export async function install(folder: string, tarballs: readonly Packed[]): Promise<void> {
  for (const { name, tarball } of tarballs) {
    const target = join(folder, "node_modules", name);
    mkdirSync(target, { recursive: true });
    await run("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"]);
  }
  const installed = tarballs.map(({ name }) => name);
  const manifests = [".", ...installed.map((name) => join("node_modules", name))];
  const declared = manifests.flatMap((path) => dependenciesOf(join(folder, path)));
  for (const name of new Set(declared)) {
    if (!installed.includes(name)) link(join(ROOT, "node_modules", name), folder, name);
    linkBins(folder, name);
  }
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

interface Manifest {
  readonly private?: boolean;
  readonly bin?: string | Readonly<Record<string, string>>;
  readonly dependencies?: object;
  readonly devDependencies?: object;
  readonly peerDependencies?: object;
}

/** What npm would install: the development's own dependencies only for the package that is developed. */
function dependenciesOf(folder: string): string[] {
  const { dependencies, devDependencies, peerDependencies, ...manifest } = manifestOf(folder);
  const development = manifest.private === true ? devDependencies : {};
  return Object.keys({ ...dependencies, ...peerDependencies, ...development });
}

function linkBins(folder: string, name: string): void {
  const home = join(folder, "node_modules", name);
  const { bin = {} } = manifestOf(home);
  const commands = typeof bin === "string" ? { [basename(name)]: bin } : bin;
  for (const [command, file] of Object.entries(commands)) {
    link(join(home, file), folder, join(".bin", command));
  }
}

function link(from: string, folder: string, name: string): void {
  const to = join(folder, "node_modules", name);
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(from, to);
}
