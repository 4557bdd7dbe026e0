import { lookupPath, type Model, type StreamModel } from "../../model/model.js";
import { eventUnion } from "./declarations.js";
import { documented } from "./doc-comment.js";
import { identifier } from "./escape.js";
import { block, braces, brackets, type Code, each, entry, indexed, typeCall } from "./layout.js";
import { memberName, moduleNames, streamInputName, unionName } from "./names.js";
import { typeAlias } from "./type-alias.js";

/** The unions of the events and of the inputs of each stream, and the interface of all streams. */
export function* streamDeclarations({ name, streams }: Model): Iterable<Code> {
  const { eventInputs } = moduleNames(name);
  for (const stream of streams) {
    const union = unionName(name, stream);
    const description = `The events of the stream \`${stream.name}\`.`;
    yield* eventUnion(description, union, stream.events);
    const inputs = indexed(eventInputs, indexed(identifier(union), '"type"'));
    yield* typeAlias(streamInputName(name, stream), inputs, (code) => code);
  }
  const description = "The streams, each selected by its ids.";
  const open = `export interface ${moduleNames(name).streams} {`;
  const members = each(streams, (stream) => memberOf(stream, name));
  yield documented({ description }, block(open, members));
}

function memberOf(stream: StreamModel, schemaName: string): Code {
  const ids = lookupPath(stream.lookup).map((id) => `${identifier(id)}: string`);
  const union = identifier(unionName(schemaName, stream));
  const input = identifier(streamInputName(schemaName, stream));
  const returned = stream.isConsistent
    ? typeCall(") => runtime.ConsistentEventStream", [union, input])
    : typeCall(") => runtime.EventStream", [union]);
  const method = brackets("(", [entry("ids:", braces(ids))], returned);
  const description = stream.description?.trim() || `The events of one stream \`${stream.name}\`.`;
  return documented({ description }, entry(`readonly ${identifier(memberName(stream))}:`, method));
}
