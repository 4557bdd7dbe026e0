import * as runtime from "ddb-pattern-runtime/codegen/v1";
import { transform } from "esbuild";
import { analyze } from "../../../generator/src/analyze.js";
import { isError } from "../../../generator/src/diagnostics/diagnostic.js";
import { emitModule } from "../../../generator/src/emit/typescript/module.js";
import type { SchemaDocument } from "../../../generator/src/language/document.js";
import { sourceFile } from "../../../generator/src/language/source-file.js";
import { type TypesByName, typesByName } from "../../../generator/src/model/aliases.js";
import type { Model } from "../../../generator/src/model/model.js";
import { type UntypedClient, untyped } from "../../client/support.js";
import { yamlOf } from "../../properties/emit-schemas.js";
import { bareName, type Draft, fieldSets, long } from "./edits/draft.js";
import { spotsOf } from "./edits/spots.js";
import { Upgrader } from "./upgrader.js";

/** A schema with its generated client. */
export interface Release {
  readonly draft: Draft;
  readonly yaml: string;
  readonly model: Model;
  /** All names of fields and properties. */
  readonly names: readonly string[];
  /** What readers of this schema see of stored events, said once more and independently of the runtime. */
  readonly upgrader: Upgrader;
  /** A client that checks what it reads. */
  open(documents: runtime.DocumentClient, tableName: string): UntypedClient;
}

const typesOfModels = new WeakMap<Model, TypesByName>();

/** The named types of a model. */
export function typesOf(model: Model): TypesByName {
  const types = typesOfModels.get(model) ?? typesByName(model.types);
  typesOfModels.set(model, types);
  return types;
}

/** The warning about types without values, which no upcaster could give either. */
const IMPOSSIBLE = "never-matches";

/** A schema that is released; or the codes of its errors. */
export type Released = { readonly release: Release } | { readonly codes: readonly string[] };

/** @param isGenerous - Whether upcasters also make up values of new fields that can be missing. */
export async function released(draft: Draft, isGenerous = false): Promise<Released> {
  const yaml = yamlOf(draft as unknown as SchemaDocument);
  const { model, diagnostics } = await analyze(sourceFile("events.yaml", yaml));
  const wrong = diagnostics.filter((one) => isError(one) || one.code === IMPOSSIBLE);
  if (model === undefined || wrong.length > 0) return { codes: wrong.map(({ code }) => code) };
  const [descriptor, , , , ...code] = await passedToRuntime(model);
  const upgrader = new Upgrader(model, descriptor, isGenerous);
  const options = { validate: "read-and-write", ...upgrader.options } as const;
  const open = (documents: runtime.DocumentClient, tableName: string) =>
    untyped(runtime.createEventClient(descriptor, documents, tableName, options, ...code));
  return { release: { draft, yaml, model, names: namesIn(draft), upgrader, open } };
}

type Passed = Parameters<typeof runtime.createEventClient>;

/** What the generated module passes to the runtime when it creates a client. */
async function passedToRuntime(model: Model): Promise<Passed> {
  const { code } = await transform(emitModule(model, "native"), { loader: "ts", format: "cjs" });
  const module: { exports: Record<string, () => Passed> } = { exports: {} };
  const on = { ...runtime, createEventClient: (...passed: Passed) => passed };
  new Function("module", "require", code)(module, () => on);
  return (module.exports[`create${model.name}EventClient`] as () => Passed)();
}

/** The names of fields and properties of a schema. */
function namesIn(draft: Draft): string[] {
  const fields = fieldSets(draft).flatMap(({ fields }) => Object.keys(fields).map(bareName));
  const properties = spotsOf(draft).flatMap(({ type }) => Object.keys(long(type).properties ?? {}));
  return [...new Set([...fields, ...properties])];
}
