import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { CompilerOptions, Project, SourceFile } from "ts-morph";
import type { Morph } from "./load-morph.js";

/** The types of the source library, so that a program can be read that has not installed it. */
const LIBRARY = ["@status-machina/ddb-pattern", "ddb-pattern-runtime/ddb-pattern"]
  .map(
    (name) => `declare module ${JSON.stringify(name)} {
  export interface EventBase<Type> { id: string; type: Type; timestamp: string; data: object }
  export type IdKeyName = \`\${string}_id\`;
  export type IdKeyOf<Event> = any;
  export type InputOf<Event> = any;
  export type DdbInputOf<Event> = any;
  export type NotUndefined<T> = T;
  export const createEventFunctions: any;
}`,
  )
  .join("\n");

/**
 * A TypeScript file and the files of the project that it imports. Packages are not read: their types can be many megabytes, and
 * no event is declared in one. The file is never run.
 */
export function openSource(path: string, { Project, ts }: Morph): SourceFile {
  const config = findConfig(dirname(path));
  const options: CompilerOptions = {
    ...(config === undefined ? {} : configOptions(config, ts)),
    strict: true,
    noLib: false,
    types: [],
    skipLibCheck: true,
    allowJs: false,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const project: Project = new Project({
    compilerOptions: options,
    skipAddingFilesFromTsConfig: true,
    resolutionHost: (host, getOptions) => ({
      resolveModuleNames: (names, from) =>
        names.map((name) => {
          const found = ts.resolveModuleName(name, from, getOptions(), host).resolvedModule;
          if (found === undefined || /[\\/]node_modules[\\/]/.test(found.resolvedFileName))
            return undefined;
          return found;
        }),
    }),
  });
  project.createSourceFile(join(dirname(path), "__source-library.d.ts"), LIBRARY);
  return project.addSourceFileAtPath(path);
}

/** The nearest tsconfig.json, for its `paths`. */
function findConfig(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const path = join(at, "tsconfig.json");
    if (existsSync(path)) return path;
    if (dirname(at) === at) return undefined;
  }
}

function configOptions(path: string, ts: Morph["ts"]): CompilerOptions {
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  // Only what says where modules are: reading the files of the project would take long.
  const { baseUrl, paths } = config?.compilerOptions ?? {};
  return {
    ...(typeof baseUrl === "string" ? { baseUrl: resolve(dirname(path), baseUrl) } : {}),
    ...(typeof paths === "object" && paths !== null ? { paths, pathsBasePath: dirname(path) } : {}),
  };
}
