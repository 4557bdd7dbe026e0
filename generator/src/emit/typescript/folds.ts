import type { Model, StreamModel } from "../../model/model.js";
import { documented } from "./doc-comment.js";
import { identifier, stringLiteral } from "./escape.js";
import { block, brackets, type Code, entry, typeCall } from "./layout.js";
import { foldName, memberName, streamInputName, unionName } from "./names.js";

/** The functions that create the folds of each stream. */
export function* foldFunctions({ name, streams }: Model): Iterable<Code> {
  for (const stream of streams) yield foldFunction(stream, name);
}

function foldFunction(stream: StreamModel, schemaName: string): Code {
  const union = identifier(unionName(schemaName, stream));
  const input = identifier(streamInputName(schemaName, stream));
  const kind = stream.isConsistent ? "RevisionFold" : "Fold";
  const head = brackets(
    `export function ${identifier(foldName(stream))}<State>(`,
    [entry("definition:", typeCall(`runtime.${kind}Definition`, ["State", union]))],
    typeCall(`): runtime.${kind}`, ["State", union, input]),
  );
  const parts = ["descriptor", stringLiteral(memberName(stream)), "definition"];
  const body = brackets("return runtime.createFold(", parts, ")");
  const description = `Creates a fold of the stream \`${stream.name}\`: a function for each event type.`;
  return documented({ description }, entry(head, block("{", [body])));
}
