import { join } from "node:path";
import { Application, ReflectionKind } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { findEntries } from "./entries.ts";
import { CONTENT, ROOT, SITE } from "./paths.ts";

/**
 * Writes a page for each entry from the declarations that the packages ship.
 *
 * @throws Error if the packages are not built, or a declaration cannot be documented.
 */
export async function writeApi(): Promise<void> {
  const entries = findEntries();
  const options: Partial<PluginOptions> & Parameters<typeof Application.bootstrapWithPlugins>[0] = {
    entryPoints: Array.from(entries.values(), (path) => join(ROOT, path)),
    tsconfig: join(SITE, "tsconfig.api.json"),
    plugin: ["typedoc-plugin-markdown"],
    router: "module",
    out: join(CONTENT, "api"),
    name: "API",
    readme: "none",
    logLevel: "Warn",
    sort: ["source-order"],
    disableSources: true,
    // Such as the members of Error.
    excludeExternals: true,
    // The declarations were compiled when the packages were built.
    skipErrorChecking: true,
    // Types that entries mention and do not export are shown by name.
    validation: { notExported: false, invalidLink: true, notDocumented: false },
    hideBreadcrumbs: true,
    hidePageHeader: true,
    useCodeBlocks: true,
    expandObjects: true,
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    typeDeclarationFormat: "table",
    entryFileName: "index.md",
  };
  const app = await Application.bootstrapWithPlugins(options);
  const project = await app.convert();
  if (project === undefined) throw new Error("TypeDoc cannot read the declarations.");
  const names = new Map(Array.from(entries, ([name, path]) => [fromPackage(path), name]));
  for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
    const name = names.get(project.getSymbolIdFromReflection(module)?.packagePath ?? "");
    if (name === undefined) throw new Error(`TypeDoc does not say where ${module.name} is from.`);
    module.name = name;
  }
  await app.generateOutputs(project);
  if (app.logger.hasErrors()) throw new Error("TypeDoc cannot write the API reference.");
}

/** The path from the folder of its package, as TypeDoc names files. */
const fromPackage = (path: string): string => path.slice(path.indexOf("/") + 1);
