import * as runtime from "ddb-pattern-runtime/codegen/v1";
import { transformSync } from "esbuild";
import { analyze } from "../../generator/src/analyze.js";
import { isError } from "../../generator/src/diagnostics/diagnostic.js";
import { emitModule } from "../../generator/src/emit/typescript/module.js";
import type { SchemaDocument } from "../../generator/src/language/document.js";
import { sourceFile } from "../../generator/src/language/source-file.js";
import type { Model } from "../../generator/src/model/model.js";
import { schemaOf } from "../../runtime/src/schema/schema.js";
import {
  type EventContent,
  schemaIssues,
} from "../../runtime/src/validation/rules/schema-issues.js";
import { yamlOf } from "./emit-schemas.js";

/** What an arbitrary schema can still be by chance, and what is refused for it. */
export const BY_CHANCE: ReadonlySet<string> = new Set([
  "circular-type",
  "endless-type",
  "name-clash",
]);

/** The model of a schema that is legal; `undefined` for one that is refused by chance. */
export async function modelOf(document: SchemaDocument): Promise<Model | undefined> {
  const { model, diagnostics } = await analyze(sourceFile("events.yaml", yamlOf(document)));
  const errors = diagnostics.filter(isError);
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

/** The descriptor that the generated module hands to the runtime. */
export function descriptorOf(model: Model): runtime.Descriptor {
  const createEventClient = (descriptor: runtime.Descriptor) => descriptor;
  return factoryOf(model, { ...runtime, createEventClient })({} as never, "") as runtime.Descriptor;
}

/** Whether a value is valid: of each event's data, and of the metadata of all events. */
export interface Validators {
  readonly events: { readonly [type: string]: (data: unknown) => boolean };
  readonly metadata: ((metadata: unknown) => boolean) | undefined;
}

/** What the runtime says of values by the rules of the generated module. */
export function validatorsOf(model: Model): Validators {
  const schema = schemaOf(descriptorOf(model));
  const isValid = (type: string, content: EventContent) =>
    schemaIssues(schema, type, content).issues.length === 0;
  const isDataValid = (type: string, data: unknown) =>
    schemaIssues(schema, type, { data }).issues.every(({ path }) => path[0] !== "data");
  const events = model.events.map(({ type, storedType }) => {
    return [type, (data: unknown) => isDataValid(storedType, data)] as const;
  });
  return {
    events: Object.fromEntries(events),
    // No event type has this name: only the metadata is checked.
    metadata: schema.metadata && ((metadata) => isValid("", { data: undefined, metadata })),
  };
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
