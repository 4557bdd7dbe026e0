import type { Facts } from "./facts.js";
import type { Layout } from "./layout.js";
import { VERSIONS } from "./versions.js";

/** The packages that package.json lacks, with their ranges, by the keys of package.json. */
export interface Dependencies {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** The engine for local tables. Package managers skip it on other platforms, and CI mostly runs on this one. */
export const ENGINE_PACKAGE = "@dynoxide/linux-x64";

/** Plans the packages. What a package.json of the project, or of a folder above it, declares is left alone. */
export function planDependencies(facts: Facts, layout: Layout): Dependencies {
  const own = `^${facts.version}`;
  const isCompiled = layout.kind === "new";
  const usesTsx =
    layout.kind === "existing" && layout.example !== undefined && facts.manager !== "bun";
  return {
    dependencies: missing(facts, {
      "@aws-sdk/client-dynamodb": VERSIONS["@aws-sdk/client-dynamodb"],
      "@aws-sdk/lib-dynamodb": VERSIONS["@aws-sdk/lib-dynamodb"],
      "ddb-pattern-runtime": own,
    }),
    devDependencies: missing(facts, {
      ...(isCompiled ? { "@types/node": VERSIONS["@types/node"] } : {}),
      "ddb-pattern-gen": own,
      ...(usesTsx ? { tsx: VERSIONS.tsx } : {}),
      ...(isCompiled ? { typescript: VERSIONS.typescript } : {}),
    }),
    optionalDependencies: missing(facts, { [ENGINE_PACKAGE]: VERSIONS[ENGINE_PACKAGE] }),
  };
}

function missing(
  { declared }: Facts,
  wanted: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => !declared.has(name)));
}
