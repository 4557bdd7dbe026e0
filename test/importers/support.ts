import { analyze } from "../../generator/src/analyze.js";
import { type Diagnostic, isError } from "../../generator/src/diagnostics/diagnostic.js";
import type { EnumStyle } from "../../generator/src/emit/typescript/event-types.js";
import { readHeader } from "../../generator/src/emit/typescript/header.js";
import { emitModule } from "../../generator/src/emit/typescript/module.js";
import { sourceFile } from "../../generator/src/language/source-file.js";
import type { Model } from "../../generator/src/model/model.js";

/** The model of a schema without errors. */
export async function modelOf(yaml: string): Promise<Model> {
  const { model, diagnostics } = await analyze(sourceFile("events.yaml", yaml));
  if (model === undefined) throw new Error(messagesOf(diagnostics.filter(isError)));
  return model;
}

function messagesOf(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n");
}

/** The body of a generated module, below its header. */
export function bodyOf(module: string): string {
  if (readHeader(module) === undefined) throw new Error("The module has no header");
  return module.slice(module.indexOf("// biome-ignore-all assist: generated\n\n")).slice(39);
}

/** The body of the module that a schema generates. */
export async function regenerate(yaml: string, style: EnumStyle): Promise<string> {
  return emitModule(await modelOf(yaml), style);
}
