import type { Model } from "../../model/model.js";
import { clientInterface } from "./client.js";
import { consumerParameters, projectionParameters } from "./consumers.js";
import { typeDeclarations } from "./declarations.js";
import { descriptor, exportedDescriptor } from "./descriptor.js";
import { plainComment } from "./doc-comment.js";
import { identifier } from "./escape.js";
import { type EnumStyle, eventTypes } from "./event-types.js";
import { foldFunctions } from "./folds.js";
import { inputDeclarations } from "./inputs.js";
import { type Code, layOut, layOutParameters, WIDTH } from "./layout.js";
import { lookupMap } from "./lookups.js";
import { standardSchemas } from "./schemas.js";
import { streamDeclarations } from "./streams.js";
import { fillTemplate, readTemplate } from "./template.js";
import { isUpcasterRequired, optionsType, upcasterDeclarations } from "./upcasters.js";

/** The text of the TypeScript module of a schema, without its header. */
export function emitModule(model: Model, enumStyle: EnumStyle): string {
  const body = fillTemplate(readTemplate("module/client.ts"), identifier(model.name), {
    declarations: layOut(declarations(model, enumStyle)),
    parts: partsOf(model)
      .map((part) => `    ${part},\n`)
      .join(""),
    evolution: hasEarlierForms(model) ? "    runtime.earlierVersions,\n" : "",
    consumer: layOutParameters(consumerParameters(model)),
    projection: layOutParameters(projectionParameters(model)),
    options: `  options${isUpcasterRequired(model) ? "" : "?"}: ${optionsType(model)},\n`,
  });
  return overview(model) + body;
}

/** The code that only some clients need, so that bundles of others leave it out. */
function partsOf(model: Model): readonly string[] {
  const isConsistent = model.streams.some((stream) => stream.isConsistent);
  const consistent = isConsistent ? ["runtime.consistentStreams"] : [];
  if (!hasEarlierForms(model)) return consistent;
  return [...(isConsistent ? consistent : ["undefined"]), "runtime.earlierVersions"];
}

/** Whether stored events can have other types, versions or names of fields than those that are saved. */
function hasEarlierForms({ events }: Model): boolean {
  return events.some(
    ({ previous, aliases, fields }) =>
      previous.length > 0 || aliases.length > 0 || fields.some((field) => field.aliases.length > 0),
  );
}

function* declarations(model: Model, enumStyle: EnumStyle): Iterable<Code> {
  yield* eventTypes(model, enumStyle);
  yield* typeDeclarations(model);
  yield* inputDeclarations(model);
  yield lookupMap(model);
  yield* streamDeclarations(model);
  yield* upcasterDeclarations(model);
  yield clientInterface(model);
  yield descriptor(model);
  yield exportedDescriptor(model);
  yield* standardSchemas(model);
  yield* foldFunctions(model);
}

function overview({ description }: Model): string {
  if (description === undefined || description.trim() === "") return "";
  return `${plainComment(description, WIDTH).join("\n")}\n\n`;
}
