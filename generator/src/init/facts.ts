import type { PackageManager } from "./package-manager.js";

/** What init knows of a project before it plans anything. */
export interface Facts {
  /** The name of the folder. */
  readonly name: string;
  readonly manager: PackageManager;
  /** The text of package.json; `undefined` without one. */
  readonly manifest: string | undefined;
  /** Whether `.ts` files are ES modules. */
  readonly isEsm: boolean;
  /** Whether init makes it so: a package.json without sources does not say which modules are meant. */
  readonly becomesEsm: boolean;
  readonly tsconfig: TsconfigFacts | undefined;
  readonly runner: TestRunner;
  /** Whether the project imports `@jest/globals` instead of relying on globals. */
  readonly hasJestGlobals: boolean;
  /** Names of packages that package.json, or one in a folder above, declares. */
  readonly declared: ReadonlySet<string>;
  /** The scripts of package.json. */
  readonly scripts: Readonly<Record<string, unknown>>;
  /** The text of a file of the project; `undefined` if there is none. */
  readonly read: (path: string) => string | undefined;
  /** The folder of the first module of the config; `undefined` if no config is found from the folder. */
  readonly configuredOut: string | undefined;
  readonly hasGithub: boolean;
  readonly hasSrc: boolean;
  /** `linux-x64`. */
  readonly platform: string;
  /** The version of this package. */
  readonly version: string;
}

/** "node" is Node's own runner. */
export type TestRunner = "vitest" | "jest" | "node" | "bun";

export interface TsconfigFacts {
  readonly erasableSyntaxOnly: boolean;
  readonly verbatimModuleSyntax: boolean;
}
