import type { Model } from "../../model/model.js";
import { clientInterface } from "./client.js";
import { typeDeclarations } from "./declarations.js";
import { descriptor } from "./descriptor.js";
import { plainComment } from "./doc-comment.js";
import { identifier } from "./escape.js";
import { type EnumStyle, eventTypes } from "./event-types.js";
import { inputDeclarations } from "./inputs.js";
import { type Code, layOut, WIDTH } from "./layout.js";
import { lookupMap } from "./lookups.js";
import { standardSchemas } from "./schemas.js";
import { streamDeclarations } from "./streams.js";
import { fillTemplate, readTemplate } from "./template.js";
import { isUpcasterRequired, optionsType, upcasterDeclarations } from "./upcasters.js";

/** The text of the TypeScript module of a schema, without its header. */
export function emitModule(model: Model, enumStyle: EnumStyle): string {
  const isConsistent = model.streams.some((stream) => stream.isConsistent);
  const body = fillTemplate(readTemplate("module/client.ts"), identifier(model.name), {
    declarations: layOut(declarations(model, enumStyle)),
    // A bundle of a client without consistent streams leaves out the code for them.
    consistentStreams: isConsistent ? "    runtime.consistentStreams,\n" : "",
    options: `  options${isUpcasterRequired(model) ? "" : "?"}: ${optionsType(model)},\n`,
  });
  return overview(model) + body;
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
  yield* standardSchemas(model);
}

function overview({ description }: Model): string {
  if (description === undefined || description.trim() === "") return "";
  return `${plainComment(description, WIDTH).join("\n")}\n\n`;
}
