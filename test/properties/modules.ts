import * as runtime from "ddb-pattern-runtime/codegen/v1";
import { transformSync } from "esbuild";
import { analyze } from "../../generator/src/analyze.js";
import { isError } from "../../generator/src/diagnostics/diagnostic.js";
import { emitModule } from "../../generator/src/emit/typescript/module.js";
import type { SchemaDocument } from "../../generator/src/language/document.js";
import { sourceFile } from "../../generator/src/language/source-file.js";
import type { Model } from "../../generator/src/model/model.js";
import { yamlOf } from "./emit-schemas.js";

/** What an arbitrary schema can still be by chance, and what is refused for it. */
export const BY_CHANCE: ReadonlySet<string> = new Set([
  "circular-type",
  "endless-type",
  "name-clash",
]);

/** The model of a schema that is legal; `undefined` for one that is refused by chance. */
export async function modelOf(document: SchemaDocument): Promise<Model | undefined> {
  const { model, findings } = await analyze(sourceFile("events.yaml", yamlOf(document)));
  const errors = findings.filter(isError);
  if (errors.length === 0) return model;
  if (errors.some(({ code }) => BY_CHANCE.has(code))) return undefined;
  throw new Error(`Refused: ${errors.map(({ code, message }) => `${code} ${message}`).join("; ")}`);
}

type CreateClient = (client: runtime.DocumentClient, tableName: string) => unknown;

/** The factory of the generated module, compiled and run on this runtime. */
function factoryOf(model: Model, on: object): CreateClient {
  const { code } = transformSync(emitModule(model, "native"), { loader: "ts", format: "cjs" });
  const module: { exports: Record<string, CreateClient> } = { exports: {} };
  new Function("module", "require", code)(module, () => on);
  return module.exports[`create${model.name}EventClient`] as CreateClient;
}

/** What the generated module gives the runtime to validate with. */
export function validatorsOf(model: Model): runtime.Validators {
  const createEventClient = (descriptor: runtime.Descriptor) => descriptor.validators;
  const create = factoryOf(model, { ...runtime, createEventClient });
  return create(undefined as never, "") as runtime.Validators;
}

/** A client of the generated module, whose events have no types here. */
export function clientOf(
  model: Model,
  documents: runtime.DocumentClient,
  tableName: string,
): UntypedClient {
  return factoryOf(model, runtime)(documents, tableName) as UntypedClient;
}

export interface UntypedClient {
  saveEvent(event: object): Promise<{ id: string; data: unknown; metadata?: unknown }>;
  getLatestEvent(query: object): Promise<unknown>;
}
