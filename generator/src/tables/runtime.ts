import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { TableProblem } from "./table-problem.js";

/** The packages that commands on tables use: those of the user's project, which its programs use, too. */
export interface Packages {
  readonly runtime: typeof import("ddb-pattern-runtime");
  readonly maintenance: typeof import("ddb-pattern-runtime/maintenance");
  readonly sdk: typeof import("@aws-sdk/client-dynamodb");
}

const RUNTIME = "ddb-pattern-runtime";
const SDK = "@aws-sdk/client-dynamodb";
/** The runtime imports both. */
const SDK_PACKAGES: readonly string[] = [SDK, "@aws-sdk/lib-dynamodb"];

/**
 * Loads the packages of the project that a schema is in, or the working folder, or else those beside this package. They
 * are no dependencies of this package, because a build needs none of them.
 *
 * @throws TableProblem if they are not installed.
 */
export function loadPackages(schema: string, cwd: string): Packages {
  // The SDK's word about its own future on Node 20 is for the programs of the user, not for each command.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const folders = [dirname(resolve(cwd, schema)), cwd];
  const files = [...folders.map((folder) => join(folder, "package.json")), import.meta.url];
  const places = files.map((file) => createRequire(file));
  const project = places.find((require) => resolves(require, RUNTIME));
  if (project === undefined) throw notInstalled([RUNTIME, ...SDK_PACKAGES]);
  const inRuntime = createRequire(project.resolve(RUNTIME));
  const missing = SDK_PACKAGES.filter((name) => !resolves(inRuntime, name));
  if (missing.length > 0) throw notInstalled(missing);
  return {
    runtime: project(RUNTIME),
    maintenance: project(`${RUNTIME}/maintenance`),
    sdk: inRuntime(SDK),
  };
}

function notInstalled(names: readonly string[]): TableProblem {
  return new TableProblem(
    "The project of the schema has not installed all packages that commands on tables use.",
    `Run: npm install ${names.join(" ")}`,
  );
}

function resolves(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}
