import { analyze } from "../../generator/src/analyze.js";
import { isError } from "../../generator/src/diagnostics/diagnostic.js";
import { sourceFile } from "../../generator/src/language/source-file.js";
import type { Model } from "../../generator/src/model/model.js";

/** The model of a schema without errors. */
export async function modelOfText(text: string): Promise<Model> {
  const { model, diagnostics } = await analyze(sourceFile("events.yaml", text));
  const wrong = diagnostics.find(isError);
  if (wrong !== undefined) throw new Error(`${wrong.code}: ${wrong.message}`);
  if (model === undefined) throw new Error("a file of types has no model");
  return model;
}
