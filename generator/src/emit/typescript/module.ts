import type { Model } from "../../model/model.js";
import { clientAliases, schemaInterface, typeDeclarations } from "./declarations.js";
import { descriptorText } from "./descriptor.js";
import { commentLines, identifier } from "./escape.js";
import { type EnumStyle, eventTypesText } from "./event-types.js";
import { printDeclarations } from "./printer.js";
import { fillTemplate, readTemplate } from "./template.js";
import { validatorsText } from "./validators.js";

/** A model as the text of a TypeScript module, without its header. */
export function emitModule(model: Model, enumStyle: EnumStyle): string {
  const body = fillTemplate(readTemplate("module/client.ts"), identifier(model.name), {
    eventTypes: eventTypesText(model, enumStyle),
    declarations: printDeclarations(typeDeclarations(model)),
    schema: printDeclarations([schemaInterface(model)]),
    aliases: printDeclarations(clientAliases(model)),
    descriptor: descriptorText(model),
    validators: `${validatorsText(model)};\n`,
  });
  const isConsistent = model.streams.some((stream) => stream.isConsistent);
  const factory = isConsistent
    ? body.replace("options);", "options, runtime.consistentStreams);")
    : body;
  return overview(model) + factory;
}

function overview({ description }: Model): string {
  if (description === undefined || description.trim() === "") return "";
  return `${commentLines(description)
    .map((line) => `// ${line}`.trimEnd())
    .join("\n")}\n\n`;
}
