import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "vitest";
import { generate } from "../../generator/src/index.js";
import { STRICT_FLAGS, tsc } from "../emit/compilers.js";
import { readRepositoryFile, temporaryPackage } from "../emit/support.js";

/** The blocks of code of a page, by their titles. */
export function blocksOf(page: string): (title: string) => string {
  const text = readRepositoryFile(page);
  return (title) => {
    const found = new RegExp(`^\`\`\`\\w+ title="${title}"\\n(.*?)^\`\`\`$`, "ms").exec(text)?.[1];
    if (found === undefined) throw new Error(`${page} has no block "${title}".`);
    return found;
  };
}

/** Compiles modules as strictly as users may, and returns the folder with what came of them. */
export async function compile(modules: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryPackage({ name: "page", private: true, type: "module" });
  for (const [name, text] of Object.entries(modules)) writeFileSync(join(folder, name), text);
  const options = { ...STRICT_FLAGS, module: "nodenext", verbatimModuleSyntax: true };
  expect(await tsc("7", folder, options, Object.keys(modules))).toEqual({
    output: "",
    isSuccess: true,
  });
  return folder;
}

/** The module of a schema without mistakes. */
export async function moduleOf(schema: string): Promise<string> {
  const { module, diagnostics } = await generate({ text: schema });
  expect(diagnostics).toEqual([]);
  return String(module);
}

/** Imports a compiled module. */
export async function load<Module>(folder: string, name: string): Promise<Module> {
  return import(pathToFileURL(join(folder, name)).href) as Promise<Module>;
}
