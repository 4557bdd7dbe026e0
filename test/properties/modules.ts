import { createRequire } from "node:module";
import { transformSync } from "esbuild";
import { type Analyzed, analyze } from "../../generator/src/analyze.js";
import { isError } from "../../generator/src/diagnostics/finding.js";
import { emitModule } from "../../generator/src/emit/emit.js";
import type { Model } from "../../generator/src/model/model.js";
import type { SchemaDocument } from "../../generator/src/schema/document.js";
import { sourceFile } from "../../generator/src/schema/source-file.js";
import { yamlOf } from "./emit-schemas.js";

const require = createRequire(import.meta.url);

/** What a schema means, and all that its generated module exports. */
export interface Loaded {
  readonly model: Model;
  readonly exports: Readonly<Record<string, unknown>>;
}

/** What an arbitrary schema can still be by chance, and what is refused for it. */
const BY_CHANCE = new Set(["circular-type", "endless-type", "name-clash"]);

/** The model of a schema that is legal; `undefined` for one that is refused by chance. */
export async function modelOf(document: SchemaDocument): Promise<Model | undefined> {
  const { model, findings }: Analyzed = await analyze(sourceFile("events.yaml", yamlOf(document)));
  const errors = findings.filter(isError);
  if (errors.length === 0) return model;
  if (errors.every(({ code }) => BY_CHANCE.has(code))) return undefined;
  throw new Error(`Refused: ${errors.map(({ code, message }) => `${code} ${message}`).join("; ")}`);
}

/** The generated module, run. */
export function load(model: Model): Loaded {
  const { code } = transformSync(emitModule(model, "native"), { loader: "ts", format: "cjs" });
  const module = { exports: {} };
  new Function("module", "require", code)(module, require);
  return { model, exports: module.exports };
}
