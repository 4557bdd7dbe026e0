import { analyze } from "../../generator/src/index.js";
import type { Model } from "../../generator/src/model/model.js";

/** The model of a schema without errors. */
export async function modelOf(text: string): Promise<Model> {
  const { model, diagnostics } = await analyze({ text });
  if (model !== undefined) return model;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  throw new Error(`${text}\n${JSON.stringify(errors, undefined, 2)}`);
}
