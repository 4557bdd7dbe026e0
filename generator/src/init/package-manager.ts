/** The package managers that init writes commands for. */
export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

/** The lock files of each, in the order in which they are looked for. */
export const LOCK_FILES: Readonly<Record<string, PackageManager>> = {
  "pnpm-lock.yaml": "pnpm",
  "yarn.lock": "yarn",
  "bun.lock": "bun",
  "bun.lockb": "bun",
  "package-lock.json": "npm",
  "npm-shrinkwrap.json": "npm",
};

/**
 * The package manager that a text names first: the field `packageManager` of package.json (`pnpm@10.0.0`), or the
 * variable `npm_config_user_agent`, which package managers set for the programs that they run (`bun/1.2 npm/? …`).
 */
export function namedManager(text: unknown): PackageManager | undefined {
  const name = typeof text === "string" ? /^(npm|pnpm|yarn|bun)[@/]/.exec(text)?.[1] : undefined;
  return name as PackageManager | undefined;
}

/** A command line that runs a script of package.json. */
export function runScript(manager: PackageManager, script: string): string {
  // `bun test` is another command, and so may be `bun dev`.
  if (manager === "bun") return `bun run ${script}`;
  const hasOwn = manager !== "npm" || ["start", "test"].includes(script);
  return hasOwn ? `${manager} ${script}` : `npm run ${script}`;
}

/** A command line that begins with a program of a package that is installed. */
export const EXEC: Readonly<Record<PackageManager, string>> = {
  npm: "npx",
  pnpm: "pnpm exec",
  yarn: "yarn",
  bun: "bunx",
};
