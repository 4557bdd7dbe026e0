import { lookupPath, type Model, type StreamModel } from "../../model/model.js";
import { eventUnion } from "./declarations.js";
import { documented } from "./doc-comment.js";
import { identifier } from "./escape.js";
import { block, braces, brackets, type Code, entry, typeCall } from "./layout.js";
import { memberName, moduleNames, unionName } from "./names.js";

/** The union of the events of each stream, and the interface of all streams. */
export function streamDeclarations({ name, streams }: Model): Code[] {
  const description = "The streams, each picked by its ids.";
  const open = `export interface ${moduleNames(name).streams} {`;
  return [
    ...streams.flatMap((stream) =>
      eventUnion(
        `The events of the stream \`${stream.name}\`.`,
        unionName(name, stream),
        stream.events,
      ),
    ),
    documented(
      { description },
      block(
        open,
        streams.map((stream) => memberOf(stream, unionName(name, stream))),
      ),
    ),
  ];
}

function memberOf(stream: StreamModel, union: string): Code {
  const ids = lookupPath(stream.lookup).map((id) => `${identifier(id)}: string`);
  const kind = stream.isConsistent ? "ConsistentEventStream" : "EventStream";
  const returned = typeCall(`) => runtime.${kind}`, [identifier(union)]);
  const method = brackets("(", [entry("ids:", braces(ids))], returned);
  const description = stream.description?.trim() || `The events of one stream \`${stream.name}\`.`;
  return documented({ description }, entry(`readonly ${identifier(memberName(stream))}:`, method));
}
