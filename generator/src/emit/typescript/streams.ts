import { lookupPath, type Model, type StreamModel } from "../../model/model.js";
import { eventUnion } from "./declarations.js";
import { documented } from "./doc-comment.js";
import { identifier } from "./escape.js";
import { block, braces, brackets, type Code, each, entry, typeCall } from "./layout.js";
import { memberName, moduleNames, unionName } from "./names.js";

/** The union of the events of each stream, and the interface of all streams. */
export function* streamDeclarations({ name, streams }: Model): Iterable<Code> {
  for (const stream of streams) {
    const description = `The events of the stream \`${stream.name}\`.`;
    yield* eventUnion(description, unionName(name, stream), stream.events);
  }
  const description = "The streams, each selected by its ids.";
  const open = `export interface ${moduleNames(name).streams} {`;
  const members = each(streams, (stream) => memberOf(stream, unionName(name, stream)));
  yield documented({ description }, block(open, members));
}

function memberOf(stream: StreamModel, union: string): Code {
  const ids = lookupPath(stream.lookup).map((id) => `${identifier(id)}: string`);
  const kind = stream.isConsistent ? "ConsistentEventStream" : "EventStream";
  const returned = typeCall(`) => runtime.${kind}`, [identifier(union)]);
  const method = brackets("(", [entry("ids:", braces(ids))], returned);
  const description = stream.description?.trim() || `The events of one stream \`${stream.name}\`.`;
  return documented({ description }, entry(`readonly ${identifier(memberName(stream))}:`, method));
}
